//! Whether a command is a shell that reads its script from standard input: then a here-document is code and not data.

use super::{Command, ShellWord, dialect::is_bourne};

/// Programs that run the command after them.
const WRAPPERS: [&str; 8] = ["sudo", "doas", "env", "exec", "command", "nice", "time", "busybox"];

/// `sh`, `bash -eux`, `sudo bash -s -- x`; not `bash script.sh` or `bash -c …`.
pub(super) fn is_script(command: &Command) -> bool {
    let mut words = command.words.iter().map(|w: &ShellWord| w.value.as_str());
    let mut value_follows = false;
    let program = words.by_ref().find(|word| {
        let is_value = std::mem::replace(&mut value_follows, matches!(*word, "-u" | "-g" | "-n"));
        !(is_value || WRAPPERS.contains(word) || word.starts_with('-') || word.contains('='))
    });
    if !program.is_some_and(is_bourne) {
        return false;
    }
    while let Some(word) = words.next() {
        match word.strip_prefix(['-', '+']) {
            Some("" | "-") => return true,
            Some(long) if long.starts_with('-') => {}
            Some(letters) if letters.contains('c') => return false,
            Some(letters) if letters.contains('s') => return true,
            Some(letters) if letters.ends_with(['o', 'O']) => {
                words.next();
            }
            Some(_) => {}
            None => return false,
        }
    }
    true
}
