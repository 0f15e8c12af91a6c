//! The lexer between words: white space, comments, operators, and the here-documents that a line's end brings.

use super::{
    Join, ShellWord,
    level::{Closer, Phase},
    machine::{Found, Lost, Machine},
};

impl Machine<'_, '_> {
    /// One token between words.
    pub(super) fn between(&mut self) -> Result<(), Lost> {
        let Some(byte) = self.byte(self.at) else {
            return Err(Lost);
        };
        match byte {
            b' ' | b'\t' | b'\r' => self.at += 1,
            b'\\' if self.sees(b"\\\n") => self.at += 2,
            b'\\' if self.sees(b"\\\r\n") => self.at += 3,
            b'#' => self.comment(),
            b'\n' => self.newline()?,
            b'<' | b'>' if self.level.phase != Phase::Test => self.angle()?,
            b';' | b'&' | b'|' | b'(' | b')' if self.level.phase == Phase::Test => self.test_operator(),
            b';' | b'&' | b'|' => self.operator()?,
            b'(' => self.open_paren()?,
            b')' => self.close_paren()?,
            b'`' if self.in_backticks() => self.close(Closer::Backtick, 1)?,
            _ => self.start_word(None)?,
        }
        Ok(())
    }

    pub(super) fn comment(&mut self) {
        let backticks = self.in_backticks();
        while let Some(byte) = self.byte(self.at) {
            if byte == b'\n' || (backticks && byte == b'`') {
                break;
            }
            self.at += 1;
        }
        self.at = self.at.min(self.end);
    }

    pub(super) fn newline(&mut self) -> Result<(), Lost> {
        self.at += 1;
        match self.level.phase {
            Phase::Test => {}
            Phase::ForWords | Phase::ForAfterName => self.level.phase = Phase::ForDo,
            Phase::Words | Phase::AfterCompound => self.separate(Join::Then)?,
            Phase::Command if self.level.command.is_some() => self.separate(Join::Then)?,
            _ => {}
        }
        self.bodies();
        Ok(())
    }

    /// Passes over the bodies of the here-documents that the line announced.
    pub(super) fn bodies(&mut self) {
        for announced in std::mem::take(&mut self.announced) {
            let start = self.at;
            let mut body_end = start;
            while self.at < self.end {
                let rest = self.text.slice(self.at, self.end);
                let line = rest.split('\n').next().unwrap_or("");
                self.at = (self.at + line.len() + 1).min(self.end);
                let line = line.trim_end_matches('\r');
                let line = if announced.tabs || self.tabs {
                    line.trim_start_matches('\t')
                } else {
                    line
                };
                if line == announced.delimiter {
                    break;
                }
                body_end = self.at;
            }
            self.found.push(Found {
                command: announced.command,
                body: (start, body_end),
                quoted: announced.quoted,
                tabs: announced.tabs,
            });
        }
    }

    /// `;`, `&`, `|` and what they make together.
    pub(super) fn operator(&mut self) -> Result<(), Lost> {
        if self.sees(b"&>") {
            return self.angle();
        }
        if self.sees(b";;") || self.sees(b";&") {
            return self.end_of_arm();
        }
        let (length, join) = match (self.byte(self.at), self.byte(self.at + 1)) {
            (Some(b'&'), Some(b'&')) => (2, Join::And),
            (Some(b'|'), Some(b'|')) => (2, Join::Or),
            (Some(b'|'), Some(b'&')) => (2, Join::Pipe),
            (Some(b'|'), _) => (1, Join::Pipe),
            (Some(b'&'), _) => (1, Join::Background),
            _ => (1, Join::Then),
        };
        if self.level.phase == Phase::Command && self.level.command.is_none() {
            // nothing stands before it
            return Err(Lost);
        }
        self.at += length;
        match self.level.phase {
            Phase::ForWords | Phase::ForAfterName | Phase::ForDo if join == Join::Then => {
                self.level.phase = Phase::ForDo;
                Ok(())
            }
            Phase::CasePattern if join == Join::Pipe => Ok(()),
            _ => self.separate(join),
        }
    }

    /// In `[[ … ]]` operators are words.
    fn test_operator(&mut self) {
        let start = self.at;
        let double = self.byte(start).is_some_and(|b| matches!(b, b'&' | b'|')) && self.byte(start) == self.byte(start + 1);
        self.at += if double { 2 } else { 1 };
        let value = self.text.slice(start, self.at).into();
        let span = self.text.span(start, self.at);
        let word = ShellWord {
            value,
            literal: true,
            span,
        };
        self.push_word(start, word);
    }

    /// Ends the command, and says how the next one hangs on it.
    pub(super) fn separate(&mut self, join: Join) -> Result<(), Lost> {
        self.end_command()?;
        if self.level.phase != Phase::Command {
            return Err(Lost);
        }
        self.level.join = join;
        self.level.wants = matches!(join, Join::And | Join::Or | Join::Pipe);
        Ok(())
    }
}
