//! Redirects: their operators, and what a finished word means to them.

use super::{
    Redirect, ShellWord,
    level::{Closer, Pending, Phase},
    machine::{Announced, Lost, Machine},
    word::Word,
};

/// The operators, longest first. `<(` and `>(` are none.
const OPERATORS: [&str; 12] = ["&>>", "<<<", "<<-", "&>", "<<", "<&", "<>", ">>", ">&", ">|", "<", ">"];

impl Machine<'_, '_> {
    /// `<`, `>` or `&>`, between words or at the end of one.
    pub(super) fn angle(&mut self) -> Result<(), Lost> {
        if self.sees(b"<(") || self.sees(b">(") {
            match self.level.word {
                None => return self.start_word(None),
                Some(_) => return self.end_word(),
            }
        }
        let start = self.descriptor()?;
        if self.level.redirect.is_some() {
            return Err(Lost);
        }
        match self.level.phase {
            Phase::Command | Phase::Words => {
                self.command(start);
            }
            Phase::AfterCompound => {}
            _ => return Err(Lost),
        }
        let operator = OPERATORS.into_iter().find(|operator| self.sees(operator.as_bytes())).ok_or(Lost)?;
        self.at += operator.len();
        self.level.redirect = Some(Pending { operator, start });
        Ok(())
    }

    /// Ends the word before the operator, or takes it as the file descriptor. Returns where the redirect starts.
    fn descriptor(&mut self) -> Result<usize, Lost> {
        let Some(word) = &self.level.word else {
            return Ok(self.at);
        };
        let start = word.start;
        if word.value.bytes().all(|b| b.is_ascii_digit()) && !word.quoted && self.byte(self.at) != Some(b'&') {
            self.level.word = None;
            Ok(start)
        } else {
            self.end_word()?;
            Ok(self.at)
        }
    }

    /// The word is the target of the redirect that waits for one.
    pub(super) fn redirected(&mut self, pending: Pending, word: Word) {
        let span = self.text.span(pending.start, word.end);
        if pending.operator.starts_with("<<") && pending.operator != "<<<" {
            self.announced.push(Announced {
                command: self.level.command,
                delimiter: word.value.to_string(),
                quoted: word.quoted,
                tabs: pending.operator == "<<-",
            });
        }
        let redirect = Redirect {
            operator: pending.operator,
            target: ShellWord {
                span: self.text.span(word.start, word.end),
                literal: word.literal,
                value: word.value,
            },
            span,
        };
        if self.level.phase == Phase::AfterCompound {
            let compound = self.level.compound.and_then(|list| self.script.lists.get_mut(list));
            if let Some(list) = compound {
                list.redirects.push(redirect);
            }
        } else if let Some(command) = self.command(pending.start) {
            command.span = command.span.to(span);
            command.redirects.push(redirect);
        }
    }

    /// `)`, which also ends the pattern of a case.
    pub(super) fn close_paren(&mut self) -> Result<(), Lost> {
        if self.level.phase == Phase::CasePattern {
            self.at += 1;
            return self.open(super::ListKind::Group, Closer::Arm, self.at);
        }
        self.close(Closer::Paren, 1)
    }
}
