//! Commands that prepare the system of the image: accounts, folders, owners and modes.

use super::{Lifter, absolute, inside};
use crate::{
    audit::Call,
    value::{AbsPath, shown},
};

/// Programs that make or change accounts.
const ACCOUNTS: [&str; 10] = [
    "addgroup", "adduser", "chpasswd", "gpasswd", "groupadd", "groupmod", "passwd", "useradd", "usermod", "groupdel",
];

impl Lifter<'_> {
    /// Whether it is such a command of the image's own stages.
    pub(super) fn system(&mut self, at: usize, call: &Call<'_>) -> bool {
        let span = call.command.span;
        if ACCOUNTS.contains(&call.program()) {
            self.ledger.itself(at, span, "the image runs as a number and needs no account");
            return true;
        }
        if !self.ships(at) {
            return false;
        }
        let workdir = self.workdir(at);
        let paths: Vec<String> = call
            .arguments()
            .iter()
            .filter(|w| !w.value.starts_with('-'))
            .map(|w| absolute(&workdir, &w.value))
            .collect();
        match call.program() {
            "mkdir" => {
                for path in paths {
                    self.made.insert(path);
                }
                self.ledger.itself(
                    at,
                    span,
                    "folders are made where files are copied to; those that the app writes to are volumes",
                );
            }
            "chown" => self.owner(at, call, &workdir),
            "chmod" => {
                let mode = call
                    .arguments()
                    .iter()
                    .find(|w| !w.value.starts_with('-'))
                    .map_or("", |w| w.value.as_str());
                let why = if mode.contains('x') && !mode.contains('w') {
                    "give the file the right to be run in the project: `chmod +x`, and commit that"
                } else {
                    "the app can write to no file but in the folders that [runtime] writable names"
                };
                self.ledger.left(at, span, why);
            }
            _ => return false,
        }
        true
    }

    /// Folders that are given to the user of the image are those that it writes to; the app's own folder is not.
    fn owner(&mut self, at: usize, call: &Call<'_>, workdir: &str) {
        let span = call.command.span;
        let mut plain = call.arguments().iter().filter(|w| !w.value.starts_with('-'));
        let owner = plain.next().map_or("", |w| w.value.as_str());
        if owner.split(':').next().is_some_and(|o| matches!(o, "root" | "0")) {
            return self.ledger.itself(at, span, "the app cannot write to its files anyway");
        }
        let mut plain = plain.peekable();
        if plain.peek().is_none() {
            return self.ledger.left(at, span, "whose owner this changes cannot be told");
        }
        for word in plain {
            let path = absolute(workdir, &word.value);
            let mapped = self.place(&path);
            let is_code = path == workdir || path == "/" || inside(&path, workdir).is_some();
            if is_code || !self.made.contains(&path) {
                let why = "the app owns none of its files: name the folders that it writes to in [runtime] writable";
                self.ledger.left(at, word.span, why);
                continue;
            }
            self.writable(at, word.span, &mapped);
        }
    }

    /// A folder that the app writes to.
    pub(super) fn writable(&mut self, at: usize, span: crate::source::Span, path: &str) {
        if !self.own.insert(path.to_owned()) {
            return self.ledger.itself(at, span, "it is among the folders that the app writes to");
        }
        match AbsPath::new(path) {
            Ok(path) => self.ledger.entry(at, span, "runtime", "writable", path.as_str()),
            Err(why) => self.ledger.left(at, span, format!("{}: {why}", shown(path))),
        }
    }

    /// Where a path of the image lies in a compiled one.
    pub(super) fn place(&self, path: &str) -> String {
        let longest = self
            .places
            .iter()
            .filter(|(from, _)| inside(from, path).is_some())
            .max_by_key(|(from, _)| from.len());
        match longest {
            Some((from, to)) => {
                let rest = inside(from, path).unwrap_or_default();
                if rest.is_empty() { to.clone() } else { format!("{to}/{rest}") }
            }
            None => path.to_owned(),
        }
    }
}
