//! What `check` and `audit` say in the end: findings, what could not be done, and a line that sums up.

use super::{Context, Exit, Format, Outcome};
use crate::{
    error::Error,
    finding::Finding,
    report::{Count, human, json, summary},
};

/// Everything that was seen.
#[derive(Debug, Default)]
pub struct Judgement {
    /// How many things could be judged.
    pub judged: usize,
    /// What such a thing is called.
    pub thing: &'static str,
    /// What was found, in the order in which it is shown.
    pub findings: Vec<Finding>,
    /// What people see after the findings.
    pub appendix: String,
    /// What could not be done.
    pub errors: Vec<Error>,
    /// Lines on what was left out.
    pub skipped: Vec<String>,
}

impl Judgement {
    /// As an outcome: findings to standard output, the rest beside it.
    pub fn outcome(self, format: Format, context: Context<'_>) -> Outcome {
        let count = Count::of(&self.findings);
        let stdout = match format {
            Format::Human => human::findings(&self.findings, context.out) + &self.appendix,
            Format::Json => json::report(&self.findings, &self.errors, self.judged),
        };
        let mut messages: Vec<String> = self.errors.iter().map(|e| human::error(e, context.err)).collect();
        if !self.skipped.is_empty() {
            messages.insert(0, self.skipped.join("\n") + "\n");
        }
        if self.judged > 0 {
            messages.push(summary(count, self.judged, self.thing) + "\n");
        }
        // On a terminal, messages stand below the findings.
        let gap = if format == Format::Human && !stdout.is_empty() { "\n" } else { "" };
        Outcome {
            stdout,
            stderr: format!("{gap}{}", messages.join("\n")),
            code: match (self.errors.is_empty(), count.fails()) {
                (false, _) => Exit::Failed,
                (true, true) => Exit::Findings,
                (true, false) => Exit::Clean,
            },
        }
    }
}
