//! Code from the network that runs before anybody has seen it.

use std::cell::OnceCell;

use crate::{
    audit::{
        Hit, Policy, Rule,
        checksums::saved_and_checked,
        commands::{Call, calls, effective, scripts},
        fetched_code::{Fetched, Way, fetched_code},
    },
    dockerfile::Dockerfile,
    finding::{Change, Severity},
    source::Span,
};

pub const RULE: Rule = Rule {
    name: "pipe-to-shell",
    severity: Severity::Error,
    summary: "code is downloaded and run unseen",
    page: include_str!("pipe_to_shell.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits: Vec<Hit> = scripts(file)
        .filter(|(at, instruction, _)| is_powershell(file, *at) && evaluates_download(file.source.slice(instruction.arguments)))
        .map(|(_, instruction, _)| {
            Hit::new(
                instruction.arguments,
                "a download is handed to an interpreter: whoever controls the server or the way to it controls the image",
            )
            .help("Save it, compare `Get-FileHash` with what it should be, and run it then.")
        })
        .collect();
    hits.extend(calls(file).filter_map(|call| executed_by_python(&call)).map(|span| {
        Hit::new(
            span,
            "a download is handed to an interpreter: whoever controls the server or the way to it controls the image",
        )
        .help("Save it, check it with `sha256sum -c`, and run it then.")
    }));
    let arguments = OnceCell::new();
    hits.extend(fetched_code(file).into_iter().map(|Fetched { at, way, span, download }| {
        let how = match way {
            Way::Pipe => "a download is piped into an interpreter",
            Way::Substitution => "a download is handed to an interpreter",
            Way::Start => "the container starts a download that nobody has compared with a checksum or signature",
            Way::File => "a download is run without a look at its checksum or signature",
        };
        let hit = Hit::new(
            span,
            format!("{how}: whoever controls the server or the way to it controls the image"),
        )
        .help("Fetch it with `ADD --checksum=sha256:…`, or save it, check it with `sha256sum -c`, and run it then.");
        let script = file.instructions.get(at).and_then(|outer| effective(outer).script());
        let edits = script
            .filter(|_| way == Way::Pipe)
            .and_then(|script| saved_and_checked(file, &arguments, (at, script), span));
        match edits {
            Some(edits) => hit
                .review_fix("save it, run it only if it has the SHA-256 that the build must be given", edits)
                .changing([Change::Added("ARG"), Change::Words, Change::Commands]),
            None if span.contains(download) => hit,
            None => hit.related(download, "it is downloaded here"),
        }
    }));
    hits
}

/// `python -c "exec(urlopen(…).read())"`
fn executed_by_python(call: &Call<'_>) -> Option<Span> {
    let code = call.program().starts_with("python").then(|| call.arguments().last())??;
    let has = |names: &[&str]| names.iter().any(|name| code.value.contains(name));
    let runs = call.option(Some('c'), "").is_some() && has(&["exec(", "eval("]);
    (runs && has(&["urlopen(", "requests.get(", "httpx.get("])).then_some(code.span)
}

fn is_powershell(file: &Dockerfile, at: usize) -> bool {
    let called = |text: &str| ["powershell", "pwsh"].iter().any(|name| text.to_ascii_lowercase().contains(name));
    let shell = file.shell_at(at).and_then(|words| words.first());
    shell.is_some_and(|word| called(&word.value))
        || file
            .instructions
            .get(at)
            .is_some_and(|i| starts_powershell(file.source.slice(i.arguments)))
}

/// Whether a command line begins with the name of PowerShell.
fn starts_powershell(text: &str) -> bool {
    let program = text.split_ascii_whitespace().next().unwrap_or_default();
    let name = program.rsplit(['/', '\\']).next().unwrap_or(program).to_ascii_lowercase();
    matches!(name.as_str(), "powershell" | "powershell.exe" | "pwsh" | "pwsh.exe")
}

/// `iex (… DownloadString …)`, `irm … | iex`.
fn evaluates_download(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let words = || lower.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
    let has = |names: &[&str]| words().any(|word| names.contains(&word));
    has(&["iex", "invoke-expression"]) && has(&["downloadstring", "invoke-webrequest", "invoke-restmethod", "iwr", "irm"])
}
