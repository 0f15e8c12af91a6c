//! What the image is configured with: user, ports, folders, signal, working directory; the last word in each counts.

use toml::{Table, Value};

use super::{APP, Lifter};
use crate::{
    audit::accounts,
    dockerfile::{Body, Expose, Instruction},
    source::Span,
    value::{Port, Signal, shown},
};

impl Lifter<'_> {
    /// All of them. The start command comes first: it was waiting for where things lie.
    pub(super) fn settings(&mut self) {
        self.start();
        for (at, instruction) in self.file.instructions.iter().enumerate() {
            if !self.counts(at) {
                continue;
            }
            let in_force = self
                .file
                .setting(instruction.keyword, self.last)
                .is_some_and(|s| s.instruction == at);
            let ships = self.ships(at);
            match &instruction.body {
                Body::User(_) | Body::Workdir(_) | Body::Stopsignal(_) | Body::Healthcheck(_) | Body::Expose(_) | Body::Volume(_)
                    if !ships =>
                {
                    self.ledger
                        .itself(at, instruction.span, "the image is not configured by this stage");
                }
                Body::User(_) | Body::Stopsignal(_) | Body::Healthcheck(_) if !in_force => {
                    self.ledger.itself(at, instruction.span, "a later one takes its place");
                }
                Body::User(_) => self.user(at, instruction),
                Body::Stopsignal(word) => self.stop(at, word.span, &self.file.expand(word, at).unwrap_or_default()),
                Body::Healthcheck(check) => self.health(at, instruction, check),
                Body::Expose(ports) => ports.iter().for_each(|port| self.port(at, port)),
                Body::Volume(paths) => {
                    for word in paths {
                        let path = self.file.expand(word, at).unwrap_or_else(|| word.value.to_string());
                        let path = self.place(&super::absolute(&self.workdir(at), &path));
                        self.writable(at, word.span, &path);
                    }
                }
                Body::Workdir(_) => {
                    let folder = self.final_workdir();
                    if in_force && folder != APP {
                        self.ledger.left(
                            at,
                            instruction.span,
                            format!("the app lies in {APP}: change what names {}", shown(&folder)),
                        );
                    } else {
                        self.ledger.itself(at, instruction.span, "the app lies in a folder of its own");
                    }
                }
                Body::Shell(words) => {
                    let first = words.first().map_or("", |w| w.value.as_str());
                    let why = format!(
                        "steps are run by sh, not by {}: call another shell in [build] run where one is needed",
                        shown(first)
                    );
                    self.ledger.left(at, instruction.span, why);
                }
                Body::Onbuild(_) => self.ledger.left(
                    at,
                    instruction.span,
                    "runs in builds that start from this image: app.toml is for an image that runs",
                ),
                _ => {}
            }
        }
    }

    fn port(&mut self, at: usize, port: &Expose) {
        let text = self.file.expand(&port.word, at).unwrap_or_else(|| port.word.value.to_string());
        let (number, protocol) = text.split_once('/').unwrap_or((&text, "tcp"));
        if !protocol.eq_ignore_ascii_case("tcp") {
            return self.ledger.left(at, port.word.span, "app.toml knows ports of TCP only");
        }
        let known = number.parse::<u16>().map_err(|_| format!("`{}` is not one port", shown(number)));
        match known.and_then(|n| Port::new(i64::from(n)).map(|_| n).map_err(|why| why.to_string())) {
            Ok(number) => self.ledger.entry(at, port.word.span, "runtime", "ports", i64::from(number)),
            Err(why) => self.ledger.left(at, port.word.span, why),
        }
    }

    fn stop(&mut self, at: usize, span: Span, text: &str) {
        let name = match text.trim_start_matches("SIG") {
            "1" => "HUP",
            "2" => "INT",
            "3" => "QUIT",
            "10" => "USR1",
            "12" => "USR2",
            "15" => "TERM",
            "28" => "WINCH",
            name => name,
        };
        match Signal::new(format!("SIG{name}")) {
            Ok(signal) => self.ledger.fact(at, span, "runtime", "stop", signal.as_str()),
            Err(why) => self.ledger.left(at, span, why.to_string()),
        }
    }

    fn user(&mut self, at: usize, instruction: &Instruction) {
        let span = instruction.span;
        let value = self.file.user(self.last).and_then(|s| s.value.clone()).unwrap_or_default();
        let (user, group) = value.split_once(':').map_or((value.as_str(), None), |(u, g)| (u, Some(g)));
        let number = |name: &str, of_group: bool| {
            let known = accounts(self.file, self.last).filter(|a| a.group == of_group && a.name.value == name);
            name.parse::<u32>()
                .ok()
                .or_else(|| known.filter_map(|a| a.number?.value.parse().ok()).last())
        };
        match (number(user, false), user) {
            (Some(0), _) | (_, "root") => self.ledger.left(at, span, "the image runs as 65532, not as root"),
            (None, _) => {
                let why = format!(
                    "`{}` has no number in this file: the image runs as 65532; write user = {{ uid = … }} if files outside of it belong to that user",
                    shown(user)
                );
                self.ledger.left(at, span, why);
            }
            (Some(uid), _) => {
                let mut table = Table::new();
                table.insert("uid".to_owned(), Value::from(i64::from(uid)));
                let gid = group.map_or_else(|| number(user, true), |group| number(group, true));
                match gid {
                    Some(0) => {
                        self.ledger.fact(at, span, "runtime", "openshift", true);
                    }
                    Some(gid) if gid != uid => {
                        table.insert("gid".to_owned(), Value::from(i64::from(gid)));
                    }
                    _ => {}
                }
                self.ledger.fact(at, span, "runtime", "user", Value::Table(table));
            }
        }
    }
}
