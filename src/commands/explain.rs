//! `explain`: a rule's page, what another tool's id corresponds to, or the list of all rules.

use std::collections::BTreeSet;

use super::{Context, Outcome};
use crate::{
    audit::{self, PAGES, Page, RULES, Rule, names},
    error::Error,
    report::table,
    value::{nearest, shown},
};

/// Runs it.
pub fn explain(rule: Option<&str>, context: Context<'_>) -> Outcome {
    let Some(name) = rule else {
        return Outcome::data(list());
    };
    let page = audit::rule(name).map(Rule::page).or_else(|| audit::page(name).map(Page::text));
    if let Some(text) = page {
        return Outcome::data(text);
    }
    if let Some(text) = elsewhere(name) {
        return Outcome::data(text);
    }
    // Ids of other tools are in capitals and digits; our names are in neither.
    let foreign = name.contains(|c: char| c.is_ascii_uppercase()) && name.contains(|c: char| c.is_ascii_digit());
    let besides = if foreign { ", and none that corresponds to it" } else { "" };
    let error = Error::input(format!("there is no rule `{}`{besides}", shown(name)));
    let error = match nearest(name, names()) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => error,
    };
    Outcome::failed(&error.hint("`hullwright explain` lists all rules"), context)
}

/// The rules that correspond to an id of another tool.
fn elsewhere(id: &str) -> Option<String> {
    let id = id.strip_prefix("AVD-").unwrap_or(id);
    // KICS's ids are long, and our pages give the first part of them.
    let short = id
        .split('-')
        .next()
        .filter(|first| id.len() == 36 && first.len() == 8)
        .unwrap_or(id);
    let mut tools = BTreeSet::new();
    let mut rows = Vec::new();
    for rule in RULES {
        let same = rule.equivalents().filter(|(_, known)| known.eq_ignore_ascii_case(short));
        let same: Vec<&str> = same.map(|(tool, _)| tool).collect();
        if let [first, ..] = same[..] {
            rows.push(row(rule));
            tools.insert(first);
        }
    }
    if rows.is_empty() {
        return None;
    }
    let tools: Vec<&str> = tools.into_iter().collect();
    let verb = if rows.len() == 1 { "corresponds" } else { "correspond" };
    Some(format!("To {id} of {} {verb}:\n\n{}", tools.join(" and "), table(&rows)))
}

fn row(rule: &Rule) -> Vec<String> {
    [rule.name, rule.severity.name(), rule.summary].map(str::to_owned).to_vec()
}

fn list() -> String {
    let rules: Vec<_> = RULES.iter().map(row).collect();
    let pages: Vec<_> = PAGES
        .iter()
        .map(|p| [p.name, p.severity.name(), p.summary].map(str::to_owned).to_vec())
        .collect();
    format!(
        "Rules for any Dockerfile (audit, check, generate):\n\n{}\n\
         Findings about a project, a policy, a baseline or a comment (check, audit):\n\n{}",
        table(&rules),
        table(&pages)
    )
}
