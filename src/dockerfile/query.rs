//! What rules ask of a whole file: values, settings in force, and which stage needs which.

use std::collections::BTreeSet;

use super::{
    Base, Body, Dockerfile, Instruction, Keyword, Mount, Stage, Word,
    expand::Variable,
    scope::{Scopes, Setting},
};
use crate::value::ImageRef;

/// Where a COPY or a mount takes files from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The build context.
    Context,
    /// A stage of the file.
    Stage(usize),
    /// An image.
    Image(ImageRef),
    /// Nothing: an empty root.
    Scratch,
    /// A variable (which BuildKit does not expand here), a stage that is not there or comes later, or no reference at all.
    Unresolved(String),
}

impl Dockerfile {
    pub(super) fn scopes(&self) -> &Scopes {
        self.scopes.get_or_init(|| Scopes::of(self))
    }

    /// The stage whose variables an instruction sees: a FROM sees only what stands before all stages.
    pub(super) fn scope_at(&self, at: usize) -> Option<usize> {
        self.stage_of(at).filter(|s| s.instructions.start != at).map(|s| s.index)
    }

    /// What is known of a variable just before the instruction with that index: from ARG and ENV in its stage, and in the stages
    /// of the file that its stage starts from. An ARG without default is unknown, not empty; so is what a base image may set.
    pub fn variable(&self, name: &str, at: usize) -> Variable<'_> {
        self.scopes().variable(self.scope_at(at), name, at)
    }

    /// Whether an ARG or ENV of the stage of the instruction with that index, above it or below, has that name.
    pub fn declares(&self, name: &str, at: usize) -> bool {
        let stage = self.scope_at(at).and_then(|stage| self.scopes().stages.get(stage));
        stage.is_some_and(|scope| scope.variables.contains_key(name))
    }

    /// The value of a word of the instruction with that index, as BuildKit expands it there; none if it depends on a variable whose value
    /// is unknown. Do not ask it of RUN, CMD and ENTRYPOINT: their variables are the shell's.
    pub fn expand(&self, word: &Word, at: usize) -> Option<String> {
        self.scopes().value(self, self.scope_at(at), word, at).ok()
    }

    /// The last USER, WORKDIR, SHELL, CMD, ENTRYPOINT, HEALTHCHECK or STOPSIGNAL that is in force just before the instruction with that
    /// index. None if the file has none: then the base image decides.
    pub fn setting_at(&self, keyword: Keyword, at: usize) -> Option<&Setting> {
        self.scopes().setting(self.scope_at(at)?, keyword, at)
    }

    /// The same at the end of a stage: what its image has. An inherited CMD is gone once the stage sets an ENTRYPOINT.
    pub fn setting(&self, keyword: Keyword, stage: &Stage) -> Option<&Setting> {
        self.scopes().setting(stage.index, keyword, usize::MAX)
    }

    /// The user that the image of a stage runs as, and the USER that says so. None if the base image decides.
    pub fn user(&self, stage: &Stage) -> Option<&Setting> {
        self.setting(Keyword::User, stage)
    }

    /// The working directory of the image of a stage, as an absolute path if it is known. None if the base image decides.
    pub fn workdir(&self, stage: &Stage) -> Option<&Setting> {
        self.setting(Keyword::Workdir, stage)
    }

    /// The words of the SHELL in force just before the instruction with that index. None: `/bin/sh -c`, or what the base image says.
    pub fn shell_at(&self, at: usize) -> Option<&[Word]> {
        let setting = self.setting_at(Keyword::Shell, at)?;
        let instruction = self.instructions.get(setting.instruction)?;
        match (&instruction.body, instruction.onbuild().map(|i| &i.body)) {
            (Body::Shell(words), _) | (_, Some(Body::Shell(words))) => Some(words),
            _ => None,
        }
    }

    /// The image or scratch at the root of a stage: its own base, or that of the stage it starts from.
    pub fn root_base<'a>(&'a self, stage: &'a Stage) -> &'a Base {
        let mut base = &stage.base;
        while let Base::Stage(parent) = base {
            match self.stages.get(*parent) {
                Some(parent) => base = &parent.base,
                None => break,
            }
        }
        base
    }

    /// Where the COPY or ADD with that index takes its files from. A name is that of the last such stage above, else an image.
    pub fn copy_from(&self, at: usize) -> Origin {
        let copy = self.instructions.get(at).map(|i| i.onbuild().unwrap_or(i));
        match copy.and_then(|i| i.flag_value("from")) {
            Some(from) => self.origin(&from.value, at, true),
            None => Origin::Context,
        }
    }

    /// Where a mount of the RUN with that index takes its files from. None if its kind has no source: tmpfs, secret, ssh, and a cache
    /// that starts empty.
    pub fn mount_from(&self, mount: &Mount, at: usize) -> Option<Origin> {
        match (mount.get(&["from"]), mount.kind()) {
            (Some(from), "bind" | "cache") => Some(self.origin(from, at, false)),
            (None, "bind") => Some(Origin::Context),
            _ => None,
        }
    }

    fn origin(&self, from: &str, at: usize, numbers: bool) -> Origin {
        let unresolved = || Origin::Unresolved(from.to_owned());
        let Some(current) = self.stage_of(at) else {
            return unresolved();
        };
        if from.contains(['$', '"', '\'', self.escape]) {
            return unresolved();
        }
        if numbers && let Ok(number) = from.parse::<usize>() {
            return if number < current.index {
                Origin::Stage(number)
            } else {
                unresolved()
            };
        }
        if from == "scratch" {
            return Origin::Scratch;
        }
        let named = self.names.get(&from.to_ascii_lowercase()).map(Vec::as_slice).unwrap_or_default();
        match named.partition_point(|index| *index < current.index).checked_sub(1) {
            Some(last) => named.get(last).map_or_else(unresolved, |index| Origin::Stage(*index)),
            None if !named.is_empty() => unresolved(),
            None => ImageRef::parse(from).map_or_else(|_| unresolved(), Origin::Image),
        }
    }

    /// The stages that one stage is made from, itself included, by index: its base, and what its COPY and RUN take from others.
    pub fn stages_for(&self, stage: &Stage) -> BTreeSet<usize> {
        let mut needed = BTreeSet::new();
        let mut work = vec![stage.index];
        while let Some(stage) = work.pop().and_then(|index| self.stages.get(index)) {
            if !needed.insert(stage.index) {
                continue;
            }
            if let Base::Stage(parent) = stage.base {
                work.push(parent);
            }
            for at in stage.instructions.clone() {
                self.sources_of(at, |source| work.push(source));
            }
        }
        needed
    }

    /// The stages that an instruction (or the one in its ONBUILD) takes files from.
    fn sources_of(&self, at: usize, mut add: impl FnMut(usize)) {
        let Some(instruction) = self.instructions.get(at).map(|i| i.onbuild().unwrap_or(i)) else {
            return;
        };
        let mut found = |origin| {
            if let Some(Origin::Stage(index)) = origin {
                add(index);
            }
        };
        match instruction.keyword {
            _ if instruction.flags.is_empty() => {}
            Keyword::Copy => found(Some(self.copy_from(at))),
            Keyword::Run => instruction.mounts().for_each(|mount| found(self.mount_from(&mount, at))),
            _ => {}
        }
    }
}

impl Instruction {
    /// The instruction inside an ONBUILD.
    pub fn onbuild(&self) -> Option<&Instruction> {
        match &self.body {
            Body::Onbuild(inner) => Some(inner),
            _ => None,
        }
    }
}
