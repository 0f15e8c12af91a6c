//! Proposals as one self-contained page, old beside new, in light and in dark.

use super::{
    Proposal, Section,
    escape::{escaped, with_code},
    lines, word,
};
use crate::diff::{Line, Side, visible};

const STYLE: &str = include_str!("page.css");

/// The page.
pub fn proposals(proposals: &[Proposal]) -> String {
    let body: String = proposals.iter().map(proposal).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>hullwright diff</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

fn proposal(proposal: &Proposal) -> String {
    let mut out = format!(
        "<h1><code>{}</code></h1>\n<p class=\"summary\">{}</p>\n",
        escaped(&visible(&proposal.name)),
        proposal.summary()
    );
    for section in &proposal.sections {
        out.push_str(&hunk(section, proposal.is_new));
    }
    if !proposal.left.is_empty() {
        out.push_str("<h2>Left for you</h2>\n<ul class=\"left\">\n");
        for left in &proposal.left {
            let severity = left.severity.name();
            out.push_str(&format!(
                "<li><span class=\"mark {severity}\">{severity}</span> <b>{}</b>, line {}: {}</li>\n",
                escaped(&left.rule),
                left.line,
                with_code(&visible(&left.message)),
            ));
        }
        out.push_str("</ul>\n");
    }
    out
}

/// A hunk with its reasons; a file that is new has nothing to stand beside.
fn hunk(section: &Section, is_new: bool) -> String {
    let mut out = format!("<section class=\"{}\">\n<ul>\n", word(section.safety()));
    for reason in &section.reasons {
        let safety = word(reason.safety);
        out.push_str(&format!(
            "<li><span class=\"mark {safety}\">{safety}</span> <b>{}</b>, {}: {}<br><span class=\"title\">{}</span> <cite>{}</cite></li>\n",
            escaped(&reason.rule),
            lines(&reason.lines),
            with_code(&visible(&reason.message)),
            with_code(&visible(&reason.title)),
            escaped(&visible(&reason.reference)),
        ));
    }
    let side = "<col class=\"number\"><col>";
    let both = if is_new { side.to_owned() } else { side.repeat(2) };
    out.push_str(&format!("</ul>\n<div class=\"scroll\"><table>\n<colgroup>{both}</colgroup>\n"));
    let (mut old, mut new) = (section.hunk.old.start, section.hunk.new.start);
    for (left, right) in rows(&section.hunk.lines) {
        out.push_str("<tr>");
        if !is_new {
            out.push_str(&cell(left, &mut old));
        }
        out.push_str(&cell(right, &mut new));
        out.push_str("</tr>\n");
    }
    out.push_str("</table></div>\n</section>\n");
    out
}

/// Two lines that stand beside each other.
type Row<'a> = (Option<&'a Line>, Option<&'a Line>);

/// Lines side by side: what goes stands beside what comes in its place.
fn rows(lines: &[Line]) -> Vec<Row<'_>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    // the first row that has room for a new line
    let mut free = 0;
    for line in lines {
        match line.side {
            Side::Old => rows.push((Some(line), None)),
            Side::New => {
                match rows.get_mut(free) {
                    Some((_, right)) => *right = Some(line),
                    None => rows.push((None, Some(line))),
                }
                free += 1;
            }
            Side::Both => {
                rows.push((Some(line), Some(line)));
                free = rows.len();
            }
        }
    }
    rows
}

/// The number and the text of a line; `number` counts those of its side.
fn cell(line: Option<&Line>, number: &mut usize) -> String {
    let Some(line) = line else {
        return "<td class=\"number\"></td><td class=\"nothing\"></td>".to_owned();
    };
    *number += 1;
    let (class, mark) = match line.side {
        Side::Both => ("both", ""),
        Side::Old => ("old", "del"),
        Side::New => ("new", "ins"),
    };
    let text: String = line
        .parts
        .iter()
        .map(|(differs, text)| {
            let text = escaped(&visible(text));
            if *differs && !mark.is_empty() {
                format!("<{mark}>{text}</{mark}>")
            } else {
                text
            }
        })
        .collect();
    format!("<td class=\"number\">{number}</td><td class=\"{class}\"><pre>{text}</pre></td>")
}
