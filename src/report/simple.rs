//! Draws the findings that nearly all are: one place, on one line of plain characters. Letter for letter as the renderer draws them, which
//! keeps a style for each character and looks each up in tables: over many files that took a third of the time. What is not simple is left
//! to the renderer, and a test holds both against each other.

use super::veil::Veil;
use crate::{
    finding::Finding,
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

fn draw_simple(finding: &Finding, veil: &Veil, out: &mut String) -> Option<()> {
    let source = &finding.place.source;
    let span = source.clamp(finding.place.span);
    let number = source.line(span.start);
    let line = source.line_span(number);
    let text = source.slice(line);
    let simple = finding.related.is_empty() && !text.is_empty() && is_plain(text) && source.line(span.end) == number;
    let words = || [&finding.message, &finding.rule, &finding.label].into_iter().chain(&finding.help);
    if !simple || !words().all(|words| is_shown_as_it_is(words)) || !is_shown_as_it_is(source.name()) {
        return None;
    }
    let figures = number.to_string();
    let blanks = text.bytes().take_while(|b| *b == b' ').count();
    if text.len() + figures.len() + 3 > WIDTH || blanks > BLANKS {
        return None;
    }
    let limit = |at: usize| at.saturating_sub(line.start).min(text.len());
    let (start, end) = (limit(span.start), limit(span.end));
    // a place between two characters is shown as the one behind it
    let length = end.saturating_sub(start).max(1);
    let column = (start + 1).to_string();
    let margin = " ".repeat(figures.len());
    let text = veil.on(source, line.start, text);
    let head = [
        finding.severity.name(),
        "[",
        &finding.rule,
        "]: ",
        &finding.message,
        "\n",
        &margin,
        "--> ",
        source.name(),
        ":",
        &figures,
        ":",
        &column,
        "\n",
        &margin,
        " |\n",
        &figures,
        " | ",
        &text,
        "\n",
        &margin,
        " | ",
    ];
    out.extend(head);
    out.extend(std::iter::repeat_n(' ', start));
    out.extend(std::iter::repeat_n('^', length));
    if !finding.label.is_empty() {
        out.extend([" ", &finding.label]);
    }
    if !finding.help.is_empty() {
        out.extend(["\n", &margin, " |"]);
    }
    for help in &finding.help {
        out.extend(["\n", &margin, " = help: ", help]);
    }
    Some(())
}

/// Whether nothing in words is spelled out or breaks the line.
fn is_shown_as_it_is(words: &str) -> bool {
    is_plain(words) || !words.contains(is_hidden)
}
