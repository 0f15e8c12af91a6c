//! Proposals as Markdown, for a comment on a pull request.

use super::{
    Proposal, Section,
    escape::{escaped, with_code},
    lines, word,
};
use crate::diff::{Side, visible};

/// All proposals, one heading a file.
pub fn proposals(proposals: &[Proposal]) -> String {
    let all: Vec<String> = proposals.iter().map(proposal).collect();
    all.join("\n")
}

fn proposal(proposal: &Proposal) -> String {
    let name = escaped(&visible(&proposal.name));
    let mut out = format!("### <code>{name}</code>: {}\n", proposal.summary());
    for section in &proposal.sections {
        out.push_str(&hunk(section));
    }
    if !proposal.left.is_empty() {
        out.push_str("\n<details><summary>Left for you</summary>\n\n");
        for left in &proposal.left {
            out.push_str(&format!(
                "- **{}**, line {}: {} (<code>{}</code>)\n",
                left.severity.name(),
                left.line,
                with_code(&visible(&left.message)),
                escaped(&left.rule),
            ));
        }
        out.push_str("\n</details>\n");
    }
    out
}

fn hunk(section: &Section) -> String {
    let mut out = String::from("\n");
    for reason in &section.reasons {
        out.push_str(&format!(
            "- **{}** <code>{}</code>, {}: {}; {} ({})\n",
            word(reason.safety),
            escaped(&reason.rule),
            lines(&reason.lines),
            with_code(&visible(&reason.message)),
            with_code(&visible(&reason.title)),
            escaped(&visible(&reason.reference)),
        ));
    }
    let mut text = String::new();
    for line in &section.hunk.lines {
        text.push(match line.side {
            Side::Both => ' ',
            Side::Old => '-',
            Side::New => '+',
        });
        line.parts.iter().for_each(|(_, part)| text.push_str(&visible(part)));
        text.push('\n');
    }
    let fence = "`".repeat(longest_run(&text).max(2) + 1);
    out + &format!("\n{fence}diff\n{}\n{text}{fence}\n", section.hunk.header())
}

/// The most backticks in a row: a fence must have more.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}
