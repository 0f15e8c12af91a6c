//! ENTRYPOINT and CMD: the words that start the app, without a shell where that is honest.

use super::{Lifter, absolute, glob::glob, signs, signs::LiftSigns};
use crate::{
    dockerfile::{
        Body, Dockerfile, Keyword, Run,
        expand::{Variable, expand},
        shell::Script,
    },
    source::Span,
    value::{Line, shown},
};

impl Lifter<'_> {
    /// Both, as one command.
    pub(super) fn start(&mut self) {
        for keyword in [Keyword::Entrypoint, Keyword::Cmd] {
            for (at, instruction) in self.all(keyword) {
                let in_force = self.file.setting(keyword, self.last).is_some_and(|s| s.instruction == at);
                if !in_force {
                    let why = if self.ships(at) {
                        "a later one takes its place"
                    } else {
                        "the image does not start with it"
                    };
                    self.ledger.itself(at, instruction.span, why);
                }
            }
        }
        let found = |keyword| self.file.setting(keyword, self.last).map(|s| s.instruction);
        let (entrypoint, arguments) = (found(Keyword::Entrypoint), found(Keyword::Cmd));
        let mut words = Vec::new();
        let mut fixed = Vec::new();
        for at in [entrypoint, arguments].into_iter().flatten() {
            let Some(instruction) = self.file.instructions.get(at) else {
                continue;
            };
            let (Body::Entrypoint(run) | Body::Cmd(run)) = &instruction.body else {
                continue;
            };
            let script = instruction.script();
            let shell_first = Some(at) == arguments && entrypoint.is_some_and(|e| self.is_shell(e));
            match (run, script) {
                // A shell ENTRYPOINT gets no arguments.
                _ if shell_first => self
                    .ledger
                    .itself(at, instruction.span, "an ENTRYPOINT for a shell takes no arguments"),
                (_, Some(script)) => match plain(self.file, script, at) {
                    Ok((more, set)) => {
                        words.extend(more);
                        fixed.extend(set.into_iter().map(|name| (at, instruction.span, name)));
                    }
                    Err(why) => return self.cannot(entrypoint, arguments, at, instruction.span, &why),
                },
                (Run::Exec(exec), None) => words.extend(exec.iter().map(|w| w.value.to_string())),
                (Run::Shell(_), None) => return self.cannot(entrypoint, arguments, at, instruction.span, "it is not read"),
            }
        }
        let Some(at) = entrypoint.or(arguments) else { return };
        let Some(span) = self.file.instructions.get(at).map(|i| i.span) else {
            return;
        };
        for (at, span, name) in fixed {
            self.ledger
                .left(at, span, format!("without a shell, ${} is always what ENV says here", shown(&name)));
        }
        self.words(at, span, words);
        if let Some(second) = arguments.filter(|second| *second != at) {
            let span = self.file.instructions.get(second).map_or(span, |i| i.span);
            self.ledger.itself(second, span, "its words are behind those of ENTRYPOINT");
        }
    }

    /// The words behind a small init: that is the platform's to run.
    fn without_init(&mut self, at: usize, span: Span, words: Vec<String>) -> Vec<String> {
        let is_init = |w: &String| matches!(w.rsplit('/').next(), Some("tini" | "dumb-init" | "tini-static"));
        if !words.first().is_some_and(is_init) {
            return words;
        }
        self.ledger.left(
            at,
            span,
            "it is started without a small init: run the container with --init if it leaves processes behind",
        );
        let rest = words.into_iter().skip(1);
        rest.skip_while(|w| w.starts_with('-')).collect()
    }

    fn is_shell(&self, at: usize) -> bool {
        let body = self.file.instructions.get(at).map(|i| &i.body);
        matches!(body, Some(Body::Entrypoint(Run::Shell(_))))
    }

    /// The command needs what only a shell does.
    fn cannot(&mut self, entrypoint: Option<usize>, arguments: Option<usize>, at: usize, span: Span, why: &str) {
        self.ledger.left(at, span, format!("an app is started without a shell: {why}"));
        for other in [entrypoint, arguments].into_iter().flatten().filter(|o| *o != at) {
            let span = self.file.instructions.get(other).map_or(span, |i| i.span);
            self.ledger.left(other, span, "it belongs to a command that is not lifted");
        }
    }

    /// The words, with the paths of the compiled image in them.
    fn words(&mut self, at: usize, span: Span, words: Vec<String>) {
        let preset = self.ground.preset;
        let words = without_manager(self.without_init(at, span, words), &preset.lift);
        let plain: Vec<&str> = words.iter().map(String::as_str).collect();
        let first = |w: &'_ str| w.rsplit('/').next().unwrap_or_default().to_owned();
        let program = plain.first().map(|w| first(w)).unwrap_or_default();
        let short: Vec<&str> = std::iter::once(program.as_str()).chain(plain.iter().skip(1).copied()).collect();
        if let Some(options) = preset.lift.starts.iter().find_map(|s| signs::fits(s, &short)) {
            let unknown: Vec<&str> = options
                .into_iter()
                .filter(|o| !preset.lift.options.iter().any(|p| glob(p, o)))
                .collect();
            return match unknown.as_slice() {
                [] => self.ledger.itself(at, span, "the template starts what it builds"),
                some => self.ledger.left(
                    at,
                    span,
                    format!("the template starts what it builds, without {}", shown(&some.join(" "))),
                ),
            };
        }
        let workdir = self.final_workdir();
        // A program that a build in the image's own stage leaves where it made it.
        if let Some(path) = words.first().filter(|w| w.contains('/')).map(|w| absolute(&workdir, w))
            && self.is_lone()
            && preset.binaries.is_some()
            && self.place(&path) == path.replacen(&workdir, super::APP, 1)
            && !self.places.iter().any(|(from, _)| *from == path)
        {
            self.program(at, span, &first(&path), "", &path);
        }
        let mut out = Vec::new();
        for (index, word) in words.iter().enumerate() {
            let full = absolute(&workdir, word);
            let rooted = word.starts_with('/') || index == 0 && word.contains('/');
            let place = if rooted { self.place(&full) } else { word.clone() };
            let carried = self
                .places
                .iter()
                .any(|(from, to)| to.is_empty() && super::inside(from, &full).is_some());
            out.push(if rooted && carried && index == 0 { first(word) } else { place });
        }
        if let Some(bad) = out.iter().find_map(|w| Line::new(w.as_str()).err()) {
            return self.ledger.left(at, span, bad.to_string());
        }
        if out.is_empty() {
            return self.ledger.itself(at, span, "no command");
        }
        if self.ledger.has_secret(span) {
            return self.ledger.left(
                at,
                span,
                "a secret stands in it: hand it over in the environment when the container starts",
            );
        }
        let values: Vec<toml::Value> = out.into_iter().map(toml::Value::from).collect();
        self.ledger.fact(at, span, "runtime", "command", toml::Value::Array(values));
    }
}

