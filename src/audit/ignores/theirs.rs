//! What files say already to hadolint, checkov, trivy, KICS and BuildKit: understood for the rules whose pages name those tools' ids.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use super::{
    Ignore, What,
    scope::{Scope, around},
};
use crate::{
    audit::{Policy, RULES, Rule},
    dockerfile::Dockerfile,
    source::Span,
};

/// Reads one comment, if it speaks to another tool.
pub(super) fn read(file: &Dockerfile, comment: Span, policy: &Policy, ignores: &mut Vec<Ignore>) {
    let text = file.source.slice(comment).trim_start_matches('#').trim();
    hadolint(file, comment, text, ignores);
    if text.contains(":skip=") {
        checkov(text, ignores);
    }
    if text.contains(":ignore:") {
        trivy(file, comment, text, policy, ignores);
    }
    kics(file, comment, text, ignores);
}

/// `# check=skip=Rule,Rule;error=true`, BuildKit's directive; `all` is all that BuildKit checks.
pub(super) fn directive(file: &Dockerfile, ignores: &mut Vec<Ignore>) {
    let value = file.directive("check").map_or("", |directive| &directive.value.value);
    for list in value.split(';').filter_map(|part| part.trim().strip_prefix("skip=")) {
        for name in list.split(',').map(str::trim) {
            add("BuildKit", if name == "all" { "*" } else { name }, Scope::File, ignores);
        }
    }
}

/// `# hadolint ignore=DL3008,SC2086` for the next instruction; `# hadolint global ignore=…` for the file.
fn hadolint(file: &Dockerfile, comment: Span, text: &str, ignores: &mut Vec<Ignore>) {
    let Some(rest) = text.strip_prefix("hadolint") else { return };
    let rest = rest.trim_start();
    let (global, rest) = match rest.strip_prefix("global") {
        Some(rest) => (true, rest.trim_start()),
        None => (false, rest),
    };
    let Some(list) = rest.strip_prefix("ignore").and_then(|rest| rest.trim_start().strip_prefix('=')) else {
        return;
    };
    let scope = if global { Scope::File } else { around(file, comment) };
    for id in list.split(',') {
        // Behind the last one there may be a remark.
        let id = id.split_whitespace().next().unwrap_or_default();
        add("hadolint", id, scope, ignores);
    }
}

/// `checkov:skip=CKV_DOCKER_2:reason`, anywhere in a comment, for the file.
fn checkov(text: &str, ignores: &mut Vec<Ignore>) {
    const MARKS: [&str; 3] = ["checkov:skip=", "bridgecrew:skip=", "cortex:skip="];
    for mark in MARKS {
        if let Some((_, rest)) = text.split_once(mark) {
            let rest = rest.trim_start();
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
            add("checkov", rest.get(..end).unwrap_or_default(), Scope::File, ignores);
        }
    }
}

/// `trivy:ignore:DS-0002`, also as `AVD-DS-0002` and `DS002`; `*` is all of them; until the day that `:exp:2026-12-31` names.
fn trivy(file: &Dockerfile, comment: Span, text: &str, policy: &Policy, ignores: &mut Vec<Ignore>) {
    for mark in ["trivy:ignore:", "tfsec:ignore:"] {
        for part in text.split(mark).skip(1) {
            let part = part.split_whitespace().next().unwrap_or_default();
            let (id, rest) = part.split_once(':').unwrap_or((part, ""));
            let past = |day: &str| policy.today.is_some_and(|today| today.to_string().as_str() > day);
            let ended = rest.strip_prefix("exp:").is_some_and(past);
            if !ended {
                add("trivy", &trivy_id(id), around(file, comment), ignores);
            }
        }
    }
}

/// The id as our pages write it.
fn trivy_id(id: &str) -> String {
    let id = id.to_ascii_uppercase();
    let id = id.strip_prefix("AVD-").unwrap_or(&id);
    match id
        .strip_prefix("DS")
        .filter(|rest| rest.len() == 3 && rest.bytes().all(|b| b.is_ascii_digit()))
    {
        Some(number) => format!("DS-0{number}"),
        None => id.to_owned(),
    }
}

/// `# kics-scan ignore-line` and `ignore-block` for the next instruction; `ignore` and `disable=<id>,<id>` for the file.
fn kics(file: &Dockerfile, comment: Span, text: &str, ignores: &mut Vec<Ignore>) {
    let Some(rest) = text.strip_prefix("kics-scan") else { return };
    let word = rest.trim();
    match word {
        "ignore-line" | "ignore-block" => add("KICS", "*", around(file, comment), ignores),
        "ignore" => add("KICS", "*", Scope::File, ignores),
        _ => {
            let list = word.strip_prefix("disable=").unwrap_or_default();
            for id in list.split(',').map(str::trim) {
                add("KICS", id, Scope::File, ignores);
            }
        }
    }
}

/// Ignores the rules that correspond to an id; a star is all of the tool's.
fn add(tool: &'static str, id: &str, scope: Scope, ignores: &mut Vec<Ignore>) {
    let mut push = |what| {
        ignores.push(Ignore { what, scope, named: None });
    };
    if id == "*" {
        push(What::All(tool));
        return;
    }
    // KICS names its queries by long ids, of which our pages give the first eight digits.
    let id = if tool == "KICS" { id.get(..8).unwrap_or(id) } else { id };
    let rules = TABLE.get(&(tool, id.to_ascii_lowercase()));
    rules.into_iter().flatten().for_each(|rule| push(What::Rule(rule)));
}

/// The tools that a rule corresponds to something in.
pub(super) fn tools(rule: &str) -> &'static [&'static str] {
    TOOLS.get(rule).map_or(&[], Vec::as_slice)
}

/// The rules by tool and id, as the rules' pages have it.
static TABLE: LazyLock<BTreeMap<(&str, String), Vec<&str>>> = LazyLock::new(|| {
    let mut table: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for rule in RULES {
        for (tool, id) in rule.equivalents() {
            table.entry((tool, id.to_ascii_lowercase())).or_default().push(rule.name);
        }
    }
    table
});

/// The tools by rule.
static TOOLS: LazyLock<BTreeMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let tools = |rule: &Rule| {
        let all: BTreeSet<&str> = rule.equivalents().map(|(tool, _)| tool).collect();
        (rule.name, all.into_iter().collect())
    };
    RULES.iter().map(tools).collect()
});
