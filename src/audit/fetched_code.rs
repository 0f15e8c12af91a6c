//! Programs that a build fetches and runs, at once or in a later RUN, without anybody having looked at them.

use std::{borrow::Cow, collections::VecDeque};

use super::{
    commands::{Call, calls_in, effective},
    copies::{SourceKind, source_kind},
    downloads::{DOWNLOADERS, Target, is_download, is_verification, target},
    runners::{Runner, is_shell, same},
    started::{FOLDERS, Kept, started},
};
use crate::{
    dockerfile::{
        Body, Dockerfile, Instruction, Keyword,
        shell::{Join, ListKind, Script, ShellWord},
    },
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
    /// `curl -o /x …`, and `ENTRYPOINT ["/x"]`
    Start,
}

/// Such a place.
pub struct Fetched {
    /// Index of the RUN that runs the code, or of the one that has downloaded what the container starts.
    pub at: usize,
    /// How it does.
    pub way: Way,
    /// From the download to what runs it; only the latter, if an earlier RUN has downloaded it.
    pub span: Span,
    /// The download by itself.
    pub download: Span,
}

/// Every such place of a file: the files that a RUN leaves can be run by those that follow it in the stage.
pub fn fetched_code(file: &Dockerfile) -> Vec<Fetched> {
    let mut found = Vec::new();
    let adds = |outer: &Instruction| matches!(effective(outer).body, Body::Add(_));
    if !file.may_call(DOWNLOADERS) && !file.may_call(crate::names!["php"]) && !file.instructions.iter().any(adds) {
        return found;
    }
    let mut files: VecDeque<Saved<'_>> = VecDeque::new();
    let mut kept: Vec<Kept> = Vec::new();
    let mut stage = None;
    for (at, outer) in file.instructions.iter().enumerate() {
        let instruction = effective(outer);
        let here = file.stage_of(at).map(|stage| stage.index);
        if std::mem::replace(&mut stage, here) != here {
            kept.extend(files.drain(..).filter_map(|saved| saved.kept(file)));
        }
        if let Body::Add(_) = &instruction.body {
            files.extend(added(at, instruction));
            files.drain(..files.len().saturating_sub(NEAR));
        }
        let Some(script) = instruction.commands() else {
            continue;
        };
        let calls = || calls_in(at, script);
        let downloads = calls().any(|call| is_download(&call));
        if !downloads && files.is_empty() && !calls().any(|call| copied_by_php(&call).is_some()) {
            continue;
        }
        let calls: Vec<Call<'_>> = calls().collect();
        let mut places = Vec::new();
        if downloads {
            piped(&calls, script, &mut places);
            substituted(&calls, script, &mut places);
        }
        saved(file, &calls, &mut files, &mut places);
        found.extend(places.into_iter().map(|(way, span, download)| Fetched { at, way, span, download }));
    }
    kept.extend(files.drain(..).filter_map(|saved| saved.kept(file)));
    let way = Way::Start;
    found.extend(
        started(file, kept)
            .into_iter()
            .map(|(span, Kept { at, download, .. })| Fetched { at, way, span, download }),
    );
    found
}

/// A file that was downloaded, and that nobody has looked at.
struct Saved<'a> {
    name: Cow<'a, str>,
    /// The folder that the name counts from; none if the name says it all.
    folder: Option<&'a str>,
    /// The RUN or ADD that has it.
    at: usize,
    download: Span,
}

impl Saved<'_> {
    /// As a file of its stage, by its whole path. What ADD has fetched is known by `add-remote-without-checksum`.
    fn kept(self, file: &Dockerfile) -> Option<Kept> {
        let stage = file.stage_of(self.at)?.index;
        let by_run = file
            .instructions
            .get(self.at)
            .is_some_and(|outer| effective(outer).keyword == Keyword::Run);
        let path = match self.folder {
            None => self.name.into_owned(),
            Some(folder) => format!("{}/{}", folder.trim_end_matches('/'), self.name.trim_start_matches("./")),
        };
        (by_run && path.starts_with('/')).then_some(Kept {
            stage,
            path,
            at: self.at,
            download: self.download,
        })
    }
}

/// What ADD fetches by itself, without a checksum, if it says by an absolute path where that goes.
fn added(at: usize, instruction: &Instruction) -> Option<Saved<'_>> {
    let Body::Add(add) = &instruction.body else { return None };
    let [source] = add.sources.as_slice() else { return None };
    let remote = source_kind(&source.value) == SourceKind::Remote && instruction.flag("checksum").is_none();
    let to = add.destination.value.as_str();
    let name = source.value.split(['?', '#']).next()?.rsplit('/').next()?;
    let path = if to.ends_with('/') {
        Cow::Owned(format!("{to}{name}"))
    } else {
        Cow::Borrowed(to)
    };
    (remote && to.starts_with('/')).then_some(Saved {
        name: path,
        folder: None,
        at,
        download: source.span,
    })
}

