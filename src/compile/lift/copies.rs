//! COPY and ADD: files of the project that the build or the image needs, programs and folders that the build makes.

use std::collections::BTreeSet;

use toml::{Table, Value};

use super::{APP, Lifter, absolute, context::Whole, glob::glob, inside};
use crate::{
    compile::project::Kind,
    dockerfile::{Body, Copy, Instruction, Keyword, Origin, Word},
    sorting,
    value::{AbsPath, Name, RelPath, shown},
};

impl Lifter<'_> {
    /// All of them, those that the image is made from.
    pub(super) fn copies(&mut self) {
        let mut all = self.all(Keyword::Copy);
        all.extend(self.all(Keyword::Add));
        sorting::by_key(&mut all, |(at, _)| *at);
        for (at, instruction) in all {
            let (Body::Copy(copy) | Body::Add(copy)) = &instruction.body else {
                continue;
            };
            for flag in &instruction.flags {
                match flag.name.as_str() {
                    "from" | "link" => {}
                    "chown" | "chmod" => self
                        .ledger
                        .itself(at, flag.span, "files belong to the image's user, who cannot change them"),
                    _ => self.ledger.left(at, flag.span, "app.toml has no such flag for files"),
                }
            }
            for heredoc in &instruction.heredocs {
                self.ledger.left(
                    at,
                    heredoc.opener,
                    "put this text into a file of the project, and name that in [artifacts] files",
                );
            }
            for source in &copy.sources {
                self.copy(at, instruction, copy, source);
            }
        }
    }

    /// The working directory of the image.
    pub(super) fn final_workdir(&self) -> String {
        self.folder(self.file.workdir(self.last))
    }

    fn copy(&mut self, at: usize, instruction: &Instruction, copy: &Copy, source: &Word) {
        let span = source.span;
        let (from, to) = (self.file.expand(source, at), self.file.expand(&copy.destination, at));
        let (Some(from), Some(to)) = (from, to) else {
            return self
                .ledger
                .left(at, span, "its path cannot be told from the file: a variable in it is set elsewhere");
        };
        if from.contains("://") || from.starts_with("git@") {
            return self.ledger.left(
                at,
                span,
                "fetched when it is built: fetch it in a line of [build] run, with its checksum",
            );
        }
        let to = Target {
            path: absolute(&self.workdir(at), &to),
            folder: to.ends_with(['/', '.']) || copy.sources.len() > 1,
        };
        match self.file.copy_from(at) {
            Origin::Context => self.of_project(at, instruction, span, &from, &to),
            Origin::Stage(stage) => self.of_stage(at, span, stage, &from, &to),
            Origin::Image(image) => {
                let name = image.name();
                let tool = self
                    .ground
                    .preset
                    .managers
                    .iter()
                    .find(|m| m.image.as_ref().is_some_and(|i| i.split(':').next() == Some(name.as_str())));
                match tool.map(|m| m.name.clone()) {
                    Some(manager) => self.manager(at, span, &manager),
                    None => self.ledger.left(
                        at,
                        span,
                        format!(
                            "comes from the image {}: app.toml takes nothing from other images",
                            shown(&image.to_string())
                        ),
                    ),
                }
            }
            Origin::Scratch | Origin::Unresolved(_) => self.ledger.left(at, span, "where it comes from cannot be told from the file"),
        }
    }

    fn of_project(&mut self, at: usize, instruction: &Instruction, span: crate::source::Span, from: &str, to: &Target) {
        let from = from.trim_start_matches("./").trim_start_matches('/').trim_end_matches('/');
        let archive = [".tar", ".tgz", ".gz", ".xz", ".bz2", ".zst"].iter().any(|end| from.ends_with(end));
        if instruction.keyword == Keyword::Add && archive {
            return self
                .ledger
                .left(at, span, "ADD unpacks it: unpack it in the project, or in a line of [build] run");
        }
        if matches!(from, "" | ".") {
            return self.all_of_it(at, span);
        }
        for path in self.matching(from) {
            self.one(at, span, &path, to);
        }
        if self.matching(from).is_empty() {
            let optional = from.contains(['*', '?', '[']);
            let why = if optional {
                "nothing of the project fits"
            } else {
                "is not in the project"
            };
            self.ledger.left(at, span, format!("`{}` {why}", shown(from)));
        }
    }

    /// The paths of the project that a source means.
    fn matching(&self, from: &str) -> Vec<String> {
        if !from.contains(['*', '?', '[']) {
            return self.ground.project.kind(from).map(|_| from.to_owned()).into_iter().collect();
        }
        let (folder, pattern) = from.rsplit_once('/').unwrap_or(("", from));
        let names = self
            .ground
            .project
            .list(folder)
            .into_iter()
            .map(|(name, _)| name)
            .filter(|name| glob(pattern, name));
        names
            .map(|name| if folder.is_empty() { name } else { format!("{folder}/{name}") })
            .collect()
    }

    fn one(&mut self, at: usize, span: crate::source::Span, path: &str, to: &Target) {
        let Ok(path) = RelPath::new(path).map(|p| p.as_str().to_owned()) else {
            return self
                .ledger
                .left(at, span, format!("`{}` has characters that app.toml takes in no path", shown(path)));
        };
        let by_manager = self
            .ground
            .preset
            .managers
            .iter()
            .flat_map(|m| crate::compile::detect::Inputs::take(&m.files, self.ground.project, &[]).0);
        if by_manager.into_iter().any(|t| t.path == path) {
            return self.ledger.itself(at, span, "the template copies what the package manager reads");
        }
        let folder = self.ground.project.kind(&path) == Some(Kind::Folder);
        let place = to.of(&path, folder);
        let lift = &self.ground.preset.lift;
        if folder && lift.serves.contains(&place) {
            self.places.push((place, String::new()));
            return self.ledger.fact(at, span, "build.options", &lift.site, path);
        }
        if !self.ships(at) || self.compiles() && self.is_lone() {
            if self.is_input(&path) {
                return self.ledger.itself(at, span, "the template copies it into the build stage");
            }
            if inside(&self.workdir(at), &place) != Some(path.as_str()) {
                let why = format!("in the build stage it lies where it is in the project, not at {}", shown(&place));
                self.ledger.left(at, span, why);
            }
            return self.ledger.entry(at, span, "build", "files", path);
        }
        if self.ground.preset.lift.configures.iter().any(|p| glob(p, &place)) {
            return self.ledger.left(
                at,
                span,
                "the template configures this in a way of its own: see which options it has, `hullwright presets`",
            );
        }
        self.artifact(at, span, &path, &place);
    }

    /// Whether the language's build makes what runs, so that sources do not reach the image.
    fn compiles(&self) -> bool {
        self.ground.preset.binaries.is_some() || self.ground.preset.template_takes
    }

    /// The whole context.
    fn all_of_it(&mut self, at: usize, span: crate::source::Span) {
        let whole = self.whole();
        let builds = !self.ships(at) || self.compiles();
        if !builds {
            return self.whole_image(at, span, whole);
        }
        for path in &whole.taken {
            if !self.is_input(path) {
                self.ledger.entry(at, span, "build", "files", path.as_str());
            }
        }
        self.ledger.itself(at, span, "the template copies what a build reads");
        self.aside(at, span, &whole);
    }

    /// The whole project in the image: each part of it by name.
    fn whole_image(&mut self, at: usize, span: crate::source::Span, whole: Whole) {
        for path in &whole.taken {
            self.ledger.entry(at, span, "artifacts", "files", path.as_str());
        }
        if let Some(made) = self.ground.preset.made.as_ref().filter(|_| self.builds) {
            let why = format!(
                "what the build makes is not in the project: name it in [artifacts] files ({}, say)",
                made.names.join(" or ")
            );
            self.ledger.left(at, span, why);
        } else if whole.taken.is_empty() {
            self.ledger.itself(at, span, "there is nothing");
        }
        self.aside(at, span, &whole);
    }

    fn aside(&mut self, at: usize, span: crate::source::Span, whole: &Whole) {
        if !whole.aside.is_empty() {
            self.ledger.left(
                at,
                span,
                format!("left out of the whole folder: {}", shown(&whole.aside.join(", "))),
            );
        }
    }

    /// Something that reaches the image, and where it lies there.
    fn artifact(&mut self, at: usize, span: crate::source::Span, path: &str, place: &str) {
        let mapped = self.place(place);
        if mapped == format!("{APP}/{path}") {
            return self.ledger.entry(at, span, "artifacts", "files", path);
        }
        match AbsPath::new(mapped.as_str()) {
            Ok(to) => {
                let mut table = Table::new();
                table.insert("from".to_owned(), Value::from(path));
                table.insert("to".to_owned(), Value::from(to.as_str()));
                self.ledger.entry(at, span, "artifacts", "files", Value::Table(table));
            }
            Err(_) => self.ledger.left(
                at,
                span,
                format!(
                    "its contents come to lie in {}: name the files one by one in [artifacts] files",
                    shown(&mapped)
                ),
            ),
        }
    }

    fn of_stage(&mut self, at: usize, span: crate::source::Span, stage: usize, from: &str, to: &Target) {
        let Some(stage) = self.file.stages.get(stage) else {
            return self.ledger.left(at, span, "where it comes from cannot be told from the file");
        };
        let workdir = self.folder(self.file.workdir(stage));
        // BuildKit reads a source of a stage from its root.
        let path = absolute("/", from);
        let taken = self.ground.preset.lift.takes.iter().any(|p| glob(p, &path));
        let in_build = inside(&workdir, &path);
        let folder = !path.rsplit('/').next().unwrap_or_default().contains('.');
        let place = to.of(&path, folder && !to.folder);
        let made: BTreeSet<(String, String)> = self
            .outputs
            .iter()
            .filter(|(o, _)| inside(&path, o).is_some())
            .map(|(o, f)| (o.clone(), f.clone()))
            .collect();
        if !self.ships(at) {
            return self.ledger.itself(at, span, "between stages of the build");
        }
        if taken {
            self.places.push((place, String::new()));
            return self.ledger.itself(at, span, "the template carries it over");
        }
        if in_build == Some("") && !self.compiles() {
            self.places.push((place, APP.to_owned()));
            let whole = self.whole();
            return self.whole_image(at, span, whole);
        }
        if self.ground.preset.binaries.is_some() && !made.is_empty() {
            for (output, source) in made {
                let name = output.rsplit('/').next().unwrap_or_default().to_owned();
                let rest = inside(&path, &output).unwrap_or_default();
                let place = if rest.is_empty() {
                    to.of(&path, false)
                } else {
                    format!("{}/{rest}", to.path)
                };
                self.program(at, span, &name, &source, &place);
            }
            return;
        }
        let name = path.rsplit('/').next().unwrap_or_default();
        let project = in_build.filter(|p| self.ground.project.kind(p).is_some());
        if self.ground.preset.binaries.is_some() && project.is_none() && !name.contains('.') {
            return self.program(at, span, name, "", &to.of(&path, false));
        }
        match in_build.map(RelPath::new) {
            Some(Ok(path)) if !path.as_str().contains('*') => {
                let from = path.as_str().to_owned();
                self.artifact(at, span, &from, &place);
            }
            _ => self.ledger.left(
                at,
                span,
                "not a path of the app's own folder: what the build leaves is named in [artifacts]",
            ),
        }
    }

    /// A program that the build makes.
    pub(super) fn program(&mut self, at: usize, span: crate::source::Span, name: &str, from: &str, place: &str) {
        let Ok(name) = Name::new(name) else {
            return self
                .ledger
                .left(at, span, format!("`{}` cannot be the name of a program", shown(name)));
        };
        self.places.push((place.to_owned(), format!("{APP}/{}", name.as_str())));
        let found = |pattern: &String| pattern.replace("{name}", name.as_str()) == from;
        let usual = from.is_empty() || from == "." || self.ground.preset.binaries.as_ref().is_some_and(|b| b.from.iter().any(found));
        let value = match RelPath::new(from)
            .ok()
            .filter(|p| !usual && self.ground.project.kind(p.as_str()).is_some())
        {
            Some(from) => {
                let mut table = Table::new();
                table.insert("name".to_owned(), Value::from(name.as_str()));
                table.insert("from".to_owned(), Value::from(from.as_str()));
                Value::Table(table)
            }
            None => Value::from(name.as_str()),
        };
        self.ledger.entry(at, span, "artifacts", "binaries", value);
    }
}

/// Where a COPY puts things.
struct Target {
    path: String,
    /// Whether it is a folder for what is copied.
    folder: bool,
}

impl Target {
    /// Where a path comes to lie: the contents of a folder go to the target itself.
    fn of(&self, path: &str, folder: bool) -> String {
        let name = path.rsplit('/').next().unwrap_or_default();
        if self.folder && !folder {
            absolute(&self.path, name)
        } else {
            self.path.clone()
        }
    }
}
