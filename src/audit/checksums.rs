//! Checksums that nobody knows yet, as build arguments that must be given: what a download is held to when only a person can say what it should be.

use std::cell::OnceCell;

use super::{
    additions::before,
    commands::{Call, call, calls},
    copies::{SourceKind, copies, source_kind},
    downloads::{Target, addresses, curl_switch, is_download, target},
    pinned_names::end_of,
};
use crate::{
    dockerfile::{
        Body, Dockerfile, Instruction, Run,
        shell::{Command, Join, ListKind, Script},
    },
    edit::Edit,
    source::Span,
};

/// More downloads than these no file has; the names of further ones are not told apart.
const MOST: usize = 64;

/// How many commands may stand in the assignments before a download.
const NEAR: usize = 64;

/// The build arguments for what lies at the addresses of a file: each by the last part of it, told apart from those of the others.
pub struct Arguments<'a>(Vec<(&'a str, String)>);

impl<'a> Arguments<'a> {
    /// Those of a file. It is read through for that: once, not for each download.
    pub fn of(file: &'a Dockerfile) -> Self {
        Self(named(file))
    }

    /// The argument for an address.
    pub fn name(&self, address: &str) -> String {
        let known = self.0.iter().find(|(known, _)| *known == address);
        format!("{}_SHA256", known.map_or_else(|| base_name(address), |(_, name)| name.clone()))
    }
}

fn named(file: &Dockerfile) -> Vec<(&str, String)> {
    let fetched = calls(file)
        .filter(is_download)
        .flat_map(|call| addresses(&call).map(|w| w.value.as_str()).collect::<Vec<_>>());
    let added = copies(file).flat_map(|(_, _, copy)| copy.sources.iter().map(|w| w.value.as_str()));
    let mut names: Vec<(&str, String)> = Vec::new();
    for known in fetched
        .chain(added.filter(|source| source_kind(source) == SourceKind::Remote))
        .take(MOST)
    {
        if names.iter().any(|(address, _)| *address == known) {
            continue;
        }
        let base = base_name(known);
        let taken = names
            .iter()
            .filter(|(_, name)| name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '_') == base)
            .count();
        names.push((known, if taken == 0 { base } else { format!("{base}_{}", taken + 1) }));
    }
    names
}

/// `INSTALL_SH` of `https://example.com/install.sh`.
fn base_name(address: &str) -> String {
    let path = address
        .split_once("://")
        .map_or(address, |(_, rest)| rest)
        .split(['?', '#'])
        .next()
        .unwrap_or_default();
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let letters = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_uppercase() } else { '_' };
    let name: String = last.chars().take(60).map(letters).collect();
    let name = name.trim_matches('_');
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name.to_owned()
    } else {
        format!("FILE_{name}").trim_end_matches('_').to_owned()
    }
}

/// The line that declares an argument before an instruction.
pub fn declared(file: &Dockerfile, instruction: &Instruction, argument: &str) -> Edit {
    Edit::insert(before(file, instruction), format!("ARG {argument}\n"))
}

