//! What a finished word means: a reserved word at the start of a command, a piece of the head of a loop, an assignment, an argument.

use super::{
    Assignment, Command, ListKind, ShellWord,
    level::{Closer, Phase},
    machine::{Lost, Machine},
    word::{Quote, Word},
};

impl Machine<'_, '_> {
    /// Ends the word that is being read, if there is one.
    pub(super) fn end_word(&mut self) -> Result<(), Lost> {
        let Some(mut word) = self.level.word.take() else {
            return Ok(());
        };
        let mut written = self.text.slice(word.start, self.at);
        while let Some(before) = written.strip_suffix("\\\n") {
            written = before;
        }
        word.end = word.start + written.len();
        if !word.quotes.is_empty() {
            return Err(Lost);
        }
        if let Some(pending) = self.level.redirect.take() {
            self.redirected(pending, word);
            return Ok(());
        }
        let reserved = !word.quoted && word.literal;
        if self.level.phase == Phase::Command && self.level.command.is_none() && reserved && self.reserved(&word)? {
            return Ok(());
        }
        let text = word.value.as_str();
        match self.level.phase {
            Phase::Command => self.command_word(word),
            Phase::Words => self.argument(word),
            Phase::Test => {
                if reserved && text == "]]" {
                    self.level.phase = Phase::Words;
                }
                self.argument(word);
            }
            Phase::AfterCompound => {
                if !(reserved && self.closes(&word)?) {
                    return Err(Lost);
                }
            }
            Phase::ForName => self.level.phase = Phase::ForAfterName,
            Phase::ForAfterName if reserved && text == "in" => self.level.phase = Phase::ForWords,
            Phase::ForAfterName | Phase::ForDo if reserved && text == "do" => self.body(Closer::Done)?,
            Phase::ForDo if reserved && text == "{" => self.body(Closer::Brace)?,
            Phase::ForWords => {}
            Phase::CaseWord => self.level.phase = Phase::CaseIn,
            Phase::CaseIn if reserved && text == "in" => {
                self.level.phase = Phase::Command;
                self.body(Closer::Esac)?;
                self.level.phase = Phase::CasePattern;
            }
            Phase::CasePattern if reserved && text == "esac" => {
                self.level.phase = Phase::Command;
                self.pop(word.start)?;
            }
            Phase::CasePattern => {}
            Phase::FunctionName => self.level.phase = Phase::FunctionBody,
            Phase::Arithmetic => {
                self.level.phase = Phase::AfterCompound;
                self.level.compound = None;
            }
            Phase::ForAfterName | Phase::ForDo | Phase::CaseIn | Phase::FunctionBody => return Err(Lost),
        }
        Ok(())
    }

    /// Notes a word that bash and its like know and POSIX does not.
    fn beyond_posix(&mut self, start: usize, length: usize) {
        let place = (self.level.list, self.text.span(start, start + length));
        self.script.beyond_posix.push(place);
    }

    /// Opens the body of a compound command after the keyword that was just read.
    fn body(&mut self, closer: Closer) -> Result<(), Lost> {
        self.open(ListKind::Group, closer, self.at)
    }

    /// Takes a word at the start of a command if it is reserved.
    fn reserved(&mut self, word: &Word) -> Result<bool, Lost> {
        let (closer, phase) = match word.value.as_str() {
            "if" => (Some(Closer::Then), None),
            "while" | "until" => (Some(Closer::Do), None),
            "{" => (Some(Closer::Brace), None),
            "for" | "select" => (None, Some(Phase::ForName)),
            "case" => (None, Some(Phase::CaseWord)),
            "function" => (None, Some(Phase::FunctionName)),
            "!" => return Ok(true),
            _ => return self.closes(word),
        };
        self.mark(word.start);
        if phase == Some(Phase::FunctionName) {
            self.beyond_posix(word.start, word.value.len());
        }
        match (closer, phase) {
            (Some(Closer::Brace), _) => self.open(ListKind::Group, Closer::Brace, word.start)?,
            (Some(closer), _) => self.body(closer)?,
            (None, Some(phase)) => self.level.phase = phase,
            (None, None) => {}
        }
        Ok(true)
    }

    /// Takes a word if it closes a compound command or one part of it; one that closes nothing is a mistake.
    fn closes(&mut self, word: &Word) -> Result<bool, Lost> {
        let next = match (word.value.as_str(), self.level.closer) {
            ("then", Closer::Then) => Some(Closer::Else),
            ("elif", Closer::Else) => Some(Closer::Then),
            ("else", Closer::Else) => Some(Closer::Fi),
            ("do", Closer::Do) => Some(Closer::Done),
            ("fi", Closer::Else | Closer::Fi) | ("done", Closer::Done) => None,
            ("esac", Closer::Arm) => {
                self.level.phase = Phase::Command;
                self.pop(word.start)?;
                None
            }
            ("}", Closer::Brace) => {
                self.pop(self.at)?;
                return Ok(true);
            }
            ("then" | "elif" | "else" | "fi" | "do" | "done" | "esac" | "}", _) => {
                self.mark(word.start);
                return Err(Lost);
            }
            _ => return Ok(false),
        };
        self.pop(word.start)?;
        if let Some(closer) = next {
            self.level.phase = Phase::Command;
            self.body(closer)?;
        }
        Ok(true)
    }

