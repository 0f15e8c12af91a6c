//! What `check` and `audit` say in the end: findings, what could not be done, and a line that sums up.

use super::{Context, Exit, FailOn, Format, Outcome, Output};
use crate::{
    error::Error,
    finding::Finding,
    parallel::{each, give_back},
    report::{Count, crowds, github, gitlab, human, json, sarif, statistics, summary},
};

/// How many findings are shown at a time: worth a thread's time.
const PART: usize = 64;

/// So many findings take so much that giving it back is worth a thread.
const MANY: usize = 10_000;

/// Everything that was seen.
#[derive(Debug, Default)]
pub struct Judgement {
    /// How many things could be judged.
    pub judged: usize,
    /// What such a thing is called.
    pub thing: &'static str,
    /// What was found, in the order in which it is shown.
    pub findings: Vec<Finding>,
    /// How many more a baseline knows.
    pub known: usize,
    /// What people see after the findings.
    pub appendix: String,
    /// What could not be done.
    pub errors: Vec<Error>,
}

impl Judgement {
    /// As an outcome: findings to standard output, the rest beside it.
    pub fn outcome(mut self, output: Output, context: Context<'_>) -> Outcome {
        if output.statistics && !matches!(output.format, Format::Human | Format::Json) {
            self.errors
                .push(Error::input("--statistics counts for people and as JSON only").hint("take --format human or json"));
        }
        let count = Count::of(&self.findings);
        let stdout = self.written(output, context);
        let mut messages: Vec<String> = self.errors.iter().map(|e| human::error(e, context.err)).collect();
        if self.judged > 0 {
            let known = match self.known {
                0 => String::new(),
                known => format!(", and {known} that the baseline knows"),
            };
            messages.push(format!("{}{known}\n", summary(count, self.judged, self.thing)));
        }
        // On a terminal, messages stand below the findings.
        let gap = if output.format == Format::Human && !stdout.is_empty() {
            "\n"
        } else {
            ""
        };
        let fails = match output.fail_on {
            FailOn::From(severity) => count.from(severity) > 0,
            FailOn::Never => false,
        };
        let code = match (self.errors.is_empty(), fails) {
            (false, _) => Exit::Failed,
            (true, true) => Exit::Findings,
            (true, false) => Exit::Clean,
        };
        if self.findings.len() >= MANY {
            give_back(self.findings);
        }
        Outcome {
            stdout,
            stderr: format!("{gap}{}", messages.join("\n")),
            code,
        }
    }

    fn written(&self, output: Output, context: Context<'_>) -> String {
        let Self { findings, errors, .. } = self;
        match output.format {
            Format::Human if output.statistics => statistics::human(findings),
            Format::Human => {
                let sheet = human::Sheet::over(findings, context.out);
                let (some, more) = crowds::thinned(findings);
                let parts: Vec<&[&Finding]> = some.chunks(PART).collect();
                each(&parts, context.world.threads(), |part| sheet.show(part)).join("\n") + &more + &self.appendix
            }
            Format::Json => json::report(findings, errors, self.judged, self.known, output.statistics),
            Format::Sarif => sarif::report(findings, errors),
            Format::Github => github::report(findings, errors),
            Format::Gitlab => gitlab::report(findings),
        }
    }
}
