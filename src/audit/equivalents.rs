//! What other tools call the same finding: read from the line of a rule's page that says so, the only place where it stands.

use super::{RULES, Rule};

/// How the line begins; lines after it that begin with a blank go on with it.
const MARK: &str = "\n- Other tools: ";

/// Every tool whose ids a page may name, as it is written there.
const TOOLS: &[&str] = &[
    "BuildKit",
    "KICS",
    "Scorecard",
    "Sonar",
    "checkov",
    "dockerfilelint",
    "dockle",
    "droast",
    "hadolint",
    "parfum",
    "semgrep",
    "tally",
    "trivy",
];

impl Rule {
    /// The tools that know the same weakness, each with its id for it: `("hadolint", "DL3002")`. KICS's are the first eight digits of
    /// its query's id. An id may stand at several rules: other tools draw the lines elsewhere.
    pub fn equivalents(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let list = self.page().split_once(MARK).map_or("", |(_, list)| list);
        let end = list
            .match_indices('\n')
            .find(|(at, _)| !list.get(at + 1..).is_some_and(|rest| rest.starts_with("  ")))
            .map_or(list.len(), |(at, _)| at);
        let entries = list.get(..end).unwrap_or_default().split('·');
        entries.filter_map(|entry| entry.trim().split_once(' '))
    }
}

/// The rules that see what another tool reports under an id; the tool's name in any case, KICS's id whole or its first eight digits.
pub fn equivalent_to(tool: &str, id: &str) -> impl Iterator<Item = &'static Rule> {
    let tool = TOOLS
        .iter()
        .find(|known| known.eq_ignore_ascii_case(tool))
        .copied()
        .unwrap_or_default();
    let id = if tool == "KICS" { id.get(..8).unwrap_or(id) } else { id };
    RULES
        .iter()
        .filter(move |rule| rule.equivalents().any(|(t, i)| t == tool && i.eq_ignore_ascii_case(id)))
}
