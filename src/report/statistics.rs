//! How many findings there are of each rule.

use std::collections::BTreeMap;

use serde::Serialize;

use super::table;
use crate::{audit, finding::Finding, sorting};

/// One rule and how often it spoke.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, schemars::JsonSchema)]
pub struct Row {
    /// How many findings there are.
    pub count: usize,
    /// The rule.
    pub rule: String,
    /// The severity of the worst of them: `error`, `warning` or `info`.
    pub severity: &'static str,
}

/// The rules that spoke, the most frequent first.
pub fn rows(findings: &[Finding]) -> Vec<Row> {
    let mut rules: BTreeMap<&str, (usize, _)> = BTreeMap::new();
    for finding in findings {
        let (count, worst) = rules.entry(&finding.rule).or_insert((0, finding.severity));
        *count += 1;
        *worst = finding.severity.max(*worst);
    }
    let row = |(rule, (count, worst)): (&str, (usize, crate::finding::Severity))| Row {
        count,
        rule: rule.to_owned(),
        severity: worst.name(),
    };
    let mut rows: Vec<Row> = rules.into_iter().map(row).collect();
    sorting::by_key(&mut rows, |row| std::cmp::Reverse(row.count));
    rows
}

/// The same for people.
pub fn human(findings: &[Finding]) -> String {
    let cells = |row: &Row| {
        let summary = audit::rule(&row.rule)
            .map(|r| r.summary)
            .or(audit::page(&row.rule).map(|p| p.summary));
        vec![
            row.count.to_string(),
            row.severity.to_owned(),
            row.rule.clone(),
            summary.unwrap_or_default().to_owned(),
        ]
    };
    table(&rows(findings).iter().map(cells).collect::<Vec<_>>())
}
