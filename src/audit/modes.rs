//! File modes that a build sets: by chmod, by `-m` of mkdir and install, by `--chmod` of COPY and ADD.

use std::borrow::Cow;

use super::commands::{calls_of, effective};
use crate::{
    dockerfile::{Body, Dockerfile, expand::Variable},
    source::Span,
};

/// A mode, where it is set.
pub struct Mode<'a> {
    /// As it is meant, a variable of the file in place: `755`, `u+x,go-w`.
    pub text: Cow<'a, str>,
    /// Where it stands.
    pub span: Span,
    /// Whether one of the files lies in a folder of programs.
    pub program: bool,
}

impl Mode<'_> {
    /// The number, if it is one.
    pub fn octal(&self) -> Option<u32> {
        let digits = self.text.bytes().all(|b| matches!(b, b'0'..=b'7'));
        (digits && (3..=5).contains(&self.text.len())).then(|| u32::from_str_radix(&self.text, 8).ok())?
    }

    /// Whether everybody may write: not if only the owner of a file may delete it (`1777`).
    pub fn world_writable(&self) -> bool {
        match self.octal() {
            Some(mode) => mode & 0o002 != 0 && mode & 0o1000 == 0,
            None => self.grants("oa", 'w') && !self.text.contains('t'),
        }
    }

    /// Whether the file runs as its owner, whoever starts it.
    pub fn setuid(&self) -> bool {
        self.octal()
            .map_or_else(|| self.grants("ua", 's') || self.grants_all('s'), |mode| mode & 0o4000 != 0)
    }

    /// Whether a program runs as its group, whoever starts it. On a folder the bit only says who owns what is put there.
    pub fn setgid_program(&self) -> bool {
        self.program && self.octal().map_or_else(|| self.grants("ga", 's'), |mode| mode & 0o2000 != 0)
    }

    /// Whether a symbolic mode gives one of these classes a right.
    fn grants(&self, classes: &str, right: char) -> bool {
        self.clauses()
            .any(|(who, rights)| who.contains(|c| classes.contains(c)) && rights.contains(right))
    }

    fn grants_all(&self, right: char) -> bool {
        self.clauses().any(|(who, rights)| who.is_empty() && rights.contains(right))
    }

    /// The clauses that give something: who, and what.
    fn clauses(&self) -> impl Iterator<Item = (&str, &str)> {
        let given = |clause| {
            let at = str::find(clause, ['+', '='])?;
            Some((clause.get(..at)?, clause.get(at + 1..)?))
        };
        let text = if self.octal().is_some() { "" } else { &self.text };
        text.split(',').filter_map(given)
    }
}

/// Whether a mode, octal or symbolic, leaves the owner nothing to write.
pub fn takes_writing_away(mode: &str) -> bool {
    if (3..=5).contains(&mode.len()) && mode.bytes().all(|b| matches!(b, b'0'..=b'7')) {
        return u32::from_str_radix(mode, 8).is_ok_and(|bits| bits & 0o200 == 0);
    }
    mode.split(',').any(|clause| {
        let Some(at) = clause.find(['=', '-']) else { return false };
        let (who, rights) = clause.split_at(at);
        let whose = who.bytes().all(|b| matches!(b, b'u' | b'g' | b'o' | b'a')) && (who.is_empty() || who.contains(['u', 'a']));
        let known = rights.bytes().skip(1).all(|b| matches!(b, b'r' | b'w' | b'x' | b'X'));
        whose && known && rights.len() > 1 && (rights.starts_with('=') != rights.contains('w'))
    })
}

/// Every mode that a build sets, top to bottom.
pub fn modes(file: &Dockerfile) -> Vec<Mode<'_>> {
    let sets = |program: &str| matches!(program, "find" | "xargs" | "chmod" | "mkdir" | "install");
    let mut modes: Vec<Mode<'_>> = calls_of(file, crate::names!["find", "xargs", "chmod", "mkdir", "install"])
        .filter(|call| sets(call.program()))
        .filter_map(|call| {
            let words: Vec<Piece<'_>> = call.arguments().iter().map(|w| (w.value.as_str(), w.span)).collect();
            let mode = of_call(call.program(), &words)?;
            Some(with_value(file, call.at, mode))
        })
        .collect();
    for (at, instruction) in file.instructions.iter().map(effective).enumerate() {
        if let (Body::Copy(copy) | Body::Add(copy), Some(mode)) = (&instruction.body, instruction.flag_value("chmod")) {
            let mode = Mode {
                text: Cow::Borrowed(&mode.value),
                span: mode.span,
                program: is_program(&copy.destination.value),
            };
            modes.push(with_value(file, at, mode));
        }
    }
    modes
}

/// A word and its place.
type Piece<'a> = (&'a str, Span);

/// The mode that a program with these arguments sets.
fn of_call<'a>(mut program: &str, mut words: &[Piece<'a>]) -> Option<Mode<'a>> {
    if matches!(program, "find" | "xargs") {
        // `find … -exec chmod 777 {} +` calls it
        let at = words.iter().position(|(w, _)| *w == "chmod")?;
        (program, words) = ("chmod", words.get(at + 1..)?);
    }
    let (mode, span) = match program {
        "chmod" => *words
            .iter()
            .find(|(w, _)| !w.starts_with('-') || w.starts_with("-R") && w.len() > 3)?,
        "mkdir" | "install" => words
            .iter()
            .enumerate()
            .find_map(|(at, word)| named_mode(*word, words.get(at + 1)))?,
        _ => return None,
    };
    Some(Mode {
        text: Cow::Borrowed(mode),
        span,
        program: words.iter().any(|(w, _)| is_program(w)),
    })
}

/// The value of `-m`, alone or at the end of a cluster: the next word (`-m 755`, `--mode 755`), or the rest of this one (`-m755`, `--mode=755`).
fn named_mode<'a>((word, span): Piece<'a>, next: Option<&Piece<'a>>) -> Option<Piece<'a>> {
    let rest = match word.strip_prefix("--") {
        Some(long) => match long.strip_prefix("mode")? {
            "" => "",
            rest => rest.strip_prefix('=')?,
        },
        None => word
            .strip_prefix('-')?
            .trim_start_matches(['p', 'v', 'D', 'd', 'Z', 'C'])
            .strip_prefix('m')?,
    };
    if rest.is_empty() {
        return next.copied();
    }
    Some((rest, Span::new(span.end.saturating_sub(rest.len()).max(span.start), span.end)))
}

/// The mode that a variable stands for, if the whole of it is one that the file gives a value.
fn with_value<'a>(file: &'a Dockerfile, at: usize, mut mode: Mode<'a>) -> Mode<'a> {
    let name = mode
        .text
        .strip_prefix('$')
        .map(|name| name.trim_start_matches('{').trim_end_matches('}'));
    if let Some(Variable::Set(value)) = name.map(|name| file.variable(name, at)) {
        mode.text = Cow::Owned(value.to_owned());
    }
    mode
}

fn is_program(path: &str) -> bool {
    path.contains("bin/")
}