/// Turns `curl … | sh` into a download to a file, a look at its checksum, and the run of that file. None where something else hangs on the
/// pipe, or it is written in a way that would have to be understood first.
pub fn saved_and_checked<'a>(
    file: &'a Dockerfile,
    arguments: &OnceCell<Arguments<'a>>,
    (at, script): (usize, &Script),
    span: Span,
) -> Option<Vec<Edit>> {
    let instruction = file.instructions.get(at)?;
    if !matches!(instruction.body, Body::Run(Run::Shell(_))) || !script.unread.is_empty() {
        return None;
    }
    let calls: Vec<Call<'_>> = around(script, span).iter().map(|command| call(at, command)).collect();
    let first = calls.iter().position(|call| is_download(call) && call.span().start == span.start)?;
    let (download, reader, next) = (calls.get(first)?, calls.get(first + 1)?, calls.get(first + 2));
    let same_list = download.command.list == reader.command.list && reader.command.join == Join::Pipe;
    let plain_list = matches!(script.lists.get(download.command.list)?.kind, ListKind::Top | ListKind::Heredoc)
        && !script.is_of_other_shell(download.command.list);
    let piped_on = next.is_some_and(|next| next.command.list == reader.command.list && next.command.join == Join::Pipe);
    let starts = matches!(download.command.join, Join::First | Join::And | Join::Then);
    let quiet = download.command.redirects.is_empty() && reader.command.redirects.is_empty();
    if !(same_list && plain_list && starts && quiet) || piped_on || reader.span().end != span.end {
        return None;
    }
    let text = file.source.text();
    if text.get(..download.command.span.start)?.trim_end().ends_with('!') || target(download) != Target::Stdout {
        return None;
    }
    let mut sources = addresses(download);
    let address = sources.next().filter(|_| sources.next().is_none())?;
    if !address.value.contains("://") || address.value.contains(['`', '\n']) {
        return None;
    }
    let name = arguments.get_or_init(|| Arguments::of(file)).name(&address.value);
    let saved = format!("/tmp/{}", name.trim_end_matches("_SHA256").to_ascii_lowercase());
    let gap = Span::new(download.command.span.end, reader.command.span.start);
    let between = file.source.slice(gap);
    let pipe = between
        .find('|')
        .filter(|_| between.chars().all(|c| c.is_ascii_whitespace() || c == '|' || c == file.escape))?;
    if between.matches('|').count() != 1 {
        return None;
    }
    let check = format!("&& echo \"${{{name}:?}}  {saved}\" | sha256sum -c - &&");
    // up to the reader: how that hangs on what is before it changes, too
    let bar = Edit::replace(Span::new(gap.start + pipe, gap.end), format!("{check}{}", between.get(pipe + 1..)?));
    let mut edits = vec![declared(file, instruction, &name), into_file(file, download, &saved)?, bar];
    edits.extend(from_file(file, reader, &saved)?);
    Some(edits)
}

/// The commands from a little before a place to a little behind it: a RUN may have any number of pipes, each of which is looked at.
fn around(script: &Script, span: Span) -> &[Command] {
    let begun = script.commands.partition_point(|command| command.span.start <= span.start);
    let end = script.commands.len().min(begun + 3);
    script.commands.get(begun.saturating_sub(NEAR)..end).unwrap_or_default()
}

/// Lets a download write to a file.
fn into_file(file: &Dockerfile, download: &Call<'_>, saved: &str) -> Option<Edit> {
    let program = download.words.first()?;
    if download.program() == "curl" {
        let free = download.option(Some('o'), "output").is_none() && curl_switch(download, 'O').is_none();
        return free.then(|| Edit::insert(program.span.end, format!(" -o {saved}")));
    }
    let words = Some(download.arguments()).filter(|_| download.program() == "wget")?;
    let at = words
        .iter()
        .position(|w| w.value.starts_with('-') && !w.value.starts_with("--") && (w.value.ends_with("O-") || w.value.ends_with('O')))?;
    let word = words.get(at)?;
    let end = end_of(file, word.span, &word.value)?;
    if word.value.ends_with("O-") {
        return Some(Edit::replace(Span::new(end - 1, end), format!(" {saved}")));
    }
    let dash = words.get(at + 1).filter(|w| w.value == "-" && file.source.slice(w.span) == "-")?;
    Some(Edit::replace(dash.span, saved))
}

/// Lets an interpreter read a file, and takes that away afterwards.
fn from_file(file: &Dockerfile, reader: &Call<'_>, saved: &str) -> Option<Vec<Edit>> {
    let words = reader.arguments();
    let exact = |text: &str| words.iter().position(|w| w.value == text && file.source.slice(w.span) == text);
    let gone = format!(" && rm {saved}");
    let end = reader.command.span.end;
    if let Some(at) = exact("-")
        .or_else(|| exact("/dev/stdin"))
        .or_else(|| exact("--").filter(|at| *at == 0))
    {
        return Some(vec![Edit::replace(words.get(at)?.span, saved), Edit::insert(end, gone)])
            .filter(|_| words.get(at).is_some_and(|w| w.span.end < end));
    }
    if let Some(at) = exact("-s") {
        let word = words.get(at)?;
        let dashes = words.get(at + 1).filter(|w| w.value == "--");
        let replaced = word.span.to(dashes.map_or(word.span, |w| w.span));
        if replaced.end == end {
            return Some(vec![Edit::replace(replaced, format!("{saved}{gone}"))]);
        }
        return Some(vec![Edit::replace(replaced, saved), Edit::insert(end, gone)]);
    }
    let only_options = words
        .iter()
        .all(|w| w.value.starts_with('-') && !w.value.contains('s') && !w.value.contains('c'));
    (only_options && reader.span().end == end).then(|| vec![Edit::insert(end, format!(" {saved}{gone}"))])
}
