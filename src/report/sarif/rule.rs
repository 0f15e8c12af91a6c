//! Rules as SARIF describes them, each once, for the findings of a run.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::level;
use crate::{
    audit,
    finding::{Confidence, Finding, Severity},
};

/// A rule that spoke.
pub struct Described<'a> {
    /// Its name.
    pub name: &'a str,
    worst: Severity,
    surest: Confidence,
}

/// The rules that spoke, in the order of their names.
pub fn rules(findings: &[Finding]) -> Vec<Described<'_>> {
    let mut rules: BTreeMap<&str, Described<'_>> = BTreeMap::new();
    for finding in findings {
        let rule = rules.entry(&finding.rule).or_insert(Described {
            name: &finding.rule,
            worst: finding.severity,
            surest: finding.confidence,
        });
        rule.worst = rule.worst.max(finding.severity);
        rule.surest = rule.surest.max(finding.confidence);
    }
    rules.into_values().collect()
}

impl Described<'_> {
    /// As SARIF has it. A finding without a page (a mistake in app.toml) is told by its name alone.
    pub fn descriptor(&self) -> Value {
        let rule = audit::rule(self.name).map(|r| (r.summary, r.page(), r.severity));
        let known = rule.or_else(|| audit::page(self.name).map(|p| (p.summary, p.text(), p.severity)));
        let (summary, page, usual) = known.unwrap_or((self.name, "", self.worst));
        let mut descriptor = json!({
            "id": self.name,
            "name": self.name,
            "shortDescription": { "text": summary },
            "fullDescription": { "text": first_paragraph(page).unwrap_or(summary) },
            "defaultConfiguration": { "level": level(usual) },
            "properties": {
                "tags": ["security", "dockerfile"],
                "security-severity": score(self.worst),
                "precision": precision(self.surest),
                "problem.severity": match level(self.worst) { "note" => "recommendation", other => other },
            },
        });
        if !page.is_empty() {
            descriptor["help"] = json!({ "text": page, "markdown": markdown(page) });
        }
        descriptor
    }
}

/// On the scale of CVSS, as GitHub cuts it: high from 7, medium from 4, low below.
fn score(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "8.0",
        Severity::Warning => "5.5",
        Severity::Info => "2.0",
    }
}

fn precision(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Certain => "very-high",
        Confidence::DependsOnBase => "high",
        Confidence::Heuristic => "medium",
    }
}

/// The paragraph under the title.
fn first_paragraph(page: &str) -> Option<&str> {
    page.split("\n\n").nth(1).map(str::trim).filter(|text| !text.is_empty())
}

/// The page as others show it: what stands behind the language of a block would be lost, so it is said above the block.
fn markdown(page: &str) -> String {
    let mut out = String::with_capacity(page.len() + 256);
    for line in page.lines() {
        if let Some(words) = line.strip_prefix("```dockerfile ") {
            let kind = words.split(' ').next().unwrap_or_default();
            out += match kind {
                "bad" => "Bad:\n\n",
                "fixed" => "Mended:\n\n",
                _ => "Good:\n\n",
            };
            out += "```dockerfile\n";
        } else {
            out += line;
            out.push('\n');
        }
    }
    out
}
