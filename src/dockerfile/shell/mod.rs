//! Shell text in RUN, CMD, ENTRYPOINT and HEALTHCHECK: the simple commands, how they are joined, and where they stand.
//!
//! Total and linear: it never fails; what it cannot read is listed in [`Script::unread`] and no rule guesses about it.
//! The shell gets the text as BuildKit joins it: continued lines have become one line, and comment lines between them are gone. Spans point
//! into the file all the same, so the span of a word or command may hold a continuation.

mod between;
mod called;
mod compound;
pub(super) mod dialect;
mod dollar;
mod inside;
mod level;
mod machine;
mod nested;
mod read;
mod redirect;
mod stdin;
mod word;

pub use called::skip_options;
pub(super) use nested::script_word;
pub(super) use read::{Input, read, words};

use ecow::EcoString;
use thin_vec::ThinVec;

use crate::{sorting, source::Span};

/// How a command hangs on the one before it in the same list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Join {
    /// The first of its list.
    First,
    /// `&&`
    And,
    /// `||`
    Or,
    /// `;` or a line's end.
    Then,
    /// `|` or `|&`: reads what the one before writes.
    Pipe,
    /// `&`
    Background,
}

/// A word of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShellWord {
    /// With quotes and escapes taken away; variables and substitutions are left as written.
    pub value: EcoString,
    /// Whether it is wholly literal: no variable or substitution outside single quotes, no glob, brace or tilde outside any.
    pub literal: bool,
    /// Where it stands in the file.
    pub span: Span,
}

/// `VAR=value` before a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// The name.
    pub name: EcoString,
    /// The value.
    pub value: ShellWord,
    /// Name and value together.
    pub span: Span,
}

/// `> file`, `2>&1`, `<<EOF`, …
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The operator, without a file descriptor: `>`, `>>`, `<`, `<<`, `<<<`, `>&`, …
    pub operator: &'static str,
    /// What it points to.
    pub target: ShellWord,
    /// Operator and target.
    pub span: Span,
}

/// A simple command: `VAR=x program argument > file`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Assignments before the program.
    pub assignments: ThinVec<Assignment>,
    /// The program and its arguments; may be empty when there are only assignments or redirects.
    pub words: ThinVec<ShellWord>,
    /// Redirects, in order.
    pub redirects: ThinVec<Redirect>,
    /// How it hangs on the one before it in the same list.
    pub join: Join,
    /// Which list: 0 is the outermost text, each substitution, subshell or group has its own number.
    pub list: usize,
    /// Where it stands in the file.
    pub span: Span,
    called: called::Called,
}

impl Command {
    /// The program's name without its folder: `/usr/bin/apt-get` is `apt-get`. Empty if there is none.
    pub fn program(&self) -> &str {
        let word = self.words.first().map_or("", |w| w.value.as_str());
        word.get(called::folder(word)..).unwrap_or(word)
    }

    /// The arguments after the program.
    pub fn arguments(&self) -> &[ShellWord] {
        self.words.get(1..).unwrap_or(&[])
    }

    /// Whether one of the arguments is exactly that text.
    pub fn has(&self, argument: &str) -> bool {
        self.arguments().iter().any(|w| w.value == argument)
    }
}

/// A list of commands: the outermost text, or what stands in a substitution, subshell or group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The list it stands in; none for the outermost.
    pub parent: Option<usize>,
    /// What encloses it.
    pub kind: ListKind,
    /// Where it stands in the file.
    pub span: Span,
    /// How a subshell or group hangs on what stands before it in the list around it.
    pub join: Join,
    /// The redirects after its closing bracket or word.
    pub redirects: ThinVec<Redirect>,
}

impl List {
    /// Whether it stands in the list around it as a command does.
    fn is_compound(&self) -> bool {
        matches!(self.kind, ListKind::Subshell | ListKind::Group)
    }

    fn new(parent: Option<usize>, kind: ListKind, span: Span) -> Self {
        Self {
            parent,
            kind,
            span,
            join: Join::First,
            redirects: ThinVec::new(),
        }
    }
}

/// What encloses a list of commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListKind {
    /// The outermost text.
    Top,
    /// `( … )`
    Subshell,
    /// `{ …; }` and the bodies of if, for, while, case.
    Group,
    /// `$( … )`, backticks, `<( … )`.
    Substitution,
    /// A here-document that a shell reads.
    Heredoc,
    /// The script of `sh -c '…'`, `su -c '…'` or `eval '…'`: another shell runs it, with options of its own.
    Script,
    /// The words of an exec form (`["git", "clone", "…"]`): one command, which no shell reads.
    Exec,
}

/// Shell text, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    /// All simple commands, in the order of the text.
    pub commands: ThinVec<Command>,
    /// The lists they stand in; number 0 is the outermost.
    pub lists: ThinVec<List>,
    /// What could not be read.
    pub unread: ThinVec<Span>,
    /// `((` as a command, and `function`: bash and its like know them, POSIX does not. They are no word of a command. With their list.
    pub beyond_posix: ThinVec<(usize, Span)>,
    /// The text itself.
    pub span: Span,
    writes: bool,
}

impl Script {
    /// Whether it can write to a file by a redirect, by tee or by sed.
    pub fn may_write(&self) -> bool {
        self.writes
    }

    /// Whether it is the one command of an exec form.
    pub fn is_exec_form(&self) -> bool {
        self.lists.first().is_some_and(|list| list.kind == ListKind::Exec)
    }

    /// The number of one of its commands. Commands stand in order, so that a text with many is not read through for each of them.
    pub fn number_of(&self, command: &Command) -> Option<usize> {
        let first = self.commands.partition_point(|c| c.span.start < command.span.start);
        let rest = self.commands.get(first..)?.iter();
        rest.take_while(|c| c.span.start == command.span.start)
            .position(|c| std::ptr::eq(c, command))
            .map(|at| first + at)
    }

    /// Whether a list stands in the script of another shell (`bash -c '…'`): the shell and the options in force around it are not its own.
    pub fn is_of_other_shell(&self, list: usize) -> bool {
        let mut list = self.lists.get(list);
        while let Some(inner) = list {
            if inner.kind == ListKind::Script {
                return true;
            }
            list = inner.parent.and_then(|parent| self.lists.get(parent));
        }
        false
    }

    /// The commands of one pipeline: `command` (by index) and what it is piped with, left to right. A subshell or group in the pipeline
    /// is passed over: its commands stand in a list of their own.
    pub fn pipeline(&self, command: usize) -> Vec<usize> {
        let Some(list) = self.commands.get(command).map(|c| c.list) else {
            return Vec::new();
        };
        let commands = self.commands.iter().enumerate().filter(|(_, c)| c.list == list);
        let commands = commands.map(|(index, c)| (c.span.start, c.join, Some(index)));
        let compounds = self.lists.iter().filter(|l| l.parent == Some(list) && l.is_compound());
        let compounds = compounds.map(|l| (l.span.start, l.join, None));
        let mut all: Vec<_> = commands.chain(compounds).collect();
        sorting::by_key(&mut all, |(start, ..)| *start);
        let mut line = Vec::new();
        for (_, join, index) in all {
            if join != Join::Pipe {
                if line.contains(&command) {
                    break;
                }
                line.clear();
            }
            line.extend(index);
        }
        line
    }
}
