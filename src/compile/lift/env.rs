//! ENV, ARG and LABEL: what is known of the environment, what is a secret, and what the image says about itself.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::{APP, Lifter, glob::glob, inside};
use crate::{
    audit::is_secret_name,
    dockerfile::{Body, Keyword, Pair, Word},
    source::Span,
    value::{EnvName, LabelKey, Line, SecretId, shown},
};

/// The OCI annotations that have a key of their own.
const ANNOTATION: &str = "org.opencontainers.image.";
const KEYS: [&str; 8] = [
    "title",
    "description",
    "source",
    "url",
    "documentation",
    "vendor",
    "licenses",
    "version",
];

/// Variables that only apt and its kin read, while they install.
const FOR_INSTALLERS: [&str; 2] = ["DEBIAN_FRONTEND", "DEBCONF_NONINTERACTIVE_SEEN"];

impl Lifter<'_> {
    /// All of them, also the ARGs before the first FROM.
    pub(super) fn variables(&mut self) {
        for (at, instruction) in self.file.instructions.iter().enumerate() {
            let global = self.file.stage_of(at).is_none();
            if !global && !self.counts(at) {
                continue;
            }
            match &instruction.body {
                Body::Env(pairs) => pairs.iter().for_each(|pair| self.env(at, pair)),
                Body::Arg(pairs) => pairs.iter().for_each(|pair| self.arg(at, pair)),
                Body::Label(pairs) => pairs.iter().for_each(|pair| self.label(at, pair)),
                Body::Maintainer(word) if self.ships(at) => match Line::new(word.value.as_str()) {
                    Ok(line) => self.ledger.fact(
                        at,
                        instruction.span,
                        "image.labels",
                        "org.opencontainers.image.authors",
                        line.as_str(),
                    ),
                    Err(why) => self.ledger.left(at, instruction.span, why.to_string()),
                },
                _ => {}
            }
        }
    }

    fn env(&mut self, at: usize, pair: &Pair) {
        let name = pair.key.value.as_str();
        let value = pair.value.as_ref().and_then(|value| self.file.expand(value, at));
        let preset = &self.ground.preset;
        let port = preset.runtime.port.to_string();
        let framework = preset.frameworks.iter().find(|f| Some(f.name.as_str()) == self.ground.framework);
        let framework = framework.map(|f| &f.env);
        let usual = [Some(&preset.runtime.env), framework]
            .into_iter()
            .flatten()
            .filter_map(|env| env.get(name));
        if pair.value.as_ref().is_some_and(|value| self.ledger.has_secret(value.span)) {
            let why = "a secret: hand it over when the container starts; the image must not know it";
            return self.ledger.left(at, pair.span, why);
        }
        if preset.lift.env.iter().any(|pattern| glob(pattern, name)) {
            return self.ledger.itself(at, pair.span, "the template sees to it");
        }
        if FOR_INSTALLERS.contains(&name) {
            return self
                .ledger
                .itself(at, pair.span, "only asks of installers: the template sees to it");
        }
        if EnvName::new(name).is_err() {
            return self
                .ledger
                .left(at, pair.span, format!("`{}` names no variable that app.toml can set", shown(name)));
        }
        let Some(value) = value else {
            return self.ledger.left(
                at,
                pair.span,
                "its value cannot be told from the file: a variable in it is set elsewhere",
            );
        };
        let listed = preset.lift.modules.iter().any(|one| one == name);
        let Some(value) = self.moved(&value, listed) else {
            return self.ledger.itself(at, pair.span, "the template sees to the folders that it names");
        };
        if usual.map(|u| u.replace("{port}", &port)).any(|u| u == value) {
            return self.ledger.itself(at, pair.span, "the template sets it");
        }
        match Line::new(value) {
            Ok(line) if self.ships(at) => self.ledger.fact(at, pair.span, "runtime.env", name, line.as_str()),
            Ok(line) => self.ledger.fact(at, pair.span, "build.env", name, line.as_str()),
            Err(why) => self.ledger.left(at, pair.span, why.to_string()),
        }
    }

    /// A value whose paths lie where the compiled image has them. Of a list of folders of modules only those that the project has are left, if any.
    fn moved(&self, value: &str, listed: bool) -> Option<String> {
        let is_there = |place: &&String| match inside(APP, place) {
            Some("") | None => true,
            Some(path) => self.ground.project.kind(path).is_some(),
        };
        let places = value
            .split(':')
            .map(|part| if part.starts_with('/') { self.place(part) } else { part.to_owned() });
        let places: Vec<String> = places.filter(|place| !listed || is_there(&place)).collect();
        (!places.is_empty()).then(|| places.join(":"))
    }

    fn arg(&mut self, at: usize, pair: &Pair) {
        let name = pair.key.value.as_str();
        if is_secret_name(name) {
            // every step behind it sees an argument
            let build = self.ground.preset.build_takes_secrets;
            self.secret(at, pair.span, (&name.to_ascii_lowercase().replace('_', "-"), build), Some(name));
            if pair.value.is_some() {
                self.ledger.left(
                    at,
                    pair.span,
                    "the default of a secret is not lifted: change it where it is valid, it stood in a file",
                );
            }
        } else if let Some(value) = pair.value.as_ref().filter(|_| self.ground.common.baked.has(name)) {
            self.baked(at, pair, name, value);
        } else if pair.value.is_some() || name.starts_with("TARGET") || name.starts_with("BUILD") || self.is_set_before(at, name) {
            self.ledger.itself(at, pair.span, "its value stands wherever it is used");
        } else {
            self.ledger.left(
                at,
                pair.span,
                "a build argument without a value: app.toml has none, write the value where it is needed",
            );
        }
    }

    /// An argument with a value, which the steps behind it see as a variable.
    fn baked(&mut self, at: usize, pair: &Pair, name: &str, value: &Word) {
        let line = self.file.expand(value, at).map(Line::new);
        match line {
            Some(Ok(line)) => self.ledger.fact(at, pair.span, "build.env", name, line.as_str()),
            Some(Err(why)) => self.ledger.left(at, pair.span, why.to_string()),
            None => self.ledger.left(
                at,
                pair.span,
                "its value cannot be told from the file: a variable in it is set elsewhere",
            ),
        }
    }

    fn is_set_before(&self, at: usize, name: &str) -> bool {
        let pairs = self.file.instructions.iter().take(at).filter_map(|i| match &i.body {
            Body::Arg(pairs) => Some(pairs),
            _ => None,
        });
        pairs.flatten().any(|p| p.key.value == name && p.value.is_some())
    }

    /// A secret of the build.
    pub(super) fn secret(&mut self, at: usize, span: Span, (id, build): (&str, bool), env: Option<&str>) {
        let id = match SecretId::new(id) {
            Ok(id) => id,
            Err(why) => return self.ledger.left(at, span, why.to_string()),
        };
        let mut table = Table::new();
        table.insert("id".to_owned(), Value::from(id.as_str()));
        if let Some(env) = env.filter(|env| EnvName::new(*env).is_ok()) {
            table.insert("env".to_owned(), Value::from(env));
        }
        if build {
            table.insert("build".to_owned(), Value::from(true));
        }
        self.ledger.entry(at, span, "build", "secrets", Value::Table(table));
    }

    fn label(&mut self, at: usize, pair: &Pair) {
        if !self.ships(at) {
            return self.ledger.itself(at, pair.span, "the image does not have it");
        }
        let key = self.file.expand(&pair.key, at).unwrap_or_default();
        let value = pair.value.as_ref().and_then(|value| self.file.expand(value, at));
        let Some(value) = value else {
            return self.ledger.left(
                at,
                pair.span,
                "its value cannot be told from the file: give it to the build with --label",
            );
        };
        if pair.value.as_ref().is_some_and(|value| self.ledger.has_secret(value.span)) {
            return self
                .ledger
                .left(at, pair.span, "a secret: everybody who has the image can read its labels");
        }
        let value = match (LabelKey::new(key.as_str()), Line::new(value)) {
            (Ok(_), Ok(value)) => value,
            (Err(why), _) | (_, Err(why)) => return self.ledger.left(at, pair.span, why.to_string()),
        };
        match key.strip_prefix(ANNOTATION).filter(|rest| KEYS.contains(rest)) {
            Some(own) => self.ledger.fact(at, pair.span, "image", own, value.as_str()),
            None => self.ledger.fact(at, pair.span, "image.labels", &key, value.as_str()),
        }
    }

    /// The values of the build arguments and variables that a step's text names, as far as the file gives them; the name of one that it does not.
    pub(super) fn variables_of(&self, at: usize, text: &str) -> Result<Vec<(String, String)>, String> {
        let names = names(text);
        let mut declared = BTreeSet::new();
        let mut set = BTreeSet::new();
        for (index, instruction) in self.file.instructions.iter().enumerate().take(at) {
            let same = self.file.stage_of(index).map(|s| s.index) == self.file.stage_of(at).map(|s| s.index);
            if let (Body::Arg(pairs), true) = (&instruction.body, same) {
                declared.extend(pairs.iter().map(|p| p.key.value.as_str()));
            }
            if let (Keyword::Env, Body::Env(pairs), true) = (instruction.keyword, &instruction.body, self.counts(index)) {
                set.extend(pairs.iter().map(|p| p.key.value.as_str()));
            }
        }
        let mut values = Vec::new();
        for name in names {
            let known = self.file.variable(name, at);
            match known {
                crate::dockerfile::expand::Variable::Set(value) if declared.contains(name) && !set.contains(name) => {
                    values.push((name.to_owned(), value.to_owned()));
                }
                crate::dockerfile::expand::Variable::Set(_) => {}
                _ if declared.contains(name) && !is_secret_name(name) => return Err(name.to_owned()),
                _ => {}
            }
        }
        Ok(values)
    }
}

/// The names behind each `$` of a text.
fn names(text: &str) -> BTreeSet<&str> {
    let behind = text.split('$').skip(1);
    let name = behind.map(|rest| {
        let rest = rest.strip_prefix('{').unwrap_or(rest);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    });
    name.filter(|name| !name.is_empty()).collect()
}
