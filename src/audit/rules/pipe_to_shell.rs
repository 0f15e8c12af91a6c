//! Code from the network that runs before anybody has seen it.

use std::cell::OnceCell;

use crate::{
    audit::{
        Hit, Policy, Rule,
        checksums::saved_and_checked,
        commands::{Call, calls_of, effective, scripts},
        fetched_code::{Fetched, Way, fetched_code},
        powershell::{evaluates_download, is_powershell},
    },
    dockerfile::{Dockerfile, Keyword},
    finding::{Change, Severity},
    source::Span,
};

pub const RULE: Rule = Rule {
    name: "pipe-to-shell",
    severity: Severity::Error,
    summary: "code is downloaded and run unseen",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits: Vec<Hit> = scripts(file)
        .filter(|_| file.may_be_foreign())
        .filter(|(at, instruction, _)| is_powershell(file, *at) && evaluates_download(file.source.slice(instruction.arguments)))
        .map(|(_, instruction, _)| {
            Hit::new(
                instruction.arguments,
                "a download is handed to an interpreter: whoever controls the server or the way to it controls the image",
            )
            .help("Save it, compare `Get-FileHash` with what it should be, and run it then.")
        })
        .collect();
    hits.extend(
        calls_of(file, crate::names!["deno", "python"])
            .filter_map(|call| executed_by_python(&call).or_else(|| executed_by_address(&call)))
            .map(|span| {
                Hit::new(
                    span,
                    "a download is handed to an interpreter: whoever controls the server or the way to it controls the image",
                )
                .help("Save it, check it with `sha256sum -c`, and run it then.")
            }),
    );
    hits.extend(executed_in_heredoc(file).map(|span| {
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
    (call.option(Some('c'), "").is_some() && executes_download(&code.value)).then_some(code.span)
}

/// `deno run https://…`
fn executed_by_address(call: &Call<'_>) -> Option<Span> {
    let words = call.arguments();
    let runs = call.program() == "deno" && words.first().is_some_and(|word| word.value == "run");
    let script = words.iter().skip(1).find(|word| runs && !word.value.starts_with('-'))?;
    (script.value.contains("://") && call.option(None, "lock").is_none()).then_some(script.span)
}

/// The same in the script that a here-document of a RUN is.
fn executed_in_heredoc(file: &Dockerfile) -> impl Iterator<Item = Span> {
    let runs = file.instructions.iter().map(effective).filter(|i| i.keyword == Keyword::Run);
    let lines = runs.flat_map(|run| &run.heredocs).flat_map(move |heredoc| {
        let mut at = heredoc.body.start;
        file.source.slice(heredoc.body).split_inclusive('\n').map(move |line| {
            let start = at;
            at += line.len();
            (start + line.len() - line.trim_start().len(), line.trim())
        })
    });
    // as statements of their own: elsewhere Python's words are an argument, which is looked at above
    let first = |line: &str| ["exec(", "eval("].iter().any(|name| line.starts_with(name));
    lines
        .filter(move |(_, line)| first(line) && executes_download(line))
        .map(|(start, line)| Span::new(start, start + line.len()))
}

fn executes_download(code: &str) -> bool {
    let has = |names: &[&str]| names.iter().any(|name| code.contains(name));
    has(&["exec(", "eval("]) && has(&["urlopen(", "requests.get(", "httpx.get("])
}
