//! Which program a command calls in the end, seen through `sudo`, `env` and whatever else only passes a call on. Found once, when the command
//! is read: most rules ask it of every command.

use super::{Command, ShellWord};

/// Which program that is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Called {
    /// The number of its word.
    word: u32,
    /// Which bytes of that word are its name, without its folder and the ending that Windows gives it.
    name: (u32, u32),
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
                    let name = program.strip_suffix(".exe").unwrap_or(program);
                    return Self {
                        word: short(all.len() - words.len()),
                        name: (short(folder), short(folder + name.len())),
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
            word: short(all.len()),
            name: (0, 0),
        }
    }
}

impl Command {
    /// The name of the program that is called in the end, without its folder and the ending that Windows gives it, and the words from it
    /// on; empty if there is none.
    pub fn called(&self) -> (&str, &[ShellWord]) {
        let words = self.words.get(self.called.word as usize..).unwrap_or_default();
        let (start, end) = self.called.name;
        let name = words.first().and_then(|word| word.value.get(start as usize..end as usize));
        (name.unwrap_or_default(), words)
    }
}

/// A number of which a long file has so many that it is kept short. What lies beyond four gigabytes of one command is not found.
fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
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
