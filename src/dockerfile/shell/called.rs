//! Which program a command calls in the end, seen through `sudo`, `env` and whatever else only passes a call on. Found once, when the command
//! is read: most rules ask it of every command.

use super::{Command, ShellWord};

/// Which program that is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Called {
    /// The number of its word.
    word: usize,
    /// Its name, without its folder and the ending that Windows gives it.
    name: Box<str>,
}

impl Called {
    /// Passes over the programs that only pass a call on, with their options: `sudo -E env A=b apt-get` is `apt-get`.
    pub(super) fn by(all: &[ShellWord]) -> Self {
        let mut words = all;
        while let [first, rest @ ..] = words {
            let folder = folder(&first.value);
            let program = first.value.get(folder..).unwrap_or_default();
            let with_value: &[&str] = match program {
                "sudo" => &["-u", "-g", "-h", "-p", "-C", "-T", "--user", "--group"],
                "doas" => &["-u", "-C"],
                "env" => &["-u", "-C", "-S", "--unset", "--chdir"],
                "nice" | "ionice" => &["-n", "-c"],
                "timeout" => &["-s", "-k"],
                "exec" | "command" | "nohup" | "time" | "eatmydata" | "gosu" | "su-exec" | "busybox" => &[],
                _ => {
                    return Self {
                        word: all.len() - words.len(),
                        name: program.strip_suffix(".exe").unwrap_or(program).into(),
                    };
                }
            };
            words = skip_options(rest, with_value);
            let further = match program {
                "timeout" | "gosu" | "su-exec" => 1,
                "env" | "sudo" => words.iter().take_while(|w| w.value.contains('=')).count(),
                _ => 0,
            };
            words = words.get(further..).unwrap_or(&[]);
        }
        Self {
            word: all.len(),
            name: Box::default(),
        }
    }
}

impl Command {
    /// The name of the program that is called in the end, without its folder and the ending that Windows gives it, and the words from it
    /// on; empty if there is none.
    pub fn called(&self) -> (&str, &[ShellWord]) {
        (&self.called.name, self.words.get(self.called.word..).unwrap_or_default())
    }
}

/// How much of a path is folders. Programs' names are short: a plain loop beats a search made for long texts.
pub(super) fn folder(path: &str) -> usize {
    path.bytes().rposition(|b| b == b'/').map_or(0, |at| at + 1)
}

/// What follows the leading options; those of `with_value` take the next word with them.
pub fn skip_options<'a>(mut words: &'a [ShellWord], with_value: &[&str]) -> &'a [ShellWord] {
    while let [first, rest @ ..] = words {
        if !first.value.starts_with('-') || first.value == "-" {
            break;
        }
        let taken = usize::from(with_value.contains(&first.value.as_str()));
        words = rest.get(taken..).unwrap_or(&[]);
        if first.value == "--" {
            break;
        }
    }
    words
}