/// The file in `php -r "copy('https://…', 'file');"`.
fn copied_by_php<'a>(call: &Call<'a>) -> Option<&'a str> {
    let code = call.arguments().iter().find(|_| call.program() == "php")?;
    let code = if code.value == "-r" { call.arguments().get(1)? } else { code };
    let (_, copied) = code.value.split_once("copy(")?;
    let mut quoted = copied.split(['\'', '"']);
    let (before, address, _, name) = (quoted.next()?, quoted.next()?, quoted.next()?, quoted.next()?);
    (before.trim().is_empty() && address.contains("://")).then_some(name)
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
        "php" if call.arguments().first().is_some_and(|w| w.value == "--") => true,
        "xargs" => matches!(call.arguments(), [.., shell, c] if is_shell(&shell.value) && c.value == "-c"),
        "node" if call.argument("-").is_some() => from_stdin,
        "deno" | "bun" => matches!(call.arguments(), [run, .., dash] if run.value == "run" && dash.value == "-"),
        // what follows a `-` goes to the script
        "perl" | "ruby" | "node" | "php" | "pwsh" => call.arguments().first().is_none_or(|w| w.value == "-"),
        _ => false,
    }
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
        // `code=$(curl …)`, and then `eval "$code"`
        let mut held = around.into_iter().flat_map(|call| &call.command.assignments);
        let Some(name) = held.find(|a| a.span.contains(list.span)).map(|a| a.name.as_str()) else {
            continue;
        };
        let names = |word: &ShellWord| {
            let rest = word.value.split('$').skip(1).map(|rest| rest.trim_start_matches('{'));
            let mut ends = rest.filter_map(|rest| rest.strip_prefix(name));
            ends.any(|end| !end.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
        };
        let later = calls.iter().skip(at + 1).take(NEAR);
        let runs =
            |call: &&Call<'_>| runs_argument(call) && matches!(call.arguments(), [.., last] if names(last) && last.value.starts_with('$'));
        if let Some(call) = later.into_iter().find(runs) {
            found.push((Way::Substitution, download.span().to(call.span()), download.span()));
        }
    }
}

/// Whether a program runs what stands in its arguments, or a file that they name.
fn runs_argument(call: &Call<'_>) -> bool {
    let process = call.arguments().iter().any(|w| w.value.contains("<("));
    let program = call.program();
    let read = call.command.redirects.iter().any(|redirect| redirect.operator == "<<<");
    matches!(program, "eval" | "source" | ".")
        || (is_shell(program) && (call.option(Some('c'), "").is_some() || process || read))
        || (program.starts_with("python") && (call.option(Some('c'), "").is_some() || process))
}

fn saved<'a>(file: &'a Dockerfile, calls: &[Call<'a>], files: &mut VecDeque<Saved<'a>>, found: &mut Vec<(Way, Span, Span)>) {
    let Some(at) = calls.first().map(|call| call.at) else { return };
    let workdir = file
        .setting_at(Keyword::Workdir, at)
        .map_or("", |set| set.value.as_deref().unwrap_or("?"));
    // after `cd` nobody knows what a name counts from
    let moves = calls.iter().any(|call| matches!(call.program(), "cd" | "pushd"));
    let folder = if moves { "?" } else { workdir };
    let mut before: Option<&Call<'_>> = None;
    for call in calls {
        let piped = before
            .replace(call)
            .filter(|b| is_download(b) && b.command.list == call.command.list);
        if let Some((download, name)) = piped.and_then(|b| Some((b.span(), written_by_tee(call)?))) {
            let folder = (!name.starts_with('/')).then_some(folder);
            let name = Cow::Borrowed(name);
            files.push_back(Saved {
                name,
                folder,
                at,
                download,
            });
        }
        let copied = copied_by_php(call).map(|name| Target::File(Cow::Borrowed(name)));
        if is_verification(call) {
            files.clear();
        } else if copied.is_some() || is_download(call) {
            if let Target::File(name) = copied.unwrap_or_else(|| target(call)) {
                let folder = (!name.starts_with('/')).then_some(folder);
                let download = call.span();
                files.push_back(Saved {
                    name,
                    folder,
                    at,
                    download,
                });
                files.drain(..files.len().saturating_sub(NEAR));
            }
        } else if let Some((name, to)) = moved(call) {
            // where it lies from then on
            let here = files.iter_mut().rev().find(|saved| same(&saved.name, name));
            if let Some(saved) = here {
                let path = if to.ends_with('/') || FOLDERS.iter().any(|folder| folder.trim_end_matches('/') == to) {
                    format!("{}/{}", to.trim_end_matches('/'), name.rsplit('/').next().unwrap_or(name))
                } else {
                    to.to_owned()
                };
                saved.folder = (!path.starts_with('/')).then_some(folder);
                saved.name = Cow::Owned(path);
            }
        } else if let Some(place) = Runner::of(call).and_then(|runner| {
            files.iter().position(|saved| {
                let same_folder = || saved.at == at || saved.folder.is_none_or(|from| from == folder && from != "?");
                runner.runs(call, &saved.name) && same_folder()
            })
        }) {
            let Some(saved) = files.remove(place) else { continue };
            let span = if saved.at == at {
                saved.download.to(call.span())
            } else {
                call.span()
            };
            found.push((Way::File, span, saved.download));
        }
    }
}

/// The file that tee writes what it reads from a pipe to.
fn written_by_tee<'a>(call: &Call<'a>) -> Option<&'a str> {
    let piped = call.program() == "tee" && call.command.join == Join::Pipe;
    let name = call.arguments().iter().find(|word| piped && !word.value.starts_with('-'));
    name.map(|word| word.value.as_str())
}

/// From where to where a call moves or copies one file.
fn moved<'a>(call: &Call<'a>) -> Option<(&'a str, &'a str)> {
    if !matches!(call.program(), "mv" | "cp" | "install") {
        return None;
    }
    let mut value = false;
    let words = call.arguments().iter().filter(|word| {
        let skipped = std::mem::replace(&mut value, matches!(word.value.as_str(), "-m" | "-o" | "-g"));
        !skipped && !word.value.starts_with('-')
    });
    let mut words = words.map(|word| word.value.as_str());
    let (from, to) = (words.next()?, words.next()?);
    words.next().is_none().then_some((from, to))
}
