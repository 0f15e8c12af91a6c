//! A proposal as a person reads it in a terminal: reasons, then the hunk that they are for. `patch` takes it too: each hunk has a head.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Effects, Style};

use super::{Left, Proposal, Reason, Section, lines, word};
use crate::{
    diff::{Line, Side, visible},
    finding::{Safety, Severity},
    report::Paint,
};

const HEAD: Style = Style::new().bold();
const PLACE: Style = AnsiColor::Cyan.on_default();
const OLD: Style = AnsiColor::Red.on_default();
const NEW: Style = AnsiColor::Green.on_default();
const SAFE: Style = AnsiColor::BrightGreen.on_default().bold();
const REVIEW: Style = AnsiColor::BrightYellow.on_default().bold();
const FAINT: Style = Style::new().dimmed();

/// All proposals, parted by empty lines.
pub fn proposals(proposals: &[Proposal], paint: Paint) -> String {
    let pen = Pen(paint);
    let all: Vec<String> = proposals.iter().map(|p| pen.proposal(p)).filter(|text| !text.is_empty()).collect();
    all.join("\n")
}

struct Pen(Paint);

impl Pen {
    fn styled(&self, style: Style, text: &str) -> String {
        match self.0 {
            Paint::Plain => text.to_owned(),
            Paint::Coloured => format!("{style}{text}{style:#}"),
        }
    }

    fn proposal(&self, proposal: &Proposal) -> String {
        let name = visible(&proposal.name);
        let mut parts: Vec<String> = {
            let old = if proposal.is_new { "/dev/null" } else { &name };
            proposal.sections.iter().map(|section| self.section(old, &name, section)).collect()
        };
        if !proposal.left.is_empty() {
            parts.push(self.left(&name, &proposal.left));
        }
        parts.join("\n")
    }

    fn section(&self, old: &str, name: &str, section: &Section) -> String {
        let mut out: String = section.reasons.iter().map(|reason| self.reason(reason)).collect();
        out.push_str(&self.styled(HEAD, &format!("--- {old}")));
        out.push('\n');
        out.push_str(&self.styled(HEAD, &format!("+++ {name}")));
        out.push('\n');
        out.push_str(&self.styled(PLACE, &section.hunk.header()));
        out.push('\n');
        for line in &section.hunk.lines {
            self.line(&mut out, line);
        }
        out
    }

    fn reason(&self, reason: &Reason) -> String {
        let (mark, style) = match reason.safety {
            Safety::Safe => ("safe  ", SAFE),
            Safety::Review => ("review", REVIEW),
        };
        debug_assert_eq!(mark.trim_end(), word(reason.safety));
        let rule = self.styled(HEAD, &visible(&reason.rule));
        let place = lines(&reason.lines);
        let more = self.styled(FAINT, &format!("({})", visible(&reason.reference)));
        format!(
            "{} {rule}, {place}: {}\n       {} {more}\n",
            self.styled(style, mark),
            visible(&reason.message),
            visible(&reason.title),
        )
    }

    fn line(&self, out: &mut String, line: &Line) {
        let (sign, style) = match line.side {
            Side::Both => (' ', Style::new()),
            Side::Old => ('-', OLD),
            Side::New => ('+', NEW),
        };
        match self.0 {
            Paint::Plain => {
                out.push(sign);
                line.parts.iter().for_each(|(_, text)| out.push_str(&visible(text)));
            }
            Paint::Coloured => {
                // A string takes all that is written to it.
                let _ = write!(out, "{style}{sign}{style:#}");
                for (differs, text) in &line.parts {
                    let style = if *differs {
                        style | Effects::UNDERLINE | Effects::BOLD
                    } else {
                        style
                    };
                    let _ = write!(out, "{style}{}{style:#}", visible(text));
                }
            }
        }
        out.push('\n');
        if !line.ended {
            out.push_str("\\ No newline at end of file\n");
        }
    }

    fn left(&self, name: &str, left: &[Left]) -> String {
        let mut out = self.styled(HEAD, "left for you:") + "\n";
        for finding in left {
            let style = match finding.severity {
                Severity::Error => OLD,
                Severity::Warning => AnsiColor::Yellow.on_default(),
                Severity::Info => FAINT,
            };
            let severity = self.styled(style, finding.severity.name());
            let rule = visible(&finding.rule);
            let message = visible(&finding.message);
            out.push_str(&format!("  {name}:{}: {severity}: {message} [{rule}]\n", finding.line));
        }
        out
    }
}
