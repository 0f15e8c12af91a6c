//! A second source for packages of the same names.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{calls_of, effective},
        writings::writings,
    },
    dockerfile::{Body, Dockerfile},
    finding::{Confidence, Severity},
    source::Span,
};

pub const RULE: Rule = Rule {
    name: "extra-package-index",
    severity: Severity::Warning,
    summary: "pip may take any package from a second index",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for instruction in file.instructions.iter().map(effective) {
        if let Body::Env(pairs) | Body::Arg(pairs) = &instruction.body {
            let extra = pairs.iter().filter(|pair| pair.key.value == "PIP_EXTRA_INDEX_URL");
            let set = extra.filter(|pair| pair.value.as_ref().is_some_and(|v| !v.value.is_empty() && !is_public(&v.value)));
            hits.extend(set.map(|pair| hit(pair.span)));
        }
    }
    for call in calls_of(file, crate::names!["pip", "python"])
        .filter(|call| call.program().starts_with("pip") || call.program().starts_with("python"))
    {
        let words = call.arguments();
        if let [config, set, .., key, value] = words
            && (config.value.as_str(), set.value.as_str()) == ("config", "set")
            && key.value.ends_with(".extra-index-url")
            && !is_public(&value.value)
        {
            hits.push(hit(key.span.to(value.span)));
        }
        let Some(at) = words.iter().position(|w| w.value.starts_with("--extra-index-url")) else {
            continue;
        };
        let public = words.iter().skip(at).take(2).any(|w| is_public(&w.value));
        hits.extend(words.get(at).filter(|_| !public).map(|word| hit(word.span)));
    }
    for writing in writings(file).filter(|w| w.name() == "pip.conf") {
        let lines = writing.lines(file).filter(|(line, ..)| {
            let value = line.strip_prefix("extra-index-url").map(|rest| rest.trim_start());
            value.is_some_and(|value| value.starts_with('=') && !is_public(value))
        });
        hits.extend(lines.map(|(_, span, _)| hit(span)));
    }
    hits
}

/// The one that most files mean: PyTorch's builds, under names that are its own on both sides.
fn is_public(address: &str) -> bool {
    address.contains("://download.pytorch.org/") || address.contains("://pypi.org/")
}

fn hit(span: Span) -> Hit {
    Hit::new(
        span,
        "pip takes the highest version that either index has: who registers your private name on PyPI wins",
    )
    .confidence(Confidence::Heuristic)
    .help("Use one index that serves both (`--index-url`), or uv, which binds a package to the index it is found on first.")
}
