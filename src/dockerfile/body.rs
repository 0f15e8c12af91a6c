//! What each instruction says: its arguments, taken apart as that instruction wants them.

use std::collections::BTreeSet;

use super::{
    Body, Copy, Expose, From, Healthcheck, Heredoc, Keyword, Probe, Problem, Run, Word,
    json::{self, Array},
    parse::Head,
    script,
    shell::dialect::Dialect,
    text::Text,
    words::{blank_separated, cooked, unquote, verbatim},
};
use crate::source::Span;

/// Reads the arguments of one logical line. A method that refuses says why in `problems` and gives nothing.
pub(super) struct Reader<'a, 'p> {
    pub(super) text: Text<'a>,
    /// The whole file.
    pub(super) source: &'a str,
    pub(super) escape: char,
    /// The shell in force.
    pub(super) dialect: Dialect,
    /// Where the logical line ends in the file, and where its here-documents end.
    pub(super) line_end: usize,
    pub(super) end: usize,
    pub(super) problems: &'p mut Vec<Problem>,
}

/// Logical offsets.
pub(super) type Range = (usize, usize);

impl<'a> Reader<'a, '_> {
    /// Notes a problem.
    pub(super) fn refuse<T>(&mut self, span: Span, message: impl Into<String>) -> Option<T> {
        self.problems.push(Problem {
            span,
            message: message.into(),
        });
        None
    }

    /// The body of an instruction; ONBUILD is read elsewhere.
    pub(super) fn body(&mut self, head: &Head, heredocs: &[Heredoc]) -> Body {
        let range = head.arguments;
        let keyword = self.text.span(head.word.0, head.word.1);
        let whole = self.text.span(head.word.0, range.1);
        let empty = range.0 == range.1;
        let body = match head.keyword {
            Keyword::From => self.from(range, whole),
            Keyword::Run => self.run(range, heredocs).map(Body::Run),
            Keyword::Cmd => self.run(range, &[]).map(Body::Cmd),
            Keyword::Entrypoint => self.run(range, &[]).map(Body::Entrypoint),
            Keyword::Copy => self.copy(head, heredocs, whole).map(Body::Copy),
            Keyword::Add => self.copy(head, heredocs, whole).map(Body::Add),
            Keyword::Arg => self.arg(range),
            Keyword::Onbuild => None,
            Keyword::Unknown => {
                let name = self.text.slice(head.word.0, head.word.1);
                let message = if name.is_empty() {
                    "no instruction here".to_owned()
                } else {
                    format!("unknown instruction `{name}`")
                };
                self.refuse(keyword, message)
            }
            _ if empty => self.refuse(keyword, format!("{} requires an argument", head.keyword.name())),
            Keyword::Env => self.pairs("ENV", range).map(Body::Env),
            Keyword::Label => self.pairs("LABEL", range).map(Body::Label),
            Keyword::Shell => self.shell(range),
            Keyword::Expose => self.expose(range),
            Keyword::Volume => self.volume(range),
            Keyword::User => self.cooked(range).map(Body::User),
            Keyword::Workdir => self.cooked(range).map(Body::Workdir),
            Keyword::Stopsignal => self.cooked(range).map(Body::Stopsignal),
            Keyword::Maintainer => Some(Body::Maintainer(verbatim(self.text, range.0, range.1))),
            Keyword::Healthcheck => self.healthcheck(range),
        };
        body.unwrap_or(Body::Unknown)
    }

    pub(super) fn cooked(&mut self, range: Range) -> Option<Word> {
        match cooked(self.text, range.0, range.1, self.escape) {
            Ok(word) => Some(word),
            Err(unclosed) => self.refuse(self.text.span(range.0, range.1), unclosed.message()),
        }
    }

    fn words(&mut self, range: Range) -> Option<Vec<Word>> {
        blank_separated(self.text, range.0, range.1)
            .map(|range| self.cooked(range))
            .collect()
    }

    /// The exec form if it is one, and a refusal if it is an array of other things.
    fn json(&mut self, range: Range) -> Option<Option<Vec<Word>>> {
        match json::array(self.text, range.0, range.1) {
            Array::Strings(words) => Some(Some(words)),
            Array::No => Some(None),
            Array::Mixed => self.refuse(
                self.text.span(range.0, range.1),
                "when using JSON array syntax, arrays must be comprised of strings only",
            ),
        }
    }

    /// Words of COPY, ADD or VOLUME: JSON, or words between blanks. BuildKit looks for quotes and variables in both.
    fn words_or_json(&mut self, range: Range) -> Option<(Vec<Word>, bool)> {
        let Some(words) = self.json(range)? else {
            return Some((self.words(range)?, false));
        };
        for word in &words {
            if let Err(unclosed) = unquote(&word.value, self.escape) {
                return self.refuse(word.span, unclosed.message());
            }
        }
        Some((words, true))
    }

    fn from(&mut self, range: Range, whole: Span) -> Option<Body> {
        let mut words = blank_separated(self.text, range.0, range.1);
        let first_four = [words.next(), words.next(), words.next(), words.next()];
        let (image, name) = match first_four {
            [Some(image), None, ..] => (image, None),
            [Some(image), Some(marker), Some(name), None] if self.text.slice(marker.0, marker.1).eq_ignore_ascii_case("as") => {
                (image, Some(name))
            }
            _ => return self.refuse(whole, "FROM requires either one or three arguments"),
        };
        let name = name.map(|(start, end)| verbatim(self.text, start, end));
        if let Some(name) = &name
            && !is_stage_name(&name.value)
        {
            return self.refuse(
                name.span,
                "invalid name for a build stage: it starts with a letter and holds letters, digits, `-`, `_` and `.`",
            );
        }
        let image = self.cooked(image)?;
        Some(Body::From(From { image, name }))
    }

    fn run(&mut self, range: Range, heredocs: &[Heredoc]) -> Option<Run> {
        Some(match self.json(range)? {
            Some(words) => Run::Exec(words),
            None => Run::Shell(script::read(self, range, heredocs)),
        })
    }

    fn shell(&mut self, range: Range) -> Option<Body> {
        let span = self.text.span(range.0, range.1);
        match self.json(range)? {
            Some(words) if words.is_empty() => self.refuse(span, "SHELL requires at least one argument"),
            Some(words) => Some(Body::Shell(words)),
            None => self.refuse(span, "SHELL requires the arguments to be in JSON form"),
        }
    }

    fn copy(&mut self, head: &Head, heredocs: &[Heredoc], whole: Span) -> Option<Copy> {
        let range = head.arguments;
        let name = head.keyword.name();
        let (mut sources, json) = self.words_or_json(range)?;
        let destination = sources.pop();
        let (Some(destination), false) = (destination, sources.is_empty()) else {
            return self.refuse(whole, format!("{name} requires at least one source and a destination"));
        };
        let openers: BTreeSet<Span> = heredocs.iter().map(|h| h.opener).collect();
        if openers.contains(&destination.span) {
            return self.refuse(destination.span, format!("{name} cannot take a here-document as its destination"));
        }
        sources.retain(|source| !openers.contains(&source.span));
        Some(Copy {
            sources: sources.into(),
            destination,
            json,
        })
    }

    fn volume(&mut self, range: Range) -> Option<Body> {
        let (words, _) = self.words_or_json(range)?;
        let span = self.text.span(range.0, range.1);
        if words.is_empty() {
            return self.refuse(span, "VOLUME requires at least one argument");
        }
        match words.iter().find(|word| word.value.trim().is_empty()) {
            Some(word) => self.refuse(word.span, "VOLUME specified can not be an empty string"),
            None => Some(Body::Volume(words)),
        }
    }

    fn expose(&mut self, range: Range) -> Option<Body> {
        let words = self.words(range)?;
        Some(Body::Expose(words.into_iter().map(port).collect()))
    }

    fn healthcheck(&mut self, range: Range) -> Option<Body> {
        let raw = self.text.slice(range.0, range.1);
        let kind = raw.split(char::is_whitespace).next().unwrap_or("");
        let after = raw.get(kind.len()..).unwrap_or("").trim_start();
        let rest = (range.1 - after.len(), range.1);
        let kind_span = self.text.span(range.0, range.0 + kind.len());
        let rest_span = self.text.span(rest.0, rest.1);
        match kind.to_ascii_uppercase().as_str() {
            "NONE" if !after.is_empty() => self.refuse(rest_span, "HEALTHCHECK NONE takes no arguments"),
            "NONE" => Some(Body::Healthcheck(Healthcheck { probe: None })),
            "CMD" => {
                let run = self.run(rest, &[])?;
                if after.is_empty() || matches!(&run, Run::Exec(words) if words.is_empty()) {
                    return self.refuse(kind_span, "missing command after HEALTHCHECK CMD");
                }
                Some(Body::Healthcheck(Healthcheck {
                    probe: Some(Probe { cmd: kind_span, run }),
                }))
            }
            _ => self.refuse(kind_span, format!("unknown type `{kind}` in HEALTHCHECK: try CMD")),
        }
    }
}

/// `^[a-z][a-z0-9-_.]*$`, in any case.
fn is_stage_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}

/// One word of EXPOSE.
fn port(word: Word) -> Expose {
    let (numbers, protocol) = match word.value.split_once('/') {
        Some((numbers, protocol)) => (numbers, Some(protocol.to_owned()).filter(|p| !p.is_empty())),
        None => (word.value.as_str(), None),
    };
    let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u32>().ok()).flatten();
    let ports = match numbers.split_once('-') {
        Some((first, last)) => number(first).zip(number(last)),
        None => number(numbers).map(|n| (n, n)),
    };
    Expose { word, ports, protocol }
}
