//! Findings and errors as a person reads them: the line, an underline, what is wrong, what to do.

use std::{ops::Range, sync::Arc};

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use anstyle::{AnsiColor, Style};

use super::{Paint, simple, veil::Veil};
use crate::{
    diff::visible,
    error::{Error, Fault},
    finding::{Finding, Place, Severity},
    source::{Source, Span},
    value::is_hidden,
};

const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
const HINT: Style = AnsiColor::BrightCyan.on_default().bold();

/// All findings, parted by empty lines; an empty text for none.
pub fn findings(findings: &[Finding], paint: Paint) -> String {
    Sheet::over(findings, paint).show(&findings.iter().collect::<Vec<_>>())
}

/// All that is to be shown, where it is shown in parts that follow one another: what is a secret in any of them is covered in each.
pub struct Sheet {
    veil: Veil,
    renderer: Renderer,
    paint: Paint,
}

impl Sheet {
    /// For these findings.
    pub fn over(findings: &[Finding], paint: Paint) -> Self {
        Self {
            veil: Veil::over(findings),
            renderer: match paint {
                Paint::Plain => Renderer::plain(),
                Paint::Coloured => Renderer::styled(),
            },
            paint,
        }
    }

    /// Some of them; joined by empty lines, the parts are the whole.
    pub fn show(&self, part: &[&Finding]) -> String {
        let mut out = String::new();
        for (at, one) in part.iter().enumerate() {
            if at > 0 {
                out.push('\n');
            }
            if self.paint != Paint::Plain || !simple::draw(one, &self.veil, &mut out) {
                out.push_str(&finding(one, &self.veil, &self.renderer));
            }
            out.push('\n');
        }
        out
    }
}

/// An error: what could not be done, the places that made it so, and after an empty line what to do next.
pub fn error(error: &Error, paint: Paint) -> String {
    let mut parts = Vec::new();
    if !error.message.is_empty() {
        let word = match error.fault {
            Fault::Input | Fault::Environment => "error",
            Fault::Bug => "internal error",
        };
        parts.push(labelled(word, ERROR, &error.message, paint));
    }
    if !error.findings.is_empty() {
        parts.push(findings(&error.findings, paint));
    }
    if !error.hints.is_empty() {
        parts.push(hints(&error.hints, paint));
    }
    parts.join("\n")
}

/// Next steps, one a line.
pub fn hints(hints: &[String], paint: Paint) -> String {
    hints.iter().map(|hint| labelled("hint", HINT, hint, paint)).collect()
}

fn labelled(word: &str, style: Style, text: &str, paint: Paint) -> String {
    let text = visible(text.trim_end());
    match paint {
        Paint::Plain => format!("{word}: {text}\n"),
        Paint::Coloured => format!("{style}{word}{style:#}: {text}\n"),
    }
}

fn finding(finding: &Finding, veil: &Veil, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let here = &finding.place.source;
    let (near, far): (Vec<_>, Vec<_>) = finding.related.iter().partition(|r| Arc::ptr_eq(&r.place.source, here));
    let mut marks = vec![Mark::new(AnnotationKind::Primary, finding.place.span, &finding.label)];
    marks.extend(near.iter().map(|r| Mark::new(AnnotationKind::Context, r.place.span, &r.message)));
    let title = level.primary_title(visible(&finding.message)).id(visible(&finding.rule));
    let mut group = Group::with_title(title).element(snippet(here, &marks, veil));
    for related in far {
        let Place { source, span } = &related.place;
        group = group.element(snippet(
            source,
            &[Mark::new(AnnotationKind::Context, *span, &related.message)],
            veil,
        ));
    }
    for help in &finding.help {
        group = group.element(Level::HELP.message(visible(help)));
    }
    renderer.render(&[group])
}

/// A span to underline, and what to say there.
struct Mark<'a> {
    kind: AnnotationKind,
    span: Span,
    label: &'a str,
}

impl<'a> Mark<'a> {
    fn new(kind: AnnotationKind, span: Span, label: &'a str) -> Self {
        Self { kind, span, label }
    }
}

