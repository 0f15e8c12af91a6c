//! Health checks that call a program which the image does not have.

use crate::{
    audit::{
        Hit, Policy, Rule,
        bases::{has, lacks, library_name},
        packages::{Action, package_calls},
        stages::{instructions, root_image, shipped, ships},
    },
    dockerfile::{
        Body, Dockerfile, Healthcheck, Run,
        shell::{Command, Join},
    },
    edit::Edit,
    finding::{Change, Confidence, Severity},
    source::Span,
    value::{ImageRef, shown},
};

pub const RULE: Rule = Rule {
    name: "dead-healthcheck",
    severity: Severity::Warning,
    summary: "HEALTHCHECK calls a program that the image does not have",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let hit = file.final_stage().and_then(|stage| {
        let image = root_image(file, stage)?;
        let checks = shipped(file).flat_map(|s| instructions(file, s));
        let (program, span, check) = checks.filter_map(|(_, i)| probe(&i.body)).last()?;
        if !lacks(image, program) || brought(file, program) {
            return None;
        }
        let base = library_name(image);
        let hit = Hit::new(
            span,
            format!(
                "`{}` has no {program}: the check fails, and the container counts as broken",
                shown(&base)
            ),
        )
        .confidence(Confidence::DependsOnBase)
        .help("Let the app probe itself (`HEALTHCHECK CMD [\"/app\", \"probe\"]`), or ask with the interpreter that is there anyway.");
        Some(match asked_otherwise(file, image, check) {
            Some(edit) => {
                hit.review_fix("ask with what the image has", vec![edit])
                    .changing([Change::Words, Change::Commands, Change::Form])
            }
            None => hit,
        })
    });
    hit.into_iter().collect()
}

/// The same question, asked with what the base image has anyway; none if it is more than one question about one address.
fn asked_otherwise(file: &Dockerfile, image: &ImageRef, check: &Healthcheck) -> Option<Edit> {
    let probe = check.probe.as_ref()?;
    let (words, end): (Vec<&str>, usize) = match &probe.run {
        Run::Exec(words) => (words.iter().map(|w| w.value.as_str()).collect(), words.last()?.span.end),
        Run::Shell(script) => {
            let [first, rest @ ..] = script.commands.as_slice() else {
                return None;
            };
            let gives_up = |c: &Command| c.join == Join::Or && c.program() == "exit";
            let plain = first.redirects.is_empty() && first.assignments.is_empty() && rest.len() < 2 && rest.iter().all(gives_up);
            if !plain || script.lists.len() != 1 {
                return None;
            }
            (
                first.words.iter().map(|w| w.value.as_str()).collect(),
                script.commands.last()?.span.end,
            )
        }
    };
    let mut addresses = words.iter().filter(|word| !word.starts_with('-')).skip(1);
    let address = addresses.next().filter(|_| addresses.next().is_none())?;
    let host = address.strip_prefix("http://")?.split(['/', ':']).next()?;
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b':' | b'/' | b'.' | b'_' | b'-' | b'?' | b'=' | b'&');
    if !matches!(host, "localhost" | "127.0.0.1") || !address.bytes().all(plain) {
        return None;
    }
    let json = match library_name(image).as_str() {
        _ if has(image, "wget") => format!("[\"wget\", \"-qO\", \"/dev/null\", \"{address}\"]"),
        "python" => format!("[\"python\", \"-c\", \"import urllib.request; urllib.request.urlopen('{address}', timeout=5)\"]"),
        "node" => format!("[\"node\", \"-e\", \"fetch('{address}').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))\"]"),
        _ => return None,
    };
    // in exec form the brackets stand around the words
    let end = if matches!(probe.run, Run::Exec(_)) { end + 1 } else { end };
    let cmd = file.source.slice(probe.cmd);
    Some(Edit::replace(Span::new(probe.cmd.start, end), format!("{cmd} {json}")))
}

/// The fetcher that a HEALTHCHECK calls first.
fn probe(body: &Body) -> Option<(&'static str, Span, &Healthcheck)> {
    let Body::Healthcheck(check) = body else { return None };
    let (word, span) = match &check.probe.as_ref()?.run {
        Run::Exec(words) => words.first().map(|w| (w.value.as_str(), w.span))?,
        Run::Shell(script) => {
            let word = script.commands.first().and_then(|c| c.words.first())?;
            (word.value.as_str(), word.span)
        }
    };
    let name = word.rsplit('/').next().unwrap_or(word);
    let known = ["curl", "wget"].into_iter().find(|known| *known == name)?;
    Some((known, span, check))
}

/// Whether it is installed, or might be: by name, by a package that brings it, by a copy, by a command that nobody can read.
fn brought(file: &Dockerfile, program: &str) -> bool {
    let installs = package_calls(file).filter(|found| found.action == Action::Install && ships(file, found.call.at));
    let mut packages = installs.flat_map(|found| found.packages().collect::<Vec<_>>());
    let named = packages.any(|w| !w.literal || w.value.contains(program) || w.value == "busybox");
    let mut others = shipped(file).flat_map(|s| instructions(file, s));
    let copied = others.any(|(_, i)| match &i.body {
        Body::Copy(copy) | Body::Add(copy) => {
            let target = copy.destination.value.as_str();
            let everywhere = matches!(target, "/" | "/usr" | "/usr/" | "/usr/local" | "/usr/local/") || target.contains("bin");
            everywhere || copy.sources.iter().any(|s| s.value.contains(program))
        }
        Body::Unknown => true,
        _ => false,
    });
    named || copied
}
