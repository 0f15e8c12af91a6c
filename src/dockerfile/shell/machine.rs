//! The lexer between words: operators, separators, brackets. One pass with a stack of its own, so that neither nesting nor a
//! missing bracket can cost more than the length of the text. What follows a mistake is left unread.

use thin_vec::ThinVec;

use super::{
    super::text::Text,
    Command, List, ListKind, Script,
    called::Called,
    level::{Closer, Level, Mark, Phase},
    read::{Item, Mode},
    word::{Quote, Word},
};

use crate::source::Span;

/// How many brackets may be open at once.
const DEEPEST: usize = 32;

/// A here-document whose body was passed over.
#[derive(Debug)]
pub(super) struct Found {
    /// The command that gets it; none if a compound does.
    pub(super) command: Option<usize>,
    /// Logical range of its body.
    pub(super) body: (usize, usize),
    pub(super) quoted: bool,
    pub(super) tabs: bool,
}

/// A here-document whose body starts after the line.
#[derive(Debug)]
pub(super) struct Announced {
    pub(super) command: Option<usize>,
    pub(super) delimiter: String,
    pub(super) quoted: bool,
    pub(super) tabs: bool,
}

/// The text cannot be read on: a bracket does not fit, or too many are open.
#[derive(Debug)]
pub(super) struct Lost;

/// The lexer of one stretch of text.
pub(super) struct Machine<'t, 's> {
    pub(super) text: Text<'t>,
    pub(super) bytes: &'t [u8],
    /// Where it reads.
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) script: &'s mut Script,
    /// The level on top of the stack: the text itself, or the innermost bracket.
    pub(super) level: Level,
    /// The levels below it.
    pub(super) below: Vec<Level>,
    pub(super) announced: Vec<Announced>,
    pub(super) found: Vec<Found>,
    /// Whether lines may start with tabs that are not there any more.
    pub(super) tabs: bool,
    /// How many brackets of any kind are open.
    pub(super) open: usize,
}

impl<'t, 's> Machine<'t, 's> {
    pub(super) fn new(item: Item<'t>, script: &'s mut Script) -> Self {
        let (start, end) = item.input.range;
        let mut level = Level::new(item.list, Closer::End, start);
        if item.mode == Mode::Data {
            level.word = Some(Word::quoted(start, Quote::Heredoc));
        }
        Self {
            text: item.input.text,
            bytes: item.input.text.slice(0, end).as_bytes(),
            at: start,
            end,
            script,
            level,
            below: Vec::new(),
            announced: Vec::new(),
            found: Vec::new(),
            tabs: item.input.tabs,
            open: item.depth,
        }
    }

    /// Reads to the end, and returns the here-documents that were met.
    pub(super) fn run(mut self) -> Vec<Found> {
        let read = loop {
            if self.at >= self.end {
                break self.finish();
            }
            let step = if self.level.word.is_some() { self.word() } else { self.between() };
            if step.is_err() {
                break step;
            }
        };
        if read.is_err() {
            self.give_up();
        }
        self.found
    }

    /// The end of the text: nothing may be open.
    fn finish(&mut self) -> Result<(), Lost> {
        if self.level.word.as_ref().is_some_and(|w| w.quotes == [Quote::Heredoc]) {
            return Ok(());
        }
        self.end_command()?;
        if self.below.is_empty() && self.level.phase == Phase::Command && !self.level.wants {
            Ok(())
        } else {
            Err(Lost)
        }
    }

    /// Takes back what was read of the outermost construct that is not complete, and leaves the rest unread.
    fn give_up(&mut self) {
        let outermost = self.below.first().unwrap_or(&self.level);
        let mark = outermost.mark.unwrap_or(Mark {
            at: self.at.min(self.end),
            commands: self.script.commands.len(),
            lists: self.script.lists.len(),
        });
        self.script.commands.truncate(mark.commands);
        self.script.lists.truncate(mark.lists);
        self.found.retain(|found| found.body.0 < mark.at);
        let from = self.text.place(mark.at);
        while self.script.beyond_posix.last().is_some_and(|(_, span)| span.start >= from) {
            self.script.beyond_posix.pop();
        }
        self.script.unread.push(self.text.span(mark.at, self.end));
    }

