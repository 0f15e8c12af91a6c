//! `explain`: a rule's page, or the list of all rules.

use super::{Context, Outcome, check::PAGES, nearest::nearest};
use crate::{audit::RULES, error::Error, report::table, value::shown};

/// Runs it.
pub fn explain(rule: Option<&str>, context: Context<'_>) -> Outcome {
    let Some(name) = rule else {
        return Outcome::data(list());
    };
    let page = RULES.iter().map(|r| (r.name, r.page)).chain(PAGES.iter().map(|p| (p.name, p.text)));
    if let Some((_, text)) = page.clone().find(|(known, _)| *known == name) {
        return Outcome::data(text);
    }
    let error = Error::input(format!("there is no rule `{}`", shown(name)));
    let error = match nearest(name, page.map(|(known, _)| known)) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => error,
    };
    Outcome::failed(&error.hint("`hullwright explain` lists all rules"), context)
}

fn list() -> String {
    let row = |name: &str, severity: &str, summary: &str| [name, severity, summary].map(str::to_owned).to_vec();
    let rules: Vec<_> = RULES.iter().map(|r| row(r.name, r.severity.name(), r.summary)).collect();
    let pages: Vec<_> = PAGES.iter().map(|p| row(p.name, p.severity.name(), p.summary)).collect();
    format!(
        "Rules for any Dockerfile (audit, check, generate):\n\n{}\nFindings in a project (check):\n\n{}",
        table(&rules),
        table(&pages)
    )
}