/// The lines that the marks are on and no others, so that the cost of a finding does not grow with the file that it stands in.
fn snippet<'a>(source: &'a Source, marks: &[Mark<'a>], veil: &Veil) -> Snippet<'a, Annotation<'a>> {
    let spans = || marks.iter().map(|m| short(source, m.span));
    let first = source.line(spans().map(|s| s.start).min().unwrap_or_default());
    let last = source.line(spans().map(|s| s.end).max().unwrap_or_default());
    let (from, to) = (source.line_span(first).start, source.line_span(last).end);
    // the renderer would weigh each character of a line, and then cut what is far from every mark
    let end = spans().map(|s| s.end).max().unwrap_or_default();
    let to = to.min(source.clamp(Span::at(end + FAR)).start);
    let text = source.slice(Span::new(from, to));
    let annotations = marks.iter().zip(spans()).map(|(mark, span)| {
        let range = within(text, from, span);
        let label = (!mark.label.is_empty()).then(|| visible(mark.label));
        mark.kind.span(range).label(label)
    });
    Snippet::source(harmless(&veil.on(source, from, text)))
        .path(visible(source.name()))
        .line_start(first)
        .annotations(annotations)
}

/// How many bytes of a mark within one line are underlined at most, and how many behind the last mark are shown: far more than fit on a screen.
const FAR: usize = 400;

/// A span as it is underlined.
fn short(source: &Source, span: Span) -> Span {
    let span = source.clamp(span);
    if span.len() <= FAR || source.line(span.start) != source.line(span.end) {
        return span;
    }
    source.clamp(Span::new(span.start, span.start + FAR))
}

/// A span of the whole text as a range of a part of it that starts at `from`.
fn within(part: &str, from: usize, span: Span) -> Range<usize> {
    let limit = |at: usize| at.saturating_sub(from).min(part.len());
    limit(span.start)..limit(span.end)
}

