//! Programs that a RUN fetches and runs at once, without anybody having looked at them.

use super::{
    commands::{Call, calls_in},
    downloads::{Target, is_download, is_verification, target},
};
use crate::{
    dockerfile::shell::{Join, ListKind, Script},
    source::Span,
};

/// How fetched code came to run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// `curl … | sh`
    Pipe,
    /// `sh -c "$(curl …)"`, `bash <(curl …)`
    Substitution,
    /// `curl -o x … && sh x`
    File,
}

/// Every such place of a RUN: from the download to what runs it, and the download by itself.
pub fn fetched_code(at: usize, script: &Script) -> Vec<(Way, Span, Span)> {
    let calls: Vec<Call<'_>> = calls_in(at, script).collect();
    if !calls.iter().any(is_download) {
        return Vec::new();
    }
    let mut found = Vec::new();
    piped(&calls, script, &mut found);
    substituted(&calls, script, &mut found);
    saved(&calls, &mut found);
    found
}

fn piped(calls: &[Call<'_>], script: &Script, found: &mut Vec<(Way, Span, Span)>) {
    let mut sources: Vec<Option<Span>> = vec![None; script.lists.len()];
    for call in calls {
        let Some(source) = sources.get_mut(call.command.list) else {
            continue;
        };
        if call.command.join != Join::Pipe {
            *source = None;
        }
        if is_download(call) {
            *source = Some(call.span());
            // what `( … )` and `{ …; }` write goes into the same pipe
            let mut list = script.lists.get(call.command.list);
            for _ in 0..DEEP {
                let inner = list.filter(|list| matches!(list.kind, ListKind::Subshell | ListKind::Group));
                let Some(outer) = inner.and_then(|list| list.parent) else { break };
                if let Some(source) = sources.get_mut(outer) {
                    *source = Some(call.span());
                }
                list = script.lists.get(outer);
            }
        } else if let Some(download) = source.filter(|_| call.command.join == Join::Pipe && reads_code(call)) {
            found.push((Way::Pipe, download.to(call.span()), download));
            *source = None;
        }
    }
}

/// How many brackets are looked out of.
const DEEP: usize = 8;

/// Whether a program takes what it reads for code: no `-c`, no script of its own.
fn reads_code(call: &Call<'_>) -> bool {
    let first = call.arguments().iter().find(|w| !w.value.starts_with('-') || w.value == "-");
    let from_stdin = first.is_none_or(|w| matches!(w.value.as_str(), "-" | "/dev/stdin"));
    match call.program() {
        program if is_shell(program) => (from_stdin && call.option(Some('c'), "").is_none()) || call.option(Some('s'), "").is_some(),
        program if program.starts_with("python") => {
            from_stdin && call.option(Some('c'), "").is_none() && call.option(Some('m'), "").is_none()
        }
        "perl" | "ruby" => from_stdin && call.arguments().iter().all(|w| w.value == "-"),
        "php" if call.arguments().first().is_some_and(|w| w.value == "--") => true,
        "node" | "php" | "pwsh" => from_stdin && call.arguments().iter().all(|w| w.value == "-"),
        _ => false,
    }
}

fn is_shell(program: &str) -> bool {
    matches!(program, "sh" | "bash" | "dash" | "ash" | "zsh" | "ksh" | "fish")
}

/// How many commands may stand between a substitution and the command it stands in, and between a download and what runs it.
const NEAR: usize = 64;

fn substituted(calls: &[Call<'_>], script: &Script, found: &mut Vec<(Way, Span, Span)>) {
    for (at, download) in calls.iter().enumerate().filter(|(_, call)| is_download(call)) {
        let Some(list) = script
            .lists
            .get(download.command.list)
            .filter(|list| list.kind == ListKind::Substitution)
        else {
            continue;
        };
        let near = calls.get(at.saturating_sub(NEAR)..calls.len().min(at + NEAR)).unwrap_or(calls);
        let around = near
            .iter()
            .find(|c| list.parent == Some(c.command.list) && c.command.span.contains(list.span));
        if let Some(call) = around.filter(|call| runs_argument(call)) {
            found.push((Way::Substitution, call.span(), download.span()));
        }
    }
}

/// Whether a program runs what stands in its arguments, or a file that they name.
fn runs_argument(call: &Call<'_>) -> bool {
    let process = call.arguments().iter().any(|w| w.value.starts_with("<("));
    let program = call.program();
    let read = call.command.redirects.iter().any(|redirect| redirect.operator == "<<<");
    matches!(program, "eval" | "source" | ".")
        || (is_shell(program) && (call.option(Some('c'), "").is_some() || process || read))
        || (program.starts_with("python") && (call.option(Some('c'), "").is_some() || process))
}

fn saved(calls: &[Call<'_>], found: &mut Vec<(Way, Span, Span)>) {
    let mut files: Vec<(&str, Span)> = Vec::new();
    for call in calls {
        if is_verification(call) {
            files.clear();
        } else if is_download(call) {
            if let Target::File(name) = target(call) {
                files.push((name, call.span()));
                files.drain(..files.len().saturating_sub(NEAR));
            }
        } else if let Some(at) = files.iter().position(|(name, _)| runs_file(call, name)) {
            let (_, download) = files.remove(at);
            found.push((Way::File, download.to(call.span()), download));
        }
    }
}

fn runs_file(call: &Call<'_>, name: &str) -> bool {
    let same = |path: &str| !name.is_empty() && path.trim_start_matches("./") == name.trim_start_matches("./");
    let program = call.words.first().map_or("", |w| w.value.as_str());
    let interpreter = is_shell(call.program()) || matches!(call.program(), "." | "source" | "perl" | "ruby" | "node" | "php");
    let interpreter = interpreter || call.program().starts_with("python");
    let script = call.arguments().iter().find(|w| !w.value.starts_with('-'));
    let read = call.command.redirects.iter().any(|r| r.operator == "<" && same(&r.target.value));
    (program.contains('/') && same(program)) || (interpreter && (read || script.is_some_and(|w| same(&w.value))))
}
