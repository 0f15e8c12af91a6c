//! RUN, command by command: what the template does by itself, what becomes a step of the build, and what a person has to see to.

use toml::Value;

use super::{Lifter, glob::glob, inside, installs, signs};
use crate::{
    audit::{Call, PackageCall, calls_in, tidies},
    compile::{
        adds::is_named,
        detect::any,
        preset::{Manager, SwitchValue},
    },
    dockerfile::{
        Body, Instruction, Keyword, Origin, Run,
        shell::{Join, Script},
    },
    source::Span,
    value::{ShellLine, shown},
};

/// Programs that only matter to the step that they stand in.
const OF_THE_STEP: [&str; 9] = ["", "set", ":", "true", "cd", "export", "echo", "unset", "umask"];

impl Lifter<'_> {
    /// All RUNs of the stages that count.
    pub(super) fn runs(&mut self) {
        for (at, instruction) in self.all(Keyword::Run) {
            self.flags(at, instruction);
            match (&instruction.body, instruction.script()) {
                (_, Some(script)) if script.unread.is_empty() && !script.commands.is_empty() => self.script(at, instruction, script),
                (Body::Run(Run::Exec(words)), None) => {
                    let words: Vec<&str> = words.iter().map(|w| w.value.as_str()).collect();
                    if !self.known(at, instruction.span, &words) {
                        self.ledger
                            .left(at, instruction.span, "a step without a shell: write it as a line of [build] run");
                    }
                }
                _ => self.ledger.left(
                    at,
                    instruction.span,
                    "this is not read: put the script into a file of the project and call it in [build] run",
                ),
            }
        }
    }

    /// Mounts and what else stands before the command.
    fn flags(&mut self, at: usize, instruction: &Instruction) {
        for flag in instruction.flags.iter().filter(|f| f.name != "mount") {
            self.ledger.left(at, flag.span, "app.toml has no such flag for a step");
        }
        for mount in instruction.mounts() {
            match mount.kind() {
                "cache" | "tmpfs" => self.ledger.itself(at, mount.span, "the template mounts caches of its own"),
                "bind" if self.file.mount_from(&mount, at) == Some(Origin::Context) => {
                    self.ledger.itself(at, mount.span, "the files are copied into the build stage");
                }
                "secret" => {
                    let target = mount.get(&["target", "dst", "destination"]);
                    let id = mount.get(&["id"]).or_else(|| target?.rsplit('/').next()).unwrap_or_default();
                    let build = self.ground.preset.build_takes_secrets && self.is_built_with(id);
                    self.secret(at, mount.span, (id, build), mount.get(&["env"]));
                    if target.is_some_and(|t| t != format!("/run/secrets/{id}")) {
                        let why = format!(
                            "the secret is mounted as /run/secrets/{}, not as {}",
                            shown(id),
                            shown(target.unwrap_or_default())
                        );
                        self.ledger.left(at, mount.span, why);
                    }
                }
                _ => self.ledger.left(at, mount.span, "app.toml has no such mount"),
            }
        }
    }

    /// Whether the project's own script for the build gets a secret.
    fn is_built_with(&self, id: &str) -> bool {
        let has = |i: &Instruction| i.mounts().any(|mount| mount.kind() == "secret" && mount.get(&["id"]) == Some(id));
        let builds = |call: Call<'_>| {
            let words: Vec<&str> = call.words.iter().map(|w| w.value.as_str()).collect();
            let steps = &self.ground.preset.lift.steps;
            steps.iter().any(|sign| sign.builds && signs::fits(&sign.run, &words).is_some())
        };
        let mut all = self.file.instructions.iter().enumerate().filter(|(_, i)| has(i));
        all.any(|(at, i)| i.script().is_some_and(|script| calls_in(at, script).any(builds)))
    }

    fn script(&mut self, at: usize, instruction: &Instruction, script: &Script) {
        let calls: Vec<Call<'_>> = calls_in(at, script).collect();
        let mut others = Vec::new();
        for (index, call) in calls.iter().enumerate() {
            if !self.call(at, call) {
                others.push(index);
            }
        }
        let tell = |call: &Call<'_>| OF_THE_STEP.contains(&call.program()) && call.command.redirects.is_empty();
        let (real, passing): (Vec<usize>, Vec<usize>) = others.iter().partition(|i| !tell(&calls[**i]));
        if real.is_empty() {
            for index in passing {
                self.ledger
                    .itself(at, calls[index].command.span, "it only matters to the commands beside it");
            }
            return;
        }
        // One line for a shell, if all of it is the person's own and fits into one.
        let simple = |i: &usize| {
            let command = calls[*i].command;
            let next = calls.get(i + 1).map_or(Join::And, |next| next.command.join);
            command.list == 0
                && matches!(command.join, Join::First | Join::And | Join::Then)
                && matches!(next, Join::First | Join::And | Join::Then)
        };
        let whole = others.len() == calls.len() && instruction.heredocs.is_empty();
        if whole {
            return self.step(at, instruction.arguments, script.span);
        }
        // What one of them sets holds for those behind it.
        let free = |i: &usize| matches!(calls[*i].program(), "set" | "true" | ":" | "echo");
        let apart = real.iter().all(simple) && passing.iter().all(free) && script.lists.len() <= 1;
        for index in passing {
            self.ledger
                .itself(at, calls[index].command.span, "it only matters to the commands beside it");
        }
        if apart {
            for index in real {
                let span = calls[index].command.span;
                self.step(at, span, span);
            }
        } else {
            for index in real {
                let why = "a step that is entangled with what the template does: write it as a line of [build] run";
                self.ledger.left(at, calls[index].command.span, why);
            }
        }
    }

    /// A command that the template does by itself, or that is lifted as something else than a step.
    fn call(&mut self, at: usize, call: &Call<'_>) -> bool {
        let words: Vec<&str> = call.words.iter().map(|w| w.value.as_str()).collect();
        let span = call.command.span;
        if self.known(at, span, &words) {
            return true;
        }
        if let Some(package) = PackageCall::read(*call) {
            self.package(at, &package);
            return true;
        }
        if !call.program().is_empty() && tidies(call) || self.throws_away(call) {
            self.ledger.itself(at, span, "caches are mounted and never enter a layer");
            return true;
        }
        self.system(at, call)
    }

    fn throws_away(&self, call: &Call<'_>) -> bool {
        let aside = [
            "/tmp",
            "/var/tmp",
            "/var/cache",
            "/var/log",
            "/var/lib/apt",
            "/root/.cache",
            "/root/.npm",
            "~/.cache",
            "-",
        ];
        let plain = |w: &str| aside.iter().any(|start| w.starts_with(start)) || w.contains("cache") || w.starts_with("~/.");
        call.program() == "rm" && call.arguments().iter().all(|w| plain(&w.value))
    }

    /// A command that the preset knows.
    fn known(&mut self, at: usize, span: Span, words: &[&str]) -> bool {
        let mut words = words.to_vec();
        if let Some(first) = words.first_mut() {
            *first = first.rsplit('/').next().unwrap_or(first);
        }
        let lift = &self.ground.preset.lift;
        let Some((sign, options)) = lift.steps.iter().find_map(|s| Some((s, signs::fits(&s.run, &words)?))) else {
            return false;
        };
        if let Some(why) = &sign.left {
            self.ledger.left(at, span, why.clone());
            return true;
        }
        let before = self.ledger.count();
        if let Some(manager) = &sign.manager {
            self.manager(at, span, manager);
        }
        self.builds |= !sign.sets.is_empty();
        for (name, value) in &sign.sets {
            let value = match value {
                SwitchValue::Bool(on) => Value::from(*on),
                SwitchValue::Text(text) => Value::from(text.as_str()),
            };
            self.ledger.fact(at, span, "build.options", name, value);
        }
        if let Some(option) = &sign.rest {
            match installs::packages(lift, sign, &words) {
                Ok(packages) => self.installs(at, span, option, packages),
                Err(why) => {
                    self.ledger.left(at, span, why);
                    return true;
                }
            }
        }
        let mut skip = Vec::new();
        if let Some(option) = &sign.output {
            skip.push(option.as_str());
            self.output(at, span, option, &words);
        }
        let unknown = |o: &&&str| !skip.contains(*o) && !lift.options.iter().any(|pattern| glob(pattern, o));
        let unknown: Vec<&str> = options.iter().filter(unknown).copied().collect();
        if !unknown.is_empty() {
            let why = format!("the template does this without {}", shown(&unknown.join(" ")));
            self.ledger.left(at, span, why);
        }
        if self.ledger.count() == before {
            self.ledger.itself(at, span, "the template does this");
        }
        true
    }

    /// Packages that a step names itself, where the project's package manager takes such.
    fn installs(&mut self, at: usize, span: Span, option: &str, packages: Vec<String>) {
        let preset = self.ground.preset;
        let project = preset.known(self.ground.project);
        let takes = |m: &Manager| {
            let switch = preset.options.get(option);
            switch.is_some_and(|switch| switch.adds.contains(&m.name))
        };
        let mut managers = preset.managers.iter().filter(|m| m.costs.is_empty() && any(&m.when, &project));
        if managers.next().is_some_and(|m| !takes(m)) {
            let why = "only what the package manager's files name is installed: add it there";
            return self.ledger.left(at, span, why);
        }
        for package in packages {
            if !self.installed.contains(&package) && !is_named(&project, &package) {
                self.installed.push(package);
            }
        }
        if !self.installed.is_empty() {
            self.ledger.fact(at, span, "build.options", option, self.installed.join(" "));
        }
    }

    /// A program that a step makes: `-o PATH FROM`.
    fn output(&mut self, at: usize, span: Span, option: &str, words: &[&str]) {
        let Some(path) = words.iter().position(|w| *w == option).and_then(|i| words.get(i + 1)) else {
            return;
        };
        let from = words.last().filter(|w| *w != path && (w.starts_with('.') || w.contains('/')));
        let path = super::absolute(&self.workdir(at), path);
        let from = from.map_or(String::new(), |w| {
            w.trim_start_matches("./").trim_end_matches("/...").trim_end_matches('/').to_owned()
        });
        if self.ships(at) && self.ground.preset.binaries.is_some() {
            let name = path.rsplit('/').next().unwrap_or_default().to_owned();
            self.program(at, span, &name, &from, &path);
        }
        self.outputs.insert(path, from);
    }

    /// A line of `[build] run`, where that can do what the step does.
    fn step(&mut self, at: usize, place: Span, span: Span) {
        if self.ledger.has_secret(span) {
            return self.ledger.left(
                at,
                place,
                "a secret stands in it: mount it, [build] secrets = [{ id = \"…\", env = \"…\" }]",
            );
        }
        let text = self.file.source.slice(span);
        let continued = format!("{}\n", self.file.escape);
        let joined = text.replace("\r\n", "\n").replace(&continued, " ");
        let lines: Vec<&str> = joined.lines().map(str::trim).filter(|l| !l.starts_with('#')).collect();
        let line = lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        if self.ships(at) && !self.is_lone() {
            let why = "it changes the image after the build: do it in [build] run, and name what it makes in [artifacts] files";
            return self.ledger.left(at, place, why);
        }
        let workdir = self.workdir(at);
        let outside = |w: &str| w.starts_with('/') && inside(&workdir, w).is_none() && !w.starts_with("/dev/") && !w.starts_with("/tmp");
        let words = line.split(|c: char| c.is_whitespace() || matches!(c, '=' | '"' | '\'' | '>' | '<' | ';' | '(' | ')'));
        if self.ships(at) && words.skip(1).any(outside) {
            let why = "it changes the image outside of the app's folder: only what [artifacts] names reaches a compiled image";
            return self.ledger.left(at, place, why);
        }
        let line = if workdir == "/" {
            line
        } else {
            line.replace(&format!("{workdir}/"), "./")
        };
        let values = match self.variables_of(at, &line) {
            Ok(values) => values,
            Err(name) => {
                return self
                    .ledger
                    .left(at, place, format!("the build argument {} has no value", shown(&name)));
            }
        };
        match ShellLine::new(line) {
            Ok(line) => {
                for (name, value) in values {
                    self.ledger.fact(at, place, "build.env", &name, value);
                }
                self.ledger.entry(at, place, "build", "run", line.as_str());
            }
            Err(why) => self.ledger.left(at, place, why.to_string()),
        }
    }
}