/// Puts a visible character of the same length in the place of each that would act on a terminal, so that spans stay right. Those of
/// one byte are left to the renderer, which shows them as control pictures.
fn harmless(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match (is_hidden(c), c.len_utf8()) {
            (true, 2) => out.push('¿'),
            (true, 3) => out.push('\u{fffd}'),
            (true, 4) => out.push('\u{1f6ab}'),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Text that a person would not write: tabs, line breaks of all kinds, escapes, wide and invisible characters.
    fn text() -> impl Strategy<Value = String> {
        const ODD: &[&str] = &[
            "a",
            "bc ",
            "\n",
            "\r\n",
            "\r",
            "\t",
            "\u{1b}[31m",
            "\u{9b}",
            "\u{202e}",
            "\u{200d}",
            "\u{feff}",
            "\u{e0041}",
            "é",
            "漢",
            "🚀",
            "\0",
        ];
        prop::collection::vec(prop::sample::select(ODD), 0..40).prop_map(|parts| parts.concat())
    }

    /// Text of one line or a few that a person may well write.
    fn usual(blanks: usize) -> impl Strategy<Value = String> {
        const PARTS: &[&str] = &["a", "bc ", "RUN x", "    ", "'", "\t", "é", "…", "# \"{}\""];
        let line = prop::collection::vec(prop::sample::select(PARTS), 0..24).prop_map(|parts| parts.concat());
        let lines = prop::collection::vec((0..blanks, line), 1..4);
        lines.prop_map(|lines| lines.iter().map(|(blanks, line)| " ".repeat(*blanks) + line + "\n").collect())
    }

    /// What the renderer and the short way to the same make of a finding; the latter only if it is simple.
    fn both(finding: &Finding) -> (String, Option<String>) {
        let veil = Veil::over(std::slice::from_ref(finding));
        let mut out = String::new();
        let simple = simple::draw(finding, &veil, &mut out);
        assert!(simple || out.is_empty(), "half of it");
        (super::finding(finding, &veil, &Renderer::plain()), simple.then_some(out))
    }

    #[test]
    fn what_most_findings_are_is_simple() {
        let source = Arc::new(Source::new("a/Dockerfile", "FROM debian\n  RUN cd /é\nUSER root\n"));
        let at = |start, end| Finding::error("rule", Place::new(&source, Span { start, end }), "says: `…`").help("Do it.");
        for (finding, simple) in [
            (at(5, 11), true),
            (at(11, 11).label("here").help("Or not."), true),
            (at(0, 12), false),
            (at(14, 17), false),
            (at(25, 29), true),
            (at(0, 4).related(Place::new(&source, Span { start: 5, end: 6 }), "x"), false),
            (at(0, 4).related(Place::new(&source, Span { start: 27, end: 31 }), "x"), false),
        ] {
            let (drawn, short) = both(&finding);
            assert_eq!(short.is_some(), simple, "{drawn}");
            assert!(short.is_none_or(|short| short == drawn), "{drawn}");
        }
        let source = Arc::new(Source::new("a", format!("FROM a\nRUN b\n\nRUN c\n{}CMD d", "\n".repeat(9))));
        let place = |start| Place::new(&source, Span { start, end: start + 3 });
        for further in [vec![7], vec![14], vec![14, 7], vec![29, 14]] {
            let mut finding = Finding::error("rule", place(0), "says");
            for start in further {
                finding = finding.related(place(start), "there");
            }
            let (drawn, short) = both(&finding);
            assert_eq!(short.as_ref(), Some(&drawn), "{drawn}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn the_simple_are_drawn_as_the_others_are(
            text in usual(40), name in text(), message in text(), label in text(), helps in prop::collection::vec(text(), 0..3),
            words in usual(1), start in 0usize..200, length in 0usize..30, secret in 0usize..200,
        ) {
            let source = Arc::new(Source::new("a/b", text.repeat(5)));
            let place = Place::new(&source, Span { start, end: start + length });
            let mut finding = Finding::error("rule", place, words.trim().to_owned());
            finding.secrets = vec![Span::new(secret, secret + 9)].into();
            let (drawn, short) = both(&finding);
            prop_assert!(short.is_none_or(|short| short == drawn), "{}", drawn);
            finding.label = words.trim_end().to_owned().into();
            finding.help = [words.clone(), words.trim().to_owned()].into_iter().map(Into::into).collect();
            let (drawn, short) = both(&finding);
            prop_assert!(short.is_none_or(|short| short == drawn), "{}", drawn);
            let source = Arc::new(Source::new(name, text));
            let mut finding = Finding::error(label.clone(), Place::new(&source, Span { start, end: start + length }), message).label(label);
            finding.help = helps.into_iter().map(Into::into).collect();
            let (drawn, short) = both(&finding);
            prop_assert!(short.is_none_or(|short| short == drawn), "{}", drawn);
        }

        #[test]
        fn further_places_are_drawn_as_the_renderer_draws_them(
            text in usual(40), words in usual(1), secret in 0usize..200,
            place_of in (0usize..300, 0usize..30), further in prop::collection::vec((0usize..300, 0usize..30), 1..3),
        ) {
            let source = Arc::new(Source::new("a/b", text.repeat(5)));
            let place = |(start, length): (usize, usize)| Place::new(&source, Span { start, end: start + length });
            let mut finding = Finding::error("rule", place(place_of), words.trim().to_owned()).help("Do it.");
            for one in further {
                finding = finding.related(place(one), words.trim().to_owned());
            }
            finding.secrets = vec![Span::new(secret, secret + 9)].into();
            let (drawn, short) = both(&finding);
            prop_assert!(short.is_none_or(|short| short == drawn), "{}", drawn);
        }

        #[test]
        fn any_span_in_any_text_is_shown_harmlessly(
            text in text(), other in text(), message in text(), start in 0usize..200, end in 0usize..200, near in 0usize..200,
        ) {
            let source = Arc::new(Source::new(&*message, text));
            let other = Arc::new(Source::new("other", other));
            let finding = Finding::error("rule", Place::new(&source, Span { start, end }), message.clone())
                .label(message.clone())
                .related(Place::new(&source, Span { start: near, end: start }), message.clone())
                .related(Place::new(&other, Span { start: end, end: near }), message.clone())
                .help(message.clone());
            let plain = findings(&[finding.clone(), finding.clone()], Paint::Plain);
            let raw = plain.chars().find(|c| is_hidden(*c) && !matches!(c, '\n' | '\t'));
            prop_assert_eq!(raw, None, "{}", plain);
            let coloured = findings(&[finding], Paint::Coloured);
            prop_assert!(coloured.contains('\u{1b}'), "no colour");
        }
    }
}
