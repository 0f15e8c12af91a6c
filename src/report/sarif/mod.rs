//! Findings as SARIF 2.1.0 (OASIS), with what GitHub's code scanning ranks and shows: help, `security-severity`, fixes and fingerprints.

mod place;
mod rule;

use serde_json::{Value, json};

use super::{fingerprint::fingerprints, json::text, veil::Veil};
use crate::{
    edit::Edit,
    error::{Error, Fault},
    finding::{Finding, Fix, Safety, Severity},
    source::Source,
};
use place::{location, region};

/// The whole log.
pub fn report(findings: &[Finding], errors: &[Error]) -> String {
    let rules = rule::rules(findings);
    let names: Vec<&str> = rules.iter().map(|rule| rule.name).collect();
    let prints = fingerprints(findings);
    let veil = Veil::over(findings);
    let results = findings
        .iter()
        .zip(&prints)
        .map(|(finding, print)| result(finding, print, &names, &veil));
    text(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "hullwright",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(rule::Described::descriptor).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": errors.is_empty(),
                "toolExecutionNotifications": errors.iter().map(notification).collect::<Vec<_>>(),
            }],
            "results": results.collect::<Vec<_>>(),
        }],
    }))
}

/// SARIF's word for a severity.
fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(finding: &Finding, print: &str, rules: &[&str], veil: &Veil) -> Value {
    let mut message = finding.message.to_string();
    for help in &finding.help {
        message = format!("{message}\n{help}");
    }
    let mut place = location(&finding.place);
    if !finding.label.is_empty() {
        place["message"] = json!({ "text": finding.label });
    }
    let related = finding.related.iter().enumerate().map(|(id, related)| {
        let mut place = location(&related.place);
        place["id"] = json!(id + 1);
        place["message"] = json!({ "text": related.message });
        place
    });
    let mut result = json!({
        "ruleId": finding.rule,
        "ruleIndex": rules.binary_search(&finding.rule.as_ref()).map_or(-1, |at| i64::try_from(at).unwrap_or(-1)),
        "level": level(finding.severity),
        "message": { "text": message },
        "locations": [place],
        // The first key is the one that GitHub looks at.
        "partialFingerprints": { "primaryLocationLineHash": print, "hullwright/v1": print },
        "properties": { "confidence": finding.confidence.name() },
    });
    let related: Vec<Value> = related.collect();
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    if let Some(fix) = veil.fix(finding) {
        result["fixes"] = json!([mending(fix, &finding.place.source)]);
    }
    result
}

fn mending(fix: &Fix, source: &Source) -> Value {
    let replacement = |edit: &Edit| {
        json!({
            "deletedRegion": region(source, edit.span),
            "insertedContent": { "text": edit.text },
        })
    };
    let safety = match fix.safety {
        Safety::Safe => "safe",
        Safety::Review => "review",
    };
    json!({
        "description": { "text": fix.title },
        "artifactChanges": [{
            "artifactLocation": { "uri": place::uri(source.name()) },
            "replacements": fix.edits.iter().map(replacement).collect::<Vec<_>>(),
        }],
        "properties": { "safety": safety },
    })
}

/// What could not be done.
fn notification(error: &Error) -> Value {
    let mut words = vec![error.to_string()];
    words.extend(error.hints.iter().cloned());
    json!({
        "level": "error",
        "message": { "text": words.join("\n") },
        "locations": error.findings.iter().map(|finding| location(&finding.place)).collect::<Vec<_>>(),
        "properties": { "fault": match error.fault {
            Fault::Input => "input",
            Fault::Environment => "environment",
            Fault::Bug => "bug",
        } },
    })
}
