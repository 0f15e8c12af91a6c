//! Build arguments from before the first FROM that a stage uses without having taken them in.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    audit::{
        Hit, Policy, Rule,
        stages::lineage,
        variables::{expanding, references},
    },
    dockerfile::{
        Body, Dockerfile, Instruction, Run, Stage,
        expand::Variable,
        shell::{Command, Script, ShellWord},
    },
    edit::Edit,
    finding::{Change, Confidence, Severity},
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "arg-out-of-scope",
    severity: Severity::Warning,
    summary: "a build argument of before FROM is used in a stage, where it is empty",
    check,
};

/// How many of them are looked for in one RUN; each may be compared with all of its commands.
const MOST: usize = 64;

/// What a RUN has without ARG, and what images of the Docker library set by themselves.
const KNOWN: &[&str] = &[
    "ALL_PROXY",
    "FTP_PROXY",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "NO_PROXY",
    "CADDY_VERSION",
    "COMPOSER_VERSION",
    "DOTNET_VERSION",
    "GOLANG_VERSION",
    "GRADLE_VERSION",
    "HOME",
    "HOSTNAME",
    "JAVA_HOME",
    "JAVA_VERSION",
    "MAVEN_VERSION",
    "NGINX_VERSION",
    "NODE_VERSION",
    "PATH",
    "PG_MAJOR",
    "PG_VERSION",
    "PHP_VERSION",
    "PYTHON_VERSION",
    "REDIS_VERSION",
    "RUBY_VERSION",
    "RUST_VERSION",
    "TOMCAT_VERSION",
    "YARN_VERSION",
];

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let first = file.stages.first().map_or(0, |stage| stage.instructions.start);
    let mut global = BTreeSet::new();
    for instruction in file.instructions.iter().take(first) {
        if let Body::Arg(pairs) = &instruction.body {
            global.extend(pairs.iter().map(|pair| pair.key.value.as_str()));
        }
    }
    if global.is_empty() {
        return Vec::new();
    }
    let declared = declared(file);
    let stages = file.stages.iter();
    stages.flat_map(|stage| in_stage(file, &declared, stage, &global)).collect()
}

/// One hit for each of them, where it is used first.
fn in_stage(file: &Dockerfile, declared: &Declared<'_>, stage: &Stage, global: &BTreeSet<&str>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut seen = BTreeSet::new();
    let places = stage.instructions.clone().zip(file.instructions_of(stage)).skip(1);
    for (at, instruction) in places {
        for (name, span) in uses(file, instruction, global) {
            if KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                continue;
            }
            // once for each name: what is declared at its first use stays so
            if !seen.insert(name) || matches!(file.variable(name, at), Variable::Set(_)) || declared_before(file, declared, stage, at, name)
            {
                continue;
            }
            let hit = Hit::new(
                span,
                format!(
                    "`{}` is declared before FROM, and empty in a stage that does not declare it, too",
                    shown(name)
                ),
            )
            .confidence(Confidence::DependsOnBase);
            hits.push(match file.instructions_of(stage).first() {
                Some(from) if !file.source.slice(from.span).ends_with(file.escape) => hit
                    .review_fix(
                        format!("take `{}` into the stage", shown(name)),
                        vec![Edit::insert(from.span.end, format!("\nARG {name}"))],
                    )
                    .changing([Change::Added("ARG")]),
                _ => hit,
            });
        }
    }
    hits
}

/// Where each stage has an ARG or ENV of a name first.
type Declared<'a> = Vec<BTreeMap<&'a str, usize>>;

fn declared(file: &Dockerfile) -> Declared<'_> {
    let of = |stage: &Stage| {
        let mut names = BTreeMap::new();
        for (at, instruction) in stage.instructions.clone().zip(file.instructions_of(stage)) {
            if let Body::Arg(pairs) | Body::Env(pairs) = &instruction.body {
                for pair in pairs {
                    names.entry(pair.key.value.as_str()).or_insert(at);
                }
            }
        }
        names
    };
    file.stages.iter().map(of).collect()
}

/// Whether the stage, or one that it is built on, has an ARG or ENV of that name before an instruction.
fn declared_before(file: &Dockerfile, declared: &Declared<'_>, stage: &Stage, at: usize, name: &str) -> bool {
    lineage(file, stage).any(|stage| {
        let first = declared.get(stage.index).and_then(|names| names.get(name));
        first.is_some_and(|first| *first < at)
    })
}

/// The variables that an instruction uses: in words that the builder expands, and in the shell text of a RUN that does not set them itself.
fn uses<'a>(file: &'a Dockerfile, instruction: &'a Instruction, global: &BTreeSet<&str>) -> Vec<(&'a str, Span)> {
    let mut found = Vec::new();
    let mut add = |span: Span, escape: char| {
        let moved = |(name, place): (&'a str, Span)| (name, Span::new(span.start + place.start, span.start + place.end));
        found.extend(
            references(file.source.slice(span), escape)
                .filter(|(name, _)| global.contains(name))
                .map(moved),
        );
    };
    for word in expanding(instruction) {
        add(word.span, file.escape);
    }
    if let Body::Run(Run::Shell(script)) = &instruction.body {
        for command in &script.commands {
            for word in command.words.iter().chain(command.assignments.iter().map(|a| &a.value)) {
                add(word.span, '\\');
            }
        }
        let text = file.source.slice(instruction.span);
        let mut seen = BTreeSet::new();
        found.retain(|(name, _)| seen.len() < MOST && seen.insert(*name) && !sets(text, script, name));
    }
    found
}

/// Whether a shell text may set a variable itself: `x=…`, `export x=…`, `for x in`, `read x`.
fn sets(text: &str, script: &Script, name: &str) -> bool {
    let assigned = |word: &ShellWord| word.value.strip_prefix(name).is_some_and(|rest| rest.starts_with('='));
    let by_command = |command: &Command| match command.program() {
        "export" | "local" | "readonly" | "declare" | "typeset" => command.arguments().iter().any(assigned),
        "read" | "mapfile" | "getopts" => command.has(name),
        _ => command.assignments.iter().any(|a| a.name == name),
    };
    let by_loop = || {
        text.match_indices(name)
            .any(|(at, _)| text.get(..at).is_some_and(|before| before.ends_with("for ")))
    };
    script.commands.iter().any(by_command) || by_loop()
}
