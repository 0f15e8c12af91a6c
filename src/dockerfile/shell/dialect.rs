//! Which shell reads a text: only the Bourne family is read here.

use super::super::Word;

/// What is known of the shell in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Dialect {
    /// sh, bash, dash, …
    Bourne,
    /// cmd, PowerShell, Python, …
    Other,
}

impl Dialect {
    /// The shell where no SHELL was met: a file with another escape character is one for Windows.
    pub(in super::super) fn without_shell_instruction(escape: char) -> Self {
        if escape == '\\' { Self::Bourne } else { Self::Other }
    }

    /// The shell that a SHELL instruction names.
    pub(in super::super) fn of_shell(words: &[Word]) -> Self {
        let mut words = words.iter().map(|w| w.value.as_str());
        let first = words.next().unwrap_or("");
        if is_bourne(first) || (basename(first) == "busybox" && words.next().is_some_and(is_bourne)) {
            Self::Bourne
        } else {
            Self::Other
        }
    }

    /// The interpreter of a script by its `#!` line; the shell in force if it has none.
    pub(in super::super) fn of_script(self, script: &str) -> Self {
        let Some(line) = script.strip_prefix("#!").and_then(|rest| rest.lines().next()) else {
            return self;
        };
        let mut words = line.split_ascii_whitespace();
        let mut program = words.next().unwrap_or("");
        if basename(program) == "env" {
            program = words.find(|w| !w.starts_with('-') && !w.contains('=')).unwrap_or("");
        }
        if is_bourne(program) { Self::Bourne } else { Self::Other }
    }
}

fn basename(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Whether a program is a shell of the Bourne family.
pub(in super::super) fn is_bourne(program: &str) -> bool {
    let name = basename(program);
    let name = name.strip_suffix(".exe").unwrap_or(name);
    matches!(name, "sh" | "bash" | "dash" | "ash" | "ksh" | "mksh" | "zsh" | "rbash")
}
