//! The whole file: logical lines to instructions, instructions to stages.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use super::{
    Body, Dockerfile, Heredoc, Instruction, Keyword, Problem, body, check, directive, flags, heredoc,
    json::{self, Array},
    lex::{Cursor, Line},
    parts, script, settled,
    shell::dialect::Dialect,
    stage,
    text::{Joined, Text},
    words::is_blank,
};
use crate::{
    parallel::LONG,
    sorting,
    source::{Source, Span},
};

/// The byte order mark that an editor may have left.
const BOM: &str = "\u{FEFF}";

/// Reads a whole file.
pub(super) fn parse(source: Arc<Source>) -> Dockerfile {
    let mut file = Dockerfile {
        source: Arc::clone(&source),
        escape: '\\',
        directives: Vec::new(),
        comments: Vec::new(),
        instructions: Vec::new(),
        stages: Vec::new(),
        problems: Vec::new(),
        names: BTreeMap::new(),
        target: None,
        scopes: OnceLock::new(),
        summary: OnceLock::new(),
    };
    let text = source.text();
    let start = if text.starts_with(BOM) { BOM.len() } else { 0 };
    let mut cursor = Cursor::new(text, start);
    file.directives = directive::read(&mut cursor, &mut file.problems);
    file.escape = cursor.escape;
    let mut opener = stage::Opener::default();
    let parts = Some(text).filter(|text| text.len() >= LONG);
    if let Some(parts) = parts.and_then(|text| parts::read(text, cursor.at(), cursor.escape)) {
        for part in parts {
            file.problems.extend(part.problems);
            cursor.comments.extend(part.comments);
            cursor.too_long.extend(part.too_long);
            let first = file.instructions.len();
            if first == 0 {
                // it has room for the others
                file.instructions = part.instructions;
            } else {
                file.instructions.extend(part.instructions);
            }
            for index in first..file.instructions.len() {
                place(&mut file, &mut opener, index);
            }
        }
    } else {
        file.instructions.reserve(parts::expected(source.line_count(), text.len()));
        one_by_one(&mut file, &mut opener, &mut cursor);
    }
    finish(&mut file, cursor);
    file
}

/// Reads each instruction by the shell that those before it leave in force.
fn one_by_one(file: &mut Dockerfile, opener: &mut stage::Opener, cursor: &mut Cursor<'_>) {
    let mut shells = Shells::new(cursor.escape);
    let mut joined = Joined::default();
    while let Some(line) = cursor.logical(&mut joined) {
        let instruction = instruction(line, cursor, shells.in_force, &mut file.problems);
        let index = file.instructions.len();
        file.instructions.push(instruction);
        place(file, opener, index);
        shells.follow(file, index);
    }
}

/// Gives the instruction with that index, the first without one, its stage.
fn place(file: &mut Dockerfile, opener: &mut stage::Opener, index: usize) {
    let Some(instruction) = file.instructions.get(index) else { return };
    let opens_stage = instruction.keyword == Keyword::From;
    if file.stages.is_empty() && !opens_stage && !matches!(instruction.keyword, Keyword::Arg | Keyword::Unknown) {
        file.problems.push(Problem {
            span: instruction.keyword_span,
            message: format!("{} before the first FROM: only ARG may stand there", instruction.keyword.name()),
        });
    }
    if opens_stage {
        opener.open(file, index);
    } else if let Some(last) = file.stages.last_mut() {
        last.instructions.end = index + 1;
    }
}

/// The shell of RUN, stage by stage.
struct Shells {
    default: Dialect,
    in_force: Dialect,
    /// The shell at the end of each stage so far.
    stages: Vec<Dialect>,
}

impl Shells {
    fn new(escape: char) -> Self {
        let default = Dialect::without_shell_instruction(escape);
        Self {
            default,
            in_force: default,
            stages: Vec::new(),
        }
    }

    /// Takes notice of an instruction that was just added.
    fn follow(&mut self, file: &Dockerfile, index: usize) {
        let Some(instruction) = file.instructions.get(index) else {
            return;
        };
        match &instruction.body {
            _ if instruction.keyword == Keyword::From => {
                let parent = match file.stages.last().map(|s| &s.base) {
                    Some(stage::Base::Stage(parent)) => self.stages.get(*parent).copied(),
                    _ => None,
                };
                self.in_force = parent.unwrap_or(self.default);
                self.stages.push(self.in_force);
            }
            Body::Shell(words) => {
                self.in_force = Dialect::of_shell(words);
                if let Some(last) = self.stages.last_mut() {
                    *last = self.in_force;
                }
            }
            _ => {}
        }
    }
}

/// What can only be said at the end of the file.
fn finish(file: &mut Dockerfile, cursor: Cursor<'_>) {
    file.comments = cursor.comments;
    file.problems.extend(cursor.too_long.into_iter().map(|span| Problem {
        span,
        message: "line longer than 65535 bytes".to_owned(),
    }));
    let more = settled::judge(file);
    file.problems.extend(more);
    let top = Span::at(file.source.text().len());
    if file.instructions.is_empty() {
        file.problems.push(Problem {
            span: top,
            message: "file with no instructions".to_owned(),
        });
    } else if file.stages.is_empty() {
        file.problems.push(Problem {
            span: top,
            message: "no FROM: nothing to build".to_owned(),
        });
    }
    sorting::by_key(&mut file.problems, |p| (p.span.start, p.span.end));
}

