//! `explain`: a rule's page, or the list of all rules.

use super::{Context, Outcome, nearest::nearest};
use crate::{audit, error::Error, report::table, value::shown};

/// Runs it.
pub fn explain(rule: Option<&str>, context: Context<'_>) -> Outcome {
    let Some(name) = rule else {
        let rows: Vec<Vec<String>> = audit::RULES
            .iter()
            .map(|r| vec![r.name.to_owned(), r.severity.name().to_owned(), r.summary.to_owned()])
            .collect();
        return Outcome::data(table(&rows));
    };
    if let Some(rule) = audit::rule(name) {
        return Outcome::data(rule.page);
    }
    let error = Error::input(format!("there is no rule `{}`", shown(name)));
    let error = match nearest(name, audit::RULES.iter().map(|r| r.name)) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => error,
    };
    Outcome::failed(&error.hint("`hullwright explain` lists all rules"), context)
}