    /// The byte at an offset, if it is inside.
    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    /// Whether the text goes on with these bytes.
    pub(super) fn sees(&self, bytes: &[u8]) -> bool {
        self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(bytes))
    }

    /// Ends the word and the command at this level.
    pub(super) fn end_command(&mut self) -> Result<(), Lost> {
        self.end_word()?;
        if self.level.redirect.is_some() {
            return Err(Lost);
        }
        if matches!(self.level.phase, Phase::Command | Phase::Words | Phase::AfterCompound) {
            self.level.phase = Phase::Command;
            self.level.command = None;
            self.level.mark = None;
        }
        Ok(())
    }

    /// The command at this level; a new one if there is none.
    pub(super) fn command(&mut self, start: usize) -> Option<&mut Command> {
        let index = match self.level.command {
            Some(index) => index,
            None => {
                self.mark(start);
                self.script.commands.push(Command {
                    assignments: ThinVec::new(),
                    words: ThinVec::new(),
                    redirects: ThinVec::new(),
                    join: self.level.join,
                    list: self.level.list,
                    span: Span::at(self.text.place(start)),
                    called: Called::default(),
                });
                let index = self.script.commands.len() - 1;
                self.level.command = Some(index);
                index
            }
        };
        self.script.commands.get_mut(index)
    }

    /// Remembers where a construct began, to take it back if it turns out to be broken.
    pub(super) fn mark(&mut self, at: usize) {
        self.level.wants = false;
        self.level.mark.get_or_insert(Mark {
            at,
            commands: self.script.commands.len(),
            lists: self.script.lists.len(),
        });
    }

    /// One more bracket is open.
    pub(super) fn deeper(&mut self) -> Result<(), Lost> {
        self.open += 1;
        if self.open > DEEPEST { Err(Lost) } else { Ok(()) }
    }

    /// Opens a bracket that started at `start`; the text after it is at `self.at`.
    pub(super) fn open(&mut self, kind: ListKind, closer: Closer, start: usize) -> Result<(), Lost> {
        self.deeper()?;
        let span = self.text.span(start, self.at);
        let mut list = List::new(Some(self.level.list), kind, span);
        if kind != ListKind::Substitution {
            list.join = self.level.join;
        }
        self.script.lists.push(list);
        let level = Level::new(self.script.lists.len() - 1, closer, start);
        self.below.push(std::mem::replace(&mut self.level, level));
        Ok(())
    }

    /// Closes the innermost bracket, which must be of that kind; the closing token is `length` bytes long.
    pub(super) fn close(&mut self, closer: Closer, length: usize) -> Result<(), Lost> {
        self.end_command()?;
        if self.level.closer != closer || self.level.phase != Phase::Command || self.level.wants {
            return Err(Lost);
        }
        self.at += length;
        self.pop(self.at)
    }

    /// Goes back to the level below; the list ends at `end`.
    pub(super) fn pop(&mut self, end: usize) -> Result<(), Lost> {
        let below = self.below.pop().ok_or(Lost)?;
        self.open = self.open.saturating_sub(1);
        let closed = std::mem::replace(&mut self.level, below);
        let span = self.text.span(closed.opened, end);
        if let Some(list) = self.script.lists.get_mut(closed.list) {
            list.span = span;
        }
        match &mut self.level.word {
            Some(word) => word.leave(self.text, end),
            None => {
                self.level.phase = Phase::AfterCompound;
                self.level.compound = Some(closed.list);
            }
        }
        Ok(())
    }

    /// Whether a backtick would close something.
    pub(super) fn in_backticks(&self) -> bool {
        self.level.closer == Closer::Backtick || self.below.iter().any(|level| level.closer == Closer::Backtick)
    }
}
