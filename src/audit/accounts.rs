//! The accounts that a build creates, and the groups that it puts them into.

use super::{
    commands::{Call, calls, calls_of},
    stages::lineage,
};
use crate::{
    dockerfile::{Dockerfile, Stage, shell::ShellWord},
    source::Span,
};

/// An account, or a group.
pub struct Account<'a> {
    /// Its name.
    pub name: &'a ShellWord,
    /// The number that it is given, if that is written out.
    pub number: Option<&'a ShellWord>,
    /// Whether it is a group.
    pub group: bool,
    /// The call that creates it.
    pub call: Call<'a>,
}

const USER_VALUES: &[&str] = &[
    "-b",
    "-c",
    "-d",
    "-e",
    "-f",
    "-g",
    "-G",
    "-h",
    "-K",
    "-k",
    "-p",
    "-s",
    "-u",
    "-R",
    "-Z",
    "-ru",
    "-Ss",
    "-Du",
    "-SDu",
    "-DHu",
    "-mu",
    "--uid",
    "--gid",
    "--home",
    "--home-dir",
    "--base-dir",
    "--shell",
    "--gecos",
    "--comment",
    "--ingroup",
    "--groups",
    "--password",
    "--skel",
    "--conf",
    "--firstuid",
    "--lastuid",
    "--expiredate",
    "--inactive",
    "--key",
    "--root",
    "--group-name",
];
const GROUP_VALUES: &[&str] = &[
    "-g",
    "-K",
    "-p",
    "-R",
    "-rg",
    "-Sg",
    "--gid",
    "--key",
    "--password",
    "--root",
    "--conf",
    "--firstgid",
    "--lastgid",
];

/// What a call creates.
fn account<'a>(call: &Call<'a>) -> Option<Account<'a>> {
    let (group, values) = match call.program() {
        "useradd" | "adduser" => (false, USER_VALUES),
        "groupadd" | "addgroup" => (true, GROUP_VALUES),
        _ => return None,
    };
    let mut names = plain(call.arguments(), values);
    let name = names.next()?;
    // `adduser somebody somegroup` creates nothing
    if names.next().is_some() {
        return None;
    }
    let (long, short) = if group { ("--gid", 'g') } else { ("--uid", 'u') };
    Some(Account {
        name,
        number: number(call.arguments(), long, short),
        group,
        call: *call,
    })
}

/// The words that are neither options nor their values.
fn plain<'a>(words: &'a [ShellWord], with_value: &'static [&'static str]) -> impl Iterator<Item = &'a ShellWord> {
    let mut skip = false;
    words.iter().filter(move |word| {
        let value = std::mem::replace(&mut skip, takes_value(&word.value, with_value));
        !value && !word.value.starts_with('-')
    })
}

/// Whether an option takes the next word: by its name, or a cluster by its last letter (`-ou 0`).
fn takes_value(word: &str, with_value: &[&str]) -> bool {
    let last = word
        .strip_prefix('-')
        .filter(|c| !c.starts_with('-'))
        .and_then(|c| c.chars().last());
    let short = |option: &&str| option.len() == 2 && last.is_some_and(|last| option.ends_with(last));
    with_value.contains(&word) || with_value.iter().any(short)
}

/// The value of `-u`, of a cluster that ends in `u`, or of `--uid`; only if it is all digits.
fn number<'a>(words: &'a [ShellWord], long: &str, short: char) -> Option<&'a ShellWord> {
    let asks = |word: &ShellWord| {
        let cluster = word.value.strip_prefix('-').filter(|c| !c.starts_with('-'));
        word.value == long || cluster.is_some_and(|c| c.ends_with(short))
    };
    let at = words.iter().position(asks)?;
    words
        .get(at + 1)
        .filter(|word| !word.value.is_empty() && word.value.bytes().all(|b| b.is_ascii_digit()))
}

/// Where `usermod` gives an account that is there a number: its name, and the number.
pub fn renumbered<'a>(file: &'a Dockerfile, stage: &'a Stage) -> impl Iterator<Item = (&'a ShellWord, &'a ShellWord)> {
    let stages: Vec<_> = lineage(file, stage).map(|s| s.instructions.clone()).collect();
    calls_of(file, crate::names!["usermod"])
        .filter(move |call| call.program() == "usermod" && stages.iter().any(|range| range.contains(&call.at)))
        .filter_map(|call| Some((call.arguments().last()?, number(call.arguments(), "--uid", 'u')?)))
}

/// The accounts and groups that a stage, or one that it is built on, creates; top to bottom of the file.
pub fn accounts<'a>(file: &'a Dockerfile, stage: &'a Stage) -> impl Iterator<Item = Account<'a>> {
    let stages: Vec<_> = lineage(file, stage).map(|s| s.instructions.clone()).collect();
    calls_of(file, crate::names!["useradd", "adduser", "groupadd", "addgroup"])
        .filter(move |call| stages.iter().any(|range| range.contains(&call.at)))
        .filter_map(|call| account(&call))
}

/// Where a build puts a user into further groups: `usermod -aG`, `useradd -G`, `gpasswd -a`, `adduser user group`, `addgroup user group`.
pub fn memberships<'a>(file: &'a Dockerfile, stage: &'a Stage, user: &str) -> Vec<(&'a ShellWord, Span)> {
    let stages: Vec<_> = lineage(file, stage).map(|s| s.instructions.clone()).collect();
    let here = calls(file).filter(|call| stages.iter().any(|range| range.contains(&call.at)));
    here.filter_map(|call| {
        let words = call.arguments();
        let after = |options: &[&str]| {
            let at = words.iter().position(|w| options.contains(&w.value.as_str()))?;
            words.get(at + 1)
        };
        let names = call.argument(user).is_some();
        let group = match call.program() {
            "usermod" | "useradd" if names => after(&["-G", "-aG", "-Ga", "--groups", "-rG", "-mG"])?,
            "gpasswd" if names => plain(words, &["-a", "--add", "-M"]).next()?,
            "adduser" | "addgroup" => {
                let mut plain = plain(words, USER_VALUES);
                let (first, second) = (plain.next()?, plain.next()?);
                Some(second).filter(|_| first.value == user && plain.next().is_none())?
            }
            _ => return None,
        };
        Some((group, call.span()))
    })
    .collect()
}
