//! How a secret that stands in ENV or ARG comes to the steps that need it, and to no others: as a mounted secret.

use super::{
    commands::{calls_in, effective},
    cuts::without_pair,
    stages::lineage,
};
use crate::{
    dockerfile::{Body, Dockerfile, Instruction, Keyword, Pair, Run},
    edit::Edit,
    finding::Change,
};

/// Programs that fetch dependencies, and may read a token from their environment without being told.
const FETCHERS: &[&str] = &[
    "bun", "bundle", "cargo", "composer", "curl", "dotnet", "git", "go", "gradle", "gradlew", "mvn", "mvnw", "npm", "pip", "pip3", "pnpm",
    "poetry", "uv", "wget", "yarn",
];

/// How many instructions below, and pairs beside, are looked at.
const FARTHEST: usize = 512;

/// Takes a pair out, and mounts the secret where a step below names it. None if something else depends on it.
pub fn mounted(file: &Dockerfile, at: usize, pair: &Pair) -> Option<(Vec<Edit>, Vec<Change>)> {
    let instruction = file.instructions.get(at)?;
    let (Body::Env(pairs) | Body::Arg(pairs)) = &instruction.body else {
        return None;
    };
    let name = pair.key.value.as_str();
    let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let (cut, change) = without_pair(file, instruction, pairs, pair).filter(|_| plain)?;
    let below = file.instructions.get(at + 1..)?;
    if below.len() > FARTHEST || pairs.len() > FARTHEST {
        return None;
    }
    let mut others = pairs.iter().filter(|other| other.span != pair.span);
    if others.any(|other| names(file.source.slice(other.span), name)) {
        return None;
    }
    let mut edits = vec![cut];
    let mut guessed = Vec::new();
    for (index, outer) in (at + 1..).zip(below) {
        let inner = effective(outer);
        let named = names(file.source.slice(outer.span), name);
        match (&inner.body, inner.keyword) {
            (Body::Run(Run::Shell(script)), _) if std::ptr::eq(inner, outer) => {
                let reached = reaches(file, at, index);
                let has = inner
                    .mounts()
                    .any(|mount| mount.kind() == "secret" && mount.get(&["env"]) == Some(name));
                if has || !reached {
                    continue;
                }
                // a program that the step starts reads its environment without a `$`
                if named || mentions(file.source.slice(inner.arguments), name) {
                    edits.push(mount(inner, name));
                } else if calls_in(index, script).any(|call| FETCHERS.contains(&call.program())) {
                    guessed.push(mount(inner, name));
                }
            }
            // these are read when the container runs, where the secret then comes from
            (_, Keyword::Cmd | Keyword::Entrypoint | Keyword::Healthcheck) => {}
            _ if named => return None,
            _ => {}
        }
    }
    if edits.len() == 1 && instruction.keyword == Keyword::Arg {
        edits.append(&mut guessed);
    }
    Some((edits, vec![change, Change::Flags]))
}

/// Whether a step is in a stage that sees what an instruction above sets; all are, for one above all stages.
fn reaches(file: &Dockerfile, at: usize, step: usize) -> bool {
    file.stage_of(at).is_none()
        || file
            .stage_of(step)
            .is_some_and(|stage| lineage(file, stage).any(|s| s.instructions.contains(&at)))
}

fn mount(run: &Instruction, name: &str) -> Edit {
    let place = run.flags.last().map_or(run.keyword_span.end, |flag| flag.span.end);
    Edit::insert(place, format!(" --mount=type=secret,id={name},env={name}"))
}

/// Whether a text has the name as a word of its own.
fn mentions(text: &str, name: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(name)
        .any(|(at, _)| !text[..at].ends_with(part) && !text[at + name.len()..].starts_with(part))
}

/// Whether a text has `$name` or `${name`.
pub fn names(text: &str, name: &str) -> bool {
    text.split('$').skip(1).any(|rest| {
        let rest = rest.strip_prefix('{').unwrap_or(rest).strip_prefix(name);
        rest.is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
    })
}