/// The words behind a package manager that would only start them: the image has what it installed, and not itself.
fn without_manager(words: Vec<String>, lift: &LiftSigns) -> Vec<String> {
    let is_it = |through: &&String| {
        through
            .split(' ')
            .eq(words.iter().map(String::as_str).take(through.split(' ').count()))
    };
    let Some(through) = lift.through.iter().find(is_it) else {
        return words;
    };
    let mut rest = words.iter().skip(through.split(' ').count()).peekable();
    let interpreter = |word: &str| {
        lift.interprets
            .iter()
            .find(|(mark, _)| word == mark.as_str() || word.ends_with(mark.as_str()))
    };
    while let Some(option) = rest.next_if(|w| w.starts_with('-') && interpreter(w).is_none()) {
        if lift.through_valued.contains(option) {
            rest.next();
        }
    }
    let by = rest.peek().and_then(|first| interpreter(first)).map(|(_, program)| program.clone());
    by.into_iter().chain(rest.cloned()).collect()
}

/// The words of a script that is one plain command, and the variables that were filled in.
pub fn plain(file: &Dockerfile, script: &Script, at: usize) -> Result<(Vec<String>, Vec<String>), String> {
    let [command] = script.commands.as_slice() else {
        return Err("it is more than one command".to_owned());
    };
    if !command.redirects.is_empty() || !command.assignments.is_empty() || !script.unread.is_empty() || script.lists.len() > 1 {
        return Err("it redirects, assigns or substitutes".to_owned());
    }
    let words = command.words.iter().skip(usize::from(command.program() == "exec"));
    let (mut out, mut fixed) = (Vec::new(), Vec::new());
    for word in words {
        if word.literal {
            out.push(word.value.to_string());
            continue;
        }
        let raw = file.source.slice(word.span);
        let mut names = Vec::new();
        let unknown = std::cell::Cell::new(false);
        let lookup = |name: &str| match file.variable(name, at) {
            Variable::Set(value) => Variable::Set(value),
            _ => {
                unknown.set(true);
                Variable::Unknown
            }
        };
        let value = expand(raw, file.escape, &lookup)
            .ok()
            .filter(|_| !raw.contains(['`', '*', '~', '(']) && !unknown.get());
        let Some(value) = value.filter(|v| !v.contains(char::is_whitespace)) else {
            return Err(format!("`{}` needs one", shown(raw)));
        };
        names.extend(raw.split('$').skip(1).map(|rest| {
            let rest = rest.trim_start_matches('{');
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
            rest.get(..end).unwrap_or_default().to_owned()
        }));
        fixed.extend(names);
        out.push(value);
    }
    if out.is_empty() {
        Err("it is empty".to_owned())
    } else {
        Ok((out, fixed))
    }
}