/// Keyword, flags and arguments of an instruction, before anybody looks into the arguments.
pub(super) struct Head {
    pub(super) keyword: Keyword,
    /// Logical range of the keyword.
    pub(super) word: (usize, usize),
    pub(super) flags: Vec<super::Flag>,
    /// Logical range of the arguments.
    pub(super) arguments: (usize, usize),
}

impl Head {
    /// Reads the head of the instruction in `start..end`.
    pub(super) fn read(text: Text<'_>, start: usize, end: usize, escape: char) -> Self {
        let raw = text.slice(start, end);
        let start = end - raw.trim_start().len();
        let raw = raw.trim();
        let end = start + raw.len();
        let length = raw.bytes().position(is_blank).unwrap_or(raw.len());
        let (flags, arguments) = flags::read(text, start + length, end, escape);
        let arguments = end - text.slice(arguments, end).trim_start().len();
        Self {
            keyword: Keyword::read(text.slice(start, start + length)),
            word: (start, start + length),
            flags,
            arguments: (arguments, end),
        }
    }

    /// Whether lines after this one may belong to a here-document.
    fn takes_heredocs(&self, text: Text<'_>) -> bool {
        matches!(self.keyword, Keyword::Run | Keyword::Copy | Keyword::Add)
            && matches!(json::array(text, self.arguments.0, self.arguments.1), Array::No)
    }
}

/// One instruction with its here-documents.
pub(super) fn instruction(line: Line<'_>, cursor: &mut Cursor<'_>, dialect: Dialect, problems: &mut Vec<Problem>) -> Instruction {
    let text = line.text;
    let head = Head::read(text, 0, text.as_str().len(), cursor.escape);
    let inner = (head.keyword == Keyword::Onbuild).then(|| Head::read(text, head.arguments.0, head.arguments.1, cursor.escape));
    let mut end = line.span.end;
    let mut heredocs = Vec::new();
    if text.as_str().contains("<<") && inner.as_ref().unwrap_or(&head).takes_heredocs(text) {
        let openers = heredoc::openers(text);
        let bodies = heredoc::bodies(cursor, text, openers, problems);
        end = bodies.last().map_or(end, |(_, whole)| whole.end);
        heredocs.extend(bodies.into_iter().map(|(heredoc, _)| heredoc));
    }
    let mut reader = body::Reader {
        text,
        source: cursor.source(),
        escape: cursor.escape,
        dialect,
        line_end: line.span.end,
        end,
        problems,
    };
    let mut read = match inner {
        Some(inner) => onbuild(&mut reader, head, inner, heredocs, end),
        None => complete(&mut reader, head, heredocs, end),
    };
    read.span = Span::new(line.span.start, end);
    read
}

/// An instruction with its body read.
fn complete(reader: &mut body::Reader<'_, '_>, head: Head, heredocs: Vec<Heredoc>, end: usize) -> Instruction {
    let text = reader.text;
    let body = reader.body(&head, &heredocs);
    if !matches!(&body, Body::Healthcheck(check) if check.probe.is_none()) {
        flags::check(head.keyword, &head.flags, reader.source, reader.problems);
    }
    let keyword_span = text.span(head.word.0, head.word.1);
    let instruction = Instruction {
        keyword: head.keyword,
        keyword_span,
        span: Span::new(keyword_span.start, end),
        arguments: text.span(head.arguments.0, head.arguments.1),
        flags: head.flags.into(),
        heredocs: heredocs.into(),
        exec_script: script::of_exec_form(text, &body).map(Box::new),
        body,
    };
    check::instruction(&instruction, reader.problems);
    instruction
}

/// `ONBUILD` and the instruction in it.
fn onbuild(reader: &mut body::Reader<'_, '_>, head: Head, inner: Head, heredocs: Vec<Heredoc>, end: usize) -> Instruction {
    let text = reader.text;
    let empty = inner.word.0 == inner.word.1;
    let place = if empty {
        text.span(head.word.0, head.word.1)
    } else {
        text.span(inner.word.0, inner.word.1)
    };
    let refused = match inner.keyword {
        Keyword::Onbuild | Keyword::From | Keyword::Maintainer => Some(format!("{} is not allowed in ONBUILD", inner.keyword.name())),
        _ if empty => Some("ONBUILD requires at least one argument".to_owned()),
        _ => None,
    };
    let inner = if let Some(message) = refused {
        reader.refuse::<()>(place, message);
        None
    } else {
        Some(complete(reader, inner, heredocs, end))
    };
    let mut outer = complete(reader, head, Vec::new(), end);
    if let Some(inner) = inner {
        outer.body = Body::Onbuild(Box::new(inner));
    }
    outer
}
