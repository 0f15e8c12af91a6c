//! What a build writes into files by hand: `echo … > file`, `cat > file <<EOF`, `… | tee file`, `sed -i s/…/…/ file`, `COPY <<EOF file`.

use super::{
    commands::{Call, calls_in, effective},
    texts::below,
};
use crate::{
    dockerfile::{
        Body, Dockerfile, Heredoc, Instruction,
        shell::{Join, Redirect, Script, ShellWord},
    },
    source::Span,
};

/// A file, and what is put into it.
pub struct Writing<'a> {
    /// Index of the instruction.
    pub at: usize,
    /// The file, as it is named.
    pub path: &'a str,
    /// What writes it.
    pub span: Span,
    /// The places of the texts that go into it, and whether each is taken as it stands.
    texts: Vec<(Span, bool)>,
}

impl<'a> Writing<'a> {
    /// The name of the file, without its folder.
    pub fn name(&self) -> &'a str {
        self.path.rsplit('/').next().unwrap_or(self.path)
    }

    /// Its lines, without quotes and blanks around them, and whether variables in them stay as they are. `\n` ends a line, too.
    pub fn lines<'f>(&self, file: &'f Dockerfile) -> impl Iterator<Item = (&'f str, Span, bool)> {
        let outer = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\');
        self.texts.iter().flat_map(move |(span, literal)| {
            let mut next = span.start;
            let pieces = file.source.slice(*span).split('\n').flat_map(move |line| {
                let mut start = next;
                next += line.len() + 1;
                line.split("\\n").map(move |piece| {
                    let at = start;
                    start += piece.len() + 2;
                    (at, piece)
                })
            });
            pieces.filter_map(move |(start, piece)| {
                let text = piece.trim_start_matches(outer);
                let start = start + piece.len() - text.len();
                let text = text.trim_end_matches(outer);
                (!text.is_empty()).then(|| (text, Span::new(start, start + text.len()), *literal))
            })
        })
    }
}

/// Everything that a file's RUN, COPY and ADD write by hand, top to bottom.
pub fn writings<'a>(file: &'a Dockerfile) -> impl Iterator<Item = Writing<'a>> {
    let instructions = file.may_write().then_some(&file.instructions);
    instructions.into_iter().flatten().enumerate().flat_map(|(at, outer)| {
        let instruction = effective(outer);
        match (&instruction.body, instruction.script()) {
            (Body::Run(_), Some(script)) if script.may_write() => by_commands(file, at, instruction, script),
            (Body::Copy(copy) | Body::Add(copy), _) if !instruction.heredocs.is_empty() => {
                let target = copy.destination.value.as_str();
                let writing = |heredoc: &'a Heredoc| Writing {
                    at,
                    path: if target.ends_with('/') { &heredoc.name } else { target },
                    span: heredoc.opener,
                    texts: vec![(heredoc.body, !heredoc.expand)],
                };
                instruction.heredocs.iter().map(writing).collect()
            }
            _ => Vec::new(),
        }
    })
}

/// What the commands of a RUN write.
fn by_commands<'a>(file: &'a Dockerfile, at: usize, instruction: &'a Instruction, script: &'a Script) -> Vec<Writing<'a>> {
    let mut found = Vec::new();
    let mut before: Option<Call<'_>> = None;
    for call in calls_in(at, script) {
        let piped = before
            .replace(call)
            .filter(|b| call.command.join == Join::Pipe && b.command.list == call.command.list);
        // each command of a list may ask, so only a few are looked at
        let list = script.lists.get(call.command.list);
        let around = || list.into_iter().flat_map(|list| list.redirects.iter().take(8));
        let into = || call.command.redirects.iter().chain(around()).find(|r| r.operator.contains('>'));
        let texts = |call: &Call<'a>| texts(file, instruction, call);
        let (path, texts) = match call.program() {
            "echo" | "printf" | "cat" => match into() {
                Some(redirect) => (redirect.target.value.as_str(), texts(&call)),
                None => continue,
            },
            "tee" => match call.arguments().iter().find(|w| !w.value.starts_with('-')) {
                Some(word) => (word.value.as_str(), piped.iter().chain([&call]).flat_map(texts).collect()),
                None => continue,
            },
            "sed" => match call.arguments() {
                [options @ .., last]
                    if options
                        .iter()
                        .any(|w| w.value.starts_with("-i") || w.value.starts_with("--in-place")) =>
                {
                    (
                        last.value.as_str(),
                        options.iter().filter_map(|word| replacement(file, word)).collect(),
                    )
                }
                _ => continue,
            },
            _ => continue,
        };
        let span = call.span();
        found.push(Writing { at, path, span, texts });
    }
    found
}

/// What a call prints: its arguments, all together for echo, and its here-documents.
fn texts(file: &Dockerfile, instruction: &Instruction, call: &Call<'_>) -> Vec<(Span, bool)> {
    let words = call.arguments();
    let mut texts: Vec<(Span, bool)> = match (call.program(), words) {
        ("echo", [first, .., last]) => vec![(first.span.to(last.span), words.iter().all(|w| w.literal))],
        ("echo" | "printf", words) => words.iter().map(|w| (w.span, w.literal)).collect(),
        _ => Vec::new(),
    };
    let announced = call.command.redirects.iter().filter(|r| matches!(r.operator, "<<" | "<<-"));
    texts.extend(announced.filter_map(|redirect| here_document(file, instruction, redirect)));
    texts
}

/// The text of a here-document: the instruction's own, or one inside of that.
fn here_document(file: &Dockerfile, instruction: &Instruction, redirect: &Redirect) -> Option<(Span, bool)> {
    let name = redirect.target.span;
    let own = instruction.heredocs.partition_point(|h| h.opener.end < name.end);
    if let Some(heredoc) = instruction.heredocs.get(own).filter(|h| h.opener.start <= name.start) {
        return Some((heredoc.body, !heredoc.expand));
    }
    let quoted = file.source.slice(name).contains(['\'', '"', '\\']);
    Some((below(file, name.end, &redirect.target.value)?, quoted))
}

/// What a `s/…/…/` of sed puts in, if a word is one.
fn replacement(file: &Dockerfile, word: &ShellWord) -> Option<(Span, bool)> {
    let text = file.source.slice(word.span);
    let bytes = text.as_bytes();
    let command = |w: &[u8]| matches!(w, [before, b's', after] if !before.is_ascii_alphanumeric() && after.is_ascii_punctuation());
    let start = if bytes.starts_with(b"s") {
        0
    } else {
        bytes.windows(3).position(command)? + 1
    };
    let separator = bytes.get(start + 1).filter(|b| b.is_ascii_punctuation())?;
    let mut next = (start + 1..bytes.len()).filter(|at| bytes.get(*at) == Some(separator) && bytes.get(at - 1) != Some(&b'\\'));
    let mut next = || next.next();
    let (_, from, to) = (next()?, next()? + 1, next()?);
    Some((Span::new(word.span.start + from, word.span.start + to), word.literal))
}
