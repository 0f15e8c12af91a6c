//! Which shell runs a RUN, and whether it stops at a failure.

use crate::dockerfile::{Word, shell::Command};

/// Whether a SHELL instruction chose bash.
pub fn is_bash(words: &[Word]) -> bool {
    words.first().is_some_and(|word| word.value.rsplit('/').next() == Some("bash"))
}

/// Whether options of a shell, or of `set`, switch something on: by letter (`-eu`), or by name after `-o`.
pub fn switches_on<'a>(mut options: impl Iterator<Item = &'a str>, letter: Option<char>, name: &str) -> bool {
    while let Some(option) = options.next() {
        let Some(letters) = option.strip_prefix('-').filter(|l| !l.starts_with('-')) else {
            continue;
        };
        if letter.is_some_and(|letter| letters.contains(letter)) || (letters.ends_with('o') && options.next() == Some(name)) {
            return true;
        }
    }
    false
}

/// Whether a command is `set` with that option.
pub fn sets(command: &Command, letter: Option<char>, name: &str) -> bool {
    command.program() == "set" && switches_on(command.arguments().iter().map(|w| w.value.as_str()), letter, name)
}

/// The options of a script's `#!` line.
pub fn shebang(text: &str) -> Option<impl Iterator<Item = &str>> {
    let line = text.strip_prefix("#!")?.lines().next()?;
    Some(line.split_ascii_whitespace())
}
