//! The programs that RUN instructions call, seen through `sudo`, `env` and whatever else only passes a call on.

use crate::{
    dockerfile::{
        Body, Dockerfile, Instruction, Name,
        shell::{Command, Script, ShellWord},
    },
    source::Span,
};

/// A program with its arguments, in the shell text of a RUN.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// Index of the instruction, an ONBUILD counting as one.
    pub at: usize,
    /// The whole command.
    pub command: &'a Command,
    /// The program and its arguments, without what only passes the call on.
    pub words: &'a [ShellWord],
    program: &'a str,
}

impl<'a> Call<'a> {
    /// The program's name without its folder; empty if there is none.
    pub fn program(&self) -> &'a str {
        self.program
    }

    /// What follows the program.
    pub fn arguments(&self) -> &'a [ShellWord] {
        self.words.get(1..).unwrap_or(&[])
    }

    /// The program and what follows it, in the file.
    pub fn span(&self) -> Span {
        match (self.words.first(), self.words.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => self.command.span,
        }
    }

    /// The argument that is exactly that text.
    pub fn argument(&self, text: &str) -> Option<&'a ShellWord> {
        self.arguments().iter().find(|w| w.value == text)
    }

    /// The option of that name, alone (`--insecure`, `-k`), with a value (`--mode=x`), or in a cluster of short ones (`-fsSLk`).
    pub fn option(&self, short: Option<char>, long: &str) -> Option<&'a ShellWord> {
        self.arguments()
            .iter()
            .take_while(|w| w.value != "--")
            .find(|w| is_option(&w.value, short, long))
    }
}

/// Whether a word is that option.
fn is_option(word: &str, short: Option<char>, long: &str) -> bool {
    if let Some(name) = word.strip_prefix("--") {
        return !long.is_empty() && name.split('=').next() == Some(long);
    }
    match (word.strip_prefix('-'), short) {
        (Some(cluster), Some(short)) => cluster.bytes().all(|b| b.is_ascii_alphanumeric()) && cluster.contains(short),
        _ => false,
    }
}

/// The instruction that takes effect: for `ONBUILD x` that is `x`.
pub fn effective(instruction: &Instruction) -> &Instruction {
    match &instruction.body {
        Body::Onbuild(inner) => inner,
        _ => instruction,
    }
}

/// The RUN instructions with their index and their commands: those of the text that a shell reads, also in `["sh", "-c", "…"]`, and the one
/// of any other exec form.
pub fn scripts(file: &Dockerfile) -> impl Iterator<Item = (usize, &Instruction, &Script)> {
    scripts_from(file, 0)
}

/// The same from the instruction with this index on; those before it cost nothing.
pub fn scripts_from(file: &Dockerfile, start: usize) -> impl Iterator<Item = (usize, &Instruction, &Script)> {
    file.instructions.iter().enumerate().skip(start).filter_map(|(at, outer)| {
        let instruction = effective(outer);
        Some((at, instruction, instruction.commands()?))
    })
}

/// All calls in all RUN instructions, top to bottom.
pub fn calls(file: &Dockerfile) -> impl Iterator<Item = Call<'_>> {
    scripts(file).flat_map(|(at, _, script)| calls_in(at, script))
}

/// The calls of these programs; nothing is looked through where there are none. As in [`Dockerfile::may_call`], `python` and `pip` let all
/// calls through that may be of such a program.
pub fn calls_of<'a>(file: &'a Dockerfile, programs: &[Name]) -> impl Iterator<Item = Call<'a>> + use<'a> {
    let some = file.may_call(programs);
    Some(file).filter(|_| some).into_iter().flat_map(calls)
}

/// The calls of one RUN.
pub fn calls_in(at: usize, script: &Script) -> impl Iterator<Item = Call<'_>> {
    script.commands.iter().map(move |command| call(at, command))
}

/// The call that a command of the RUN with this index makes.
pub fn call(at: usize, command: &Command) -> Call<'_> {
    let (program, words) = command.called();
    Call {
        at,
        command,
        words,
        program,
    }
}
