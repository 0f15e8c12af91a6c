//! Scripts in words: the text that `sh -c '…'`, `su -c` and `eval` run is read as commands of its own, in a list of its own. Where the outer
//! shell puts it together from more than quotes and variables it is left unread.

use super::{
    super::text::{Joined, Text},
    List, ListKind, Script,
    called::folder,
    dialect::is_bourne,
    read::{self, Input},
};

/// How many scripts in scripts are followed.
const DEEPEST: usize = 8;

/// Programs that run the command among their arguments.
const WRAPPERS: [&str; 24] = [
    "sudo",
    "doas",
    "env",
    "exec",
    "command",
    "nice",
    "ionice",
    "time",
    "busybox",
    "nohup",
    "timeout",
    "gosu",
    "su-exec",
    "chroot",
    "xargs",
    "find",
    "flock",
    "setpriv",
    "tini",
    "dumb-init",
    "stdbuf",
    "setarch",
    "unshare",
    "eatmydata",
];

/// Reads the scripts in the words of the commands from number `from` on.
pub(super) fn read(script: &mut Script, text: Text<'_>, from: usize, depth: usize) {
    for index in from..script.commands.len() {
        let Some(command) = script.commands.get(index) else { break };
        if !may_carry(command.program()) {
            continue;
        }
        let words: Vec<&str> = command.words.iter().map(|w| w.value.as_str()).collect();
        let Some(word) = script_word(&words).and_then(|at| command.words.get(at)) else {
            continue;
        };
        let (span, list) = (word.span, command.list);
        let range = (text.logical(span.start), text.logical(span.end.saturating_sub(1)) + 1);
        let mut joined = Joined::default();
        joined.clear(span.start);
        let unquoted = span.start < span.end && unquote(text, range, &mut joined).is_some();
        if !unquoted || depth >= DEEPEST {
            script.unread.push(span);
            continue;
        }
        script.lists.push(List::new(Some(list), ListKind::Script, span));
        let list = script.lists.len() - 1;
        let first = script.commands.len();
        let inner = joined.text();
        let input = Input {
            text: inner,
            range: (0, inner.as_str().len()),
            tabs: false,
        };
        read::commands(script, input, list, depth + 1);
        read(script, inner, first, depth + 1);
    }
}

/// Whether one of the words of a program, named without its folder, may be a script.
fn may_carry(program: &str) -> bool {
    matches!(program, "eval" | "su" | "runuser") || is_bourne(program) || WRAPPERS.contains(&program)
}

/// Which word of a command is a script for another shell, if one is.
pub(in super::super) fn script_word(words: &[&str]) -> Option<usize> {
    let program = words.first()?;
    let name = program.get(folder(program)..).unwrap_or(program);
    match name {
        "eval" => (words.len() == 2).then_some(1),
        "su" | "runuser" => after_c(words, 1),
        _ if is_bourne(name) => operand_with_c(words, 1),
        _ if WRAPPERS.contains(&name) => {
            let shell = words.iter().position(|word| is_bourne(word))?;
            operand_with_c(words, shell + 1)
        }
        _ => None,
    }
}

/// `sh -eu -o pipefail -c SCRIPT`: the first word that is no option, if one of the options was `-c`.
fn operand_with_c(words: &[&str], mut at: usize) -> Option<usize> {
    let mut takes_script = false;
    while let Some(word) = words.get(at) {
        match word.strip_prefix(['-', '+']) {
            Some("" | "-") | None => break,
            Some(long) if long.starts_with('-') => {}
            Some(letters) => {
                takes_script |= letters.contains('c');
                at += usize::from(letters.contains(['o', 'O']));
            }
        }
        at += 1;
    }
    (takes_script && at < words.len()).then_some(at)
}

/// `su - name -c SCRIPT`: the word behind the option, wherever that stands.
fn after_c(words: &[&str], from: usize) -> Option<usize> {
    let option = words.iter().skip(from).position(|word| matches!(*word, "-c" | "--command"))?;
    let at = from + option + 1;
    (at < words.len()).then_some(at)
}

/// What the outer shell makes of a word, each byte with its place; variables stay as they are written. None if a command makes a part of it.
fn unquote(text: Text<'_>, (start, end): (usize, usize), out: &mut Joined) -> Option<()> {
    let bytes = text.slice(0, end).as_bytes();
    let mut double = false;
    let mut at = start;
    let mut from = start;
    while let Some(byte) = bytes.get(at).copied() {
        let next = bytes.get(at + 1).copied();
        let (keep_to, go_on) = match byte {
            b'\'' if !double => {
                let inside = text.slice(at + 1, end);
                let length = inside.find('\'')?;
                out.extend(text, (from, at));
                out.extend(text, (at + 1, at + 1 + length));
                at += length + 2;
                from = at;
                continue;
            }
            b'"' => {
                double = !double;
                (at, at + 1)
            }
            b'\\' if next == Some(b'\n') => (at, at + 2),
            b'\\' if !double || matches!(next, Some(b'$' | b'`' | b'"' | b'\\')) => {
                out.extend(text, (from, at));
                from = at + 1;
                at += 1 + text.slice(at + 1, end).chars().next().map_or(0, char::len_utf8);
                continue;
            }
            b'`' => return None,
            b'$' if next == Some(b'(') || (!double && matches!(next, Some(b'\'' | b'"'))) => return None,
            b'$' if next == Some(b'{') => {
                let length = text.slice(at, end).find('}')?;
                if text.slice(at + 2, at + length).contains(['$', '`', '"', '\'', '\\', '{']) {
                    return None;
                }
                at += length + 1;
                continue;
            }
            _ => {
                at += 1;
                continue;
            }
        };
        out.extend(text, (from, keep_to));
        at = go_on;
        from = at;
    }
    out.extend(text, (from, end));
    (!double).then_some(())
}
