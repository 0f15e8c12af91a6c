//! What the shell lexer keeps for each bracket that is open.

use super::{Join, word::Word};

/// What closes a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Closer {
    /// The end of the text.
    End,
    /// `)`
    Paren,
    /// `}`
    Brace,
    /// A backtick.
    Backtick,
    /// `then`
    Then,
    /// `elif`, `else` or `fi`
    Else,
    /// `fi`
    Fi,
    /// `do`
    Do,
    /// `done`
    Done,
    /// `esac`, after any number of arms.
    Esac,
    /// `;;` or `esac`
    Arm,
}

/// What may come next at a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// A command, or the program after assignments and redirects.
    Command,
    /// Arguments.
    Words,
    /// Operators and redirects after `)`, `}`, `fi`, …
    AfterCompound,
    /// Inside `[[ … ]]`.
    Test,
    /// The name after `for`.
    ForName,
    /// `in`, `do` or a separator after that name.
    ForAfterName,
    /// Words after `in`.
    ForWords,
    /// `do`, after the separator.
    ForDo,
    /// The word after `case`.
    CaseWord,
    /// `in` after that word.
    CaseIn,
    /// A pattern, or `esac`.
    CasePattern,
    /// The name after `function`.
    FunctionName,
    /// `()` or the body after that name.
    FunctionBody,
    /// `((…))` as a command.
    Arithmetic,
}

/// Where a construct began, and what had been found before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) at: usize,
    pub(super) commands: usize,
    pub(super) lists: usize,
}

/// A redirect whose target is still to come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pending {
    pub(super) operator: &'static str,
    pub(super) start: usize,
}

/// One open bracket.
#[derive(Debug)]
pub(super) struct Level {
    /// The list that its commands stand in.
    pub(super) list: usize,
    pub(super) closer: Closer,
    /// Logical offset of its opening token.
    pub(super) opened: usize,
    pub(super) phase: Phase,
    /// How the next command hangs on the one before.
    pub(super) join: Join,
    /// Whether `&&`, `||` or `|` still wants a command after it.
    pub(super) wants: bool,
    /// The command that is being read.
    pub(super) command: Option<usize>,
    /// The word that is being read.
    pub(super) word: Option<Word>,
    pub(super) redirect: Option<Pending>,
    /// The list that was closed last: it takes redirects.
    pub(super) compound: Option<usize>,
    pub(super) mark: Option<Mark>,
}

impl Level {
    pub(super) fn new(list: usize, closer: Closer, opened: usize) -> Self {
        Self {
            list,
            closer,
            opened,
            phase: Phase::Command,
            join: Join::First,
            wants: false,
            command: None,
            word: None,
            redirect: None,
            compound: None,
            mark: None,
        }
    }
}