    /// `;;` and its kin: the end of an arm of a case.
    pub(super) fn end_of_arm(&mut self) -> Result<(), Lost> {
        self.end_command()?;
        if self.level.closer != Closer::Arm || self.level.phase != Phase::Command {
            return Err(Lost);
        }
        self.pop(self.at)?;
        self.level.phase = Phase::CasePattern;
        self.at += if self.sees(b";;&") { 3 } else { 2 };
        Ok(())
    }

    /// `(`: a subshell, an arithmetic command, the parentheses of a function, the start of a pattern.
    pub(super) fn open_paren(&mut self) -> Result<(), Lost> {
        let double = self.sees(b"((") && self.is_arithmetic(self.at);
        match self.level.phase {
            Phase::Command if self.level.command.is_none() && double => {
                self.mark(self.at);
                self.beyond_posix(self.at, 2);
                self.level.phase = Phase::Arithmetic;
                self.start_word(Some(Quote::Arithmetic(0)))
            }
            Phase::ForName if double => {
                self.beyond_posix(self.at, 2);
                self.start_word(Some(Quote::Arithmetic(0)))
            }
            Phase::Command if self.level.command.is_none() => {
                let start = self.at;
                self.mark(start);
                self.at += 1;
                self.open(ListKind::Subshell, Closer::Paren, start)
            }
            Phase::CasePattern => {
                self.at += 1;
                Ok(())
            }
            Phase::FunctionBody => {
                self.level.phase = Phase::Command;
                self.empty_parens()
            }
            Phase::Words => {
                let command = self.level.command.and_then(|index| self.script.commands.get(index));
                let is_name = |c: &Command| {
                    matches!(c.words.as_slice(), [name] if name.literal) && c.assignments.is_empty() && c.redirects.is_empty()
                };
                if !command.is_some_and(is_name) {
                    return Err(Lost);
                }
                self.empty_parens()?;
                // what looked like a command was the name of a function
                self.script.commands.pop();
                self.level.command = None;
                self.level.phase = Phase::Command;
                self.level.wants = true;
                Ok(())
            }
            _ => Err(Lost),
        }
    }

    fn empty_parens(&mut self) -> Result<(), Lost> {
        let rest = self.text.slice(self.at + 1, self.end);
        let trimmed = rest.trim_start_matches([' ', '\t']);
        if !trimmed.starts_with(')') {
            return Err(Lost);
        }
        self.at += rest.len() - trimmed.len() + 2;
        Ok(())
    }

    fn shell_word(&self, word: Word) -> ShellWord {
        ShellWord {
            span: self.text.span(word.start, word.end),
            value: word.value,
            literal: word.literal,
        }
    }

    /// The first word of a command, or an assignment before it.
    fn command_word(&mut self, word: Word) {
        let name = assigned(self.text.slice(word.start, word.end));
        let Some(length) = name else {
            // behind an assignment or a redirect it is a program's name
            let first = self.level.command.is_none();
            self.level.phase = if first && word.value == "[[" && !word.quoted {
                Phase::Test
            } else {
                Phase::Words
            };
            return self.argument(word);
        };
        let written = self.text.slice(word.start, word.end).get(..length).unwrap_or("");
        let (start, end) = (word.start, word.end);
        let value = ShellWord {
            // the name has no quotes: it is as long in the value as it is in the text
            value: word.value.get(length..).unwrap_or("").into(),
            literal: word.literal,
            span: self.text.span(start + length, end),
        };
        let name = written.trim_end_matches(['=', '+']).into();
        let span = self.text.span(start, end);
        if let Some(command) = self.command(start) {
            command.span = command.span.to(span);
            command.assignments.push(Assignment { name, value, span });
        }
    }

    fn argument(&mut self, word: Word) {
        let start = word.start;
        let mut word = self.shell_word(word);
        word.literal |= matches!(word.value.as_str(), "[" | "[[");
        self.push_word(start, word);
    }

    /// Adds a word that starts at `start` to the command at this level.
    pub(super) fn push_word(&mut self, start: usize, word: ShellWord) {
        if let Some(command) = self.command(start) {
            command.span = command.span.to(word.span);
            command.words.push(word);
        }
    }
}

/// The length of `name=` or `name+=` at the start of a word.
fn assigned(raw: &str) -> Option<usize> {
    let equals = raw.bytes().position(|b| b == b'=')?;
    let name = raw.get(..equals)?;
    let name = name.strip_suffix('+').unwrap_or(name);
    let first = name.bytes().next()?;
    let is_name = !first.is_ascii_digit() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    is_name.then_some(equals + 1)
}
