//! Commands in shell form that were meant, or could be written, in exec form.

use crate::{
    dockerfile::{
        Dockerfile, Instruction,
        shell::{Command, Script},
    },
    source::Span,
};

/// The shell builtins and keywords that no program of that name stands in for.
const BUILTIN: &[&str] = &[
    ".", ":", "[", "cd", "eval", "exec", "exit", "export", "if", "case", "for", "read", "set", "shift", "source", "trap", "ulimit",
    "umask", "unset", "until", "wait", "while", "{", "!",
];

/// The only command of a script, if it is a program with plain words and nothing that needs a shell.
pub fn plain_command(script: &Script) -> Option<&Command> {
    let [command] = script.commands.as_slice() else {
        return None;
    };
    let plain = command.assignments.is_empty() && command.redirects.is_empty() && command.words.iter().all(|w| w.literal);
    let whole = script.lists.len() == 1 && script.unread.is_empty() && !command.words.is_empty();
    (plain && whole && !BUILTIN.contains(&command.program())).then_some(command)
}

/// Words in exec form: `["program", "argument"]`.
pub fn json(command: &Command) -> Option<String> {
    let words: Result<Vec<String>, _> = command.words.iter().map(|w| serde_json::to_string(w.value.as_str())).collect();
    Some(format!("[{}]", words.ok()?.join(", ")))
}

/// What stands between brackets although it is no JSON: the shell gets it, brackets included.
pub fn broken_json(file: &Dockerfile, instruction: &Instruction) -> Option<Span> {
    let text = file.source.slice(instruction.arguments);
    let inside = text.strip_prefix('[')?.strip_suffix(']')?;
    let quoted = |text: &str| text.starts_with(['"', '\'', '“', '‘']);
    let listed = inside.contains(',') && !inside.starts_with([' ', '[']);
    (quoted(inside.trim_start()) || listed).then_some(instruction.arguments)
}
