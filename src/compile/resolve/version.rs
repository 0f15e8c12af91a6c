//! Which version a project means: requirements such as `>=3.11,<3.14`, `^24.1`, `24.x` or `go1.26.0` against a preset's cycles.

use std::cmp::Ordering;

use crate::compile::preset::{Preset, Version};

/// The cycle that a requirement means: the preset's default if it fits, else the newest that does.
pub fn pick<'p>(preset: &'p Preset, requirement: &str) -> Option<&'p Version> {
    let fits = |v: &&Version| fits(v, requirement);
    let default = preset.versions.iter().find(|v| v.cycle == preset.default_version).filter(fits);
    let older = |v: &&Version| v.runs.iter().any(|old| satisfies(old, requirement));
    default
        .or_else(|| preset.versions.iter().find(fits))
        .or_else(|| preset.versions.iter().find(older))
}

/// Whether a cycle is one that a requirement means.
pub fn fits(version: &Version, requirement: &str) -> bool {
    satisfies(&version.cycle, requirement) || version.names.iter().any(|n| n == requirement)
}

/// Whether a release comes before another one: `2.9.9` before `2.9.10`. What is not made of numbers comes before nothing.
pub fn is_before(version: &str, other: &str) -> bool {
    numbers(version).zip(numbers(other)).is_some_and(|(version, other)| version < other)
}

/// The preset's default, if a requirement begins with something older: for a project that asks for a version that is gone.
pub fn newer<'p>(preset: &'p Preset, requirement: &str) -> Option<&'p Version> {
    let wanted = numbers(requirement.trim_start_matches(['^', '~', '=', '>', '<', ' ']))?;
    let default = preset.versions.iter().find(|v| v.cycle == preset.default_version)?;
    let after = compare(&numbers(&default.cycle)?, &wanted) == Ordering::Greater;
    after.then_some(default)
}

/// Whether some release of a cycle can satisfy a requirement. Alternatives are parted by `||`, conditions by commas or spaces.
fn satisfies(cycle: &str, requirement: &str) -> bool {
    let Some(cycle) = numbers(cycle) else {
        return false;
    };
    requirement.split("||").any(|all| {
        let conditions = conditions(all);
        !conditions.is_empty() && conditions.iter().all(|c| holds(&cycle, c))
    })
}

struct Condition {
    operator: &'static str,
    version: Vec<u64>,
    /// Whether the last part was `x` or `*`.
    wild: bool,
}

const OPERATORS: [&str; 11] = ["===", "==", ">=", "<=", "!=", "~=", "~>", "^", "~", ">", "<"];

fn conditions(text: &str) -> Vec<Condition> {
    let mut out = Vec::new();
    let mut rest = text.trim_start_matches([' ', ',']);
    while !rest.is_empty() {
        let operator = OPERATORS.iter().find(|o| rest.starts_with(**o)).copied().unwrap_or("");
        rest = rest[operator.len()..].trim_start_matches([' ', '=']);
        let end = rest.find([' ', ',']).unwrap_or(rest.len());
        let word = &rest[..end];
        rest = rest[end..].trim_start_matches([' ', ',']);
        let wild = word.ends_with(['x', '*', 'X']);
        match numbers(word) {
            Some(version) => out.push(Condition { operator, version, wild }),
            None if wild => {}
            None => return Vec::new(),
        }
    }
    out
}

/// The leading numbers of a version, after a word such as `v` or `go`: `v24.1.0-rc1` is 24, 1, 0.
fn numbers(text: &str) -> Option<Vec<u64>> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    if start > 24 || !text[..start].bytes().all(|b| b.is_ascii_alphabetic() || b == b'-') {
        return None;
    }
    let end = text[start..]
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .map_or(text.len(), |at| start + at);
    let parts = text[start..end].trim_end_matches('.').split('.');
    parts.map(|p| p.parse().ok()).collect()
}

fn holds(cycle: &[u64], condition: &Condition) -> bool {
    let wanted = condition.version.as_slice();
    let compared = compare(cycle, wanted);
    match condition.operator {
        ">=" => compared != Ordering::Less,
        ">" => compared == Ordering::Greater || (compared == Ordering::Equal && wanted.len() > cycle.len()),
        "<=" => compared != Ordering::Greater,
        "<" => {
            compared == Ordering::Less
                || (compared == Ordering::Equal && wanted.len() > cycle.len() && wanted[cycle.len()..].iter().any(|n| *n > 0))
        }
        "!=" => condition.wild || wanted.len() > cycle.len() || compared != Ordering::Equal,
        "^" => compared != Ordering::Less && cycle.first() == wanted.first(),
        "~=" | "~>" => compared != Ordering::Less && prefix(cycle, &wanted[..wanted.len().saturating_sub(1)]),
        "~" => compared != Ordering::Less && prefix(cycle, &wanted[..wanted.len().min(2)]),
        _ => prefix(cycle, wanted),
    }
}

/// Compares as far as both go: `3.13` and `3.13.5` are equal, as some release of the cycle may be that one.
fn compare(cycle: &[u64], wanted: &[u64]) -> Ordering {
    cycle
        .iter()
        .zip(wanted)
        .map(|(a, b)| a.cmp(b))
        .find(|o| *o != Ordering::Equal)
        .unwrap_or(Ordering::Equal)
}

fn prefix(cycle: &[u64], wanted: &[u64]) -> bool {
    cycle.iter().zip(wanted).all(|(a, b)| a == b)
}
