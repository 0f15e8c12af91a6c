//! Findings and errors as commands of GitHub's workflows, which shows them beside the lines (docs: "Workflow commands").

use crate::{
    diff::visible,
    error::Error,
    finding::{Finding, Severity},
};

/// One line for each finding and each error.
pub fn report(findings: &[Finding], errors: &[Error]) -> String {
    let mut out = String::new();
    for finding in findings {
        out += &annotation(finding);
    }
    for error in errors {
        for finding in &error.findings {
            out += &annotation(finding);
        }
        if !error.message.is_empty() {
            let text: Vec<&str> = std::iter::once(&error.message).chain(&error.hints).map(AsRef::as_ref).collect();
            out += &format!("::error title=hullwright::{}\n", data(&text.join("\n")));
        }
    }
    out
}

fn annotation(finding: &Finding) -> String {
    let source = &finding.place.source;
    let span = source.clamp(finding.place.span);
    let (start, end) = (source.location(span.start), source.location(span.end));
    let level = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut place = format!("file={},line={}", property(source.name()), start.line);
    // Columns count only within one line.
    if end.line == start.line {
        place += &format!(",col={},endColumn={}", start.column, end.column.max(start.column));
    } else {
        place += &format!(",endLine={}", end.line);
    }
    let text: Vec<&str> = std::iter::once(&finding.message).chain(&finding.help).map(AsRef::as_ref).collect();
    format!("::{level} {place},title={}::{}\n", property(&finding.rule), data(&text.join("\n")))
}

/// The text of a command: what would end it is written in hexadecimal.
fn data(text: &str) -> String {
    visible(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property's value: what would end that, too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
