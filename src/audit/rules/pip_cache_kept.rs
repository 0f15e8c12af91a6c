//! pip's cache in a layer of the shipped image.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls_in, effective, scripts},
        mounts::Fleeting,
        stages::ships,
    },
    dockerfile::{Body, Dockerfile, shell::ShellWord},
    edit::Edit,
    finding::Severity,
};

pub const RULE: Rule = Rule {
    name: "pip-cache-kept",
    severity: Severity::Info,
    summary: "pip's cache stays in the image",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let off = file.instructions.iter().map(effective).any(|instruction| match &instruction.body {
        Body::Env(pairs) | Body::Arg(pairs) => pairs.iter().any(|pair| pair.key.value == "PIP_NO_CACHE_DIR"),
        _ => false,
    });
    let mut hits = Vec::new();
    for (at, instruction, script) in scripts(file).filter(|_| !off) {
        let mut installs = calls_in(at, script)
            .filter_map(|call| Some((call, verb(&call).filter(|w| w.value == "install")?)))
            .filter(|(call, _)| call.argument("--no-cache-dir").is_none())
            .peekable();
        if installs.peek().is_none() || !ships(file, at) {
            continue;
        }
        let fleeting = Fleeting::of(instruction);
        let cached = fleeting.holds("/root/.cache/pip") || instruction.mounts().any(|mount| mount.kind() == "cache");
        let cleans = |word: &str| word == "purge" || word.contains(".cache");
        let cleaned = calls_in(at, script).any(|call| call.arguments().iter().any(|w| cleans(&w.value)));
        let here = script
            .commands
            .iter()
            .flat_map(|c| &c.assignments)
            .any(|a| a.name == "PIP_NO_CACHE_DIR");
        if cached || cleaned || here {
            continue;
        }
        hits.extend(installs.map(|(call, verb)| {
            Hit::new(
                call.span(),
                "pip keeps a copy of every package that it fetched, and the layer has it, too",
            )
            .safe_fix("keep no cache", vec![Edit::insert(verb.span.end, " --no-cache-dir")])
        }));
    }
    hits
}

/// What pip is told to do, also if Python is asked for it.
fn verb<'a>(call: &Call<'a>) -> Option<&'a ShellWord> {
    match (call.program(), call.arguments()) {
        ("pip" | "pip3", [verb, ..]) => Some(verb),
        (program, [m, pip, verb, ..]) if program.starts_with("python") && m.value == "-m" && pip.value == "pip" => Some(verb),
        _ => None,
    }
}
