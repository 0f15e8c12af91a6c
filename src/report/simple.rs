//! Draws the findings that nearly all are: a place on one line of plain characters, and perhaps further ones of the same file on other lines.
//! Letter for letter as the renderer draws them, which keeps a style for each character and looks each up in tables: over many files that took
//! a third of the time. What is not simple is left to the renderer, and a test holds both against each other.

use std::{iter::repeat_n, sync::Arc};

use super::veil::Veil;
use crate::{
    finding::Finding,
    sorting,
    source::{Source, Span},
    value::{is_hidden, is_plain},
};

/// How wide the renderer takes a screen to be: what does not fit is cut, and that is not simple.
const WIDTH: usize = 140;
/// More blanks than these before the first word are cut, too.
const BLANKS: usize = 26;

/// Adds a finding to a text, uncoloured; nothing, and false, if it is not simple.
pub fn draw(finding: &Finding, veil: &Veil, out: &mut String) -> bool {
    draw_simple(finding, veil, out).is_some()
}

/// A line that is shown, and what is underlined in it.
struct Shown<'f> {
    number: usize,
    start: usize,
    length: usize,
    /// What it is underlined with.
    with: char,
    label: &'f str,
}

/// A line as it stands in the file, where it begins, and its text; none if the renderer would not show it as it stands.
fn line_of(source: &Source, number: usize, digits: usize) -> Option<(usize, &str)> {
    let span = source.line_span(number);
    let text = source.slice(span);
    let blanks = text.bytes().take_while(|b| *b == b' ').count();
    let simple = is_plain(text) && text.len() + digits + 3 <= WIDTH && blanks <= BLANKS;
    simple.then_some((span.start, text))
}

/// What is underlined for a place, if that is on one line that is not empty.
fn shown<'f>(source: &Source, span: Span, with: char, label: &'f str) -> Option<Shown<'f>> {
    let span = source.clamp(span);
    let number = source.line(span.start);
    let line = source.line_span(number);
    let width = source.slice(line).len();
    if width == 0 || source.line(span.end) != number {
        return None;
    }
    let limit = |at: usize| at.saturating_sub(line.start).min(width);
    let (start, end) = (limit(span.start), limit(span.end));
    Some(Shown {
        number,
        start,
        // a place between two characters is shown as the one behind it
        length: end.saturating_sub(start).max(1),
        with,
        label,
    })
}

fn draw_simple(finding: &Finding, veil: &Veil, out: &mut String) -> Option<()> {
    let source = &finding.place.source;
    let labels = || finding.related.iter().map(|r| &r.message).chain([&finding.label]);
    let words = || [&finding.message, &finding.rule].into_iter().chain(&finding.help).chain(labels());
    if !words().all(|words| is_shown_as_it_is(words)) || !is_shown_as_it_is(source.name()) {
        return None;
    }
    let here = shown(source, finding.place.span, '^', &finding.label)?;
    let (number, column) = (here.number.to_string(), (here.start + 1).to_string());
    let mut lines = vec![here];
    for related in &finding.related {
        let near = Arc::ptr_eq(&related.place.source, source);
        lines.push(shown(source, related.place.span, '-', &related.message).filter(|_| near)?);
    }
    sorting::by_key(&mut lines, |line| line.number);
    // two marks on one line share what is below it, which is not simple
    if lines
        .windows(2)
        .any(|pair| matches!(pair, [one, next] if one.number == next.number))
    {
        return None;
    }
    let digits = lines.last()?.number.to_string().len();
    let margin = " ".repeat(digits);
    let begin = out.len();
    let head = [finding.severity.name(), "[", &finding.rule, "]: ", &finding.message, "\n", &margin];
    out.extend(head);
    out.extend(["--> ", source.name(), ":", &number, ":", &column, "\n", &margin, " |"]);
    let mut before = None;
    for line in &lines {
        if draw_line(line, before, (source, veil, digits), out).is_none() {
            out.truncate(begin);
            return None;
        }
        before = Some(line.number);
    }
    if !finding.help.is_empty() {
        out.extend(["\n", &margin, " |"]);
    }
    for help in &finding.help {
        out.extend(["\n", &margin, " = help: ", help]);
    }
    Some(())
}

/// A line with its mark, below what says how far it is from the one before.
fn draw_line(line: &Shown<'_>, before: Option<usize>, (source, veil, digits): (&Source, &Veil, usize), out: &mut String) -> Option<()> {
    match before.map(|before| line.number - before) {
        None | Some(1) => {}
        Some(2) => draw_text(line.number - 1, (source, veil, digits), out)?,
        Some(_) => out.push_str("\n..."),
    }
    draw_text(line.number, (source, veil, digits), out)?;
    out.push('\n');
    out.extend(repeat_n(' ', digits));
    out.push_str(" | ");
    out.extend(repeat_n(' ', line.start));
    out.extend(repeat_n(line.with, line.length));
    if !line.label.is_empty() {
        out.extend([" ", line.label]);
    }
    Some(())
}

/// A line's number and its text.
fn draw_text(number: usize, (source, veil, digits): (&Source, &Veil, usize), out: &mut String) -> Option<()> {
    let (start, text) = line_of(source, number, digits)?;
    let figures = number.to_string();
    out.push('\n');
    out.extend(repeat_n(' ', digits - figures.len()));
    out.extend([figures.as_str(), " |"]);
    if !text.is_empty() {
        out.extend([" ", &veil.on(source, start, text)]);
    }
    Some(())
}

/// Whether nothing in words is spelled out or breaks the line.
fn is_shown_as_it_is(words: &str) -> bool {
    is_plain(words) || !words.contains(is_hidden)
}
