//! File modes that a build sets: by chmod, by `-m` of mkdir and install, by `--chmod` of COPY and ADD.

use super::commands::{Call, calls, effective};
use crate::{
    dockerfile::{Body, Dockerfile},
    source::Span,
};

/// A mode, where it is set.
pub struct Mode<'a> {
    /// As written: `755`, `u+x,go-w`.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
    /// Whether one of the files lies in a folder of programs.
    pub program: bool,
}

impl Mode<'_> {
    /// The number, if it is one.
    pub fn octal(&self) -> Option<u32> {
        let digits = self.text.bytes().all(|b| matches!(b, b'0'..=b'7'));
        (digits && (3..=5).contains(&self.text.len())).then(|| u32::from_str_radix(self.text, 8).ok())?
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
        let text = if self.octal().is_some() { "" } else { self.text };
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
    let mut modes: Vec<Mode<'_>> = calls(file).filter_map(|call| of_call(&call)).collect();
    for instruction in file.instructions.iter().map(effective) {
        if let (Body::Copy(copy) | Body::Add(copy), Some(mode)) = (&instruction.body, instruction.flag_value("chmod")) {
            modes.push(Mode {
                text: &mode.value,
                span: mode.span,
                program: is_program(&copy.destination.value),
            });
        }
    }
    modes
}

fn of_call<'a>(call: &Call<'a>) -> Option<Mode<'a>> {
    let mut words = call.arguments();
    let mut program = call.program();
    if matches!(program, "find" | "xargs") {
        // `find … -exec chmod 777 {} +` calls it
        let at = words.iter().position(|w| w.value == "chmod")?;
        (program, words) = ("chmod", words.get(at + 1..)?);
    }
    let mode = match program {
        "chmod" => words
            .iter()
            .find(|w| !w.value.starts_with('-') || w.value.starts_with("-R") && w.value.len() > 3)?,
        "mkdir" | "install" => {
            let at = words
                .iter()
                .position(|w| matches!(w.value.as_str(), "-m" | "--mode" | "-pm" | "-Dm" | "-dm"))?;
            words.get(at + 1)?
        }
        _ => return None,
    };
    Some(Mode {
        text: &mode.value,
        span: mode.span,
        program: words.iter().any(|w| is_program(&w.value)),
    })
}

fn is_program(path: &str) -> bool {
    path.contains("bin/")
}
