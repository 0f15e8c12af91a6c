//! `docs/rules.md`, made from the rules: what each one is, how sure it is, and whether it mends.

use std::{collections::BTreeSet, fmt::Write as _};

use hullwright::{
    audit::{RULES, Rule},
    finding::{Confidence, Safety},
};

use super::{blocks, folder, golden};

const TOP: &str = "\
# The rules

Made from the rules themselves by `UPDATE_GOLDEN=1 cargo test --test rules`; do not edit it by hand. Each rule's page says what, why and what to
do, with examples that are its tests: follow the link, or run `hullwright explain <rule>`.

*Severity* is what a finding counts as unless a policy says otherwise. *Sure* says how far it can be trusted from the file alone: it follows from
the text (certain), it holds unless the base image takes care of it (base), or it is a pattern that is usually right (heuristic). *Fix* says
whether the program can mend it: without changing what the image does (safe), or so that a person should look (review).

";

/// How sure the findings of a rule's examples are, and how they are mended.
fn facts(rule: &Rule) -> (String, String) {
    let (mut sure, mut fixes) = (BTreeSet::new(), BTreeSet::new());
    for block in blocks(rule.page()).iter().filter(|block| block.kind == "bad") {
        for finding in block.findings(rule) {
            sure.insert(match finding.confidence {
                Confidence::Certain => "certain",
                Confidence::DependsOnBase => "base",
                Confidence::Heuristic => "heuristic",
            });
            fixes.extend(finding.fix.map(|fix| match fix.safety {
                Safety::Safe => "safe",
                Safety::Review => "review",
            }));
        }
    }
    let list = |words: BTreeSet<&str>| words.into_iter().collect::<Vec<_>>().join(", ");
    (list(sure), list(fixes))
}

fn index() -> String {
    let mut out = String::from(TOP);
    let _ = writeln!(
        out,
        "{} rules:\n\n| rule | severity | sure | fix | what |\n|---|---|---|---|---|",
        RULES.len()
    );
    for rule in RULES {
        let (sure, fixes) = facts(rule);
        let file = rule.name.replace('-', "_");
        let (name, severity, summary) = (rule.name, rule.severity.name(), rule.summary.replace('|', "\\|"));
        let _ = writeln!(
            out,
            "| [{name}](../src/audit/rules/{file}.md) | {severity} | {sure} | {fixes} | {summary} |"
        );
    }
    out.push_str("\nWhat other tools call them: [coming-from-hadolint.md](coming-from-hadolint.md). Where advice contradicts: [advice.md](advice.md).\n");
    out
}

#[test]
fn the_index_of_the_rules_is_what_the_rules_say() {
    let wrong: Vec<String> = golden::differs(&folder("docs/rules.md"), &index()).into_iter().collect();
    golden::nothing_wrong(&wrong);
}
