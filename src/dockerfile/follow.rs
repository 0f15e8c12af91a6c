//! How what is in force comes about: instruction by instruction, stage by stage.

use super::{
    Base, Body, Dockerfile, Instruction, Keyword, Pair,
    expand::Variable,
    scope::{FARTHEST, Scope, Scopes, Setting, Track},
};

/// How many ONBUILD instructions of a stage are followed.
const MOST_TRIGGERS: usize = 32;

/// How many bytes of values are kept for any file, however short.
const ROOM: usize = 1 << 16;

/// What BuildKit gives an image from scratch.
const PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

impl Scopes {
    /// Takes notice of the whole file.
    pub(super) fn of(file: &Dockerfile) -> Self {
        let mut all = Self::global(file);
        for stage in &file.stages {
            let parent = match stage.base {
                Base::Stage(parent) => Some(parent),
                _ => None,
            };
            let mut scope = Scope {
                parent,
                open: !matches!(stage.base, Base::Scratch | Base::Stage(_)),
                ..Scope::default()
            };
            let sets = |instruction: &&Instruction| matches!(instruction.keyword, Keyword::Arg | Keyword::Env);
            scope.variables.reserve(file.instructions_of(stage).iter().filter(sets).count());
            if stage.base == Base::Scratch {
                scope.define("PATH".to_owned(), stage.instructions.start, Some(PATH.to_owned()));
            }
            for (keyword, track) in parent.and_then(|p| all.stages.get(p)).map(|p| &p.settings).into_iter().flatten() {
                let inherited = track.before(usize::MAX).cloned();
                scope.settings.insert(
                    *keyword,
                    Track {
                        inherited,
                        own: Vec::new(),
                    },
                );
            }
            let triggers = parent
                .and_then(|p| all.stages.get(p))
                .map(|p| p.triggers.clone())
                .unwrap_or_default();
            all.stages.push(scope);
            for index in triggers {
                if let Some(Body::Onbuild(inner)) = file.instructions.get(index).map(|i| &i.body) {
                    all.follow(file, stage.index, inner, index, stage.instructions.start);
                }
            }
            for index in stage.instructions.clone().skip(1) {
                if let Some(instruction) = file.instructions.get(index) {
                    all.follow(file, stage.index, instruction, index, index);
                }
            }
        }
        all
    }

    /// What stands before the first FROM; that is all that a FROM may use.
    pub(super) fn global(file: &Dockerfile) -> Self {
        let mut all = Self {
            global: Scope::default(),
            stages: Vec::new(),
            room: 16 * file.source.text().len() + ROOM,
        };
        let first = file.stages.first().map_or(file.instructions.len(), |s| s.instructions.start);
        for (index, instruction) in file.instructions.iter().enumerate().take(first) {
            if let Body::Arg(pairs) = &instruction.body {
                for pair in pairs {
                    let value = pair.value.as_ref().and_then(|value| all.value(file, None, value, index + 1).ok());
                    let value = all.keep(value);
                    all.global.define(pair.key.value.to_string(), index, value);
                }
            }
        }
        all
    }

    /// An instruction of a stage (or of an ONBUILD) that takes effect at `place`.
    fn follow(&mut self, file: &Dockerfile, stage: usize, instruction: &Instruction, index: usize, place: usize) {
        match &instruction.body {
            Body::Env(pairs) => {
                let values: Vec<_> = pairs.iter().map(|pair| self.env(file, stage, pair, place)).collect();
                for (key, value) in values {
                    self.define(stage, key, place, value);
                }
            }
            Body::Arg(pairs) => {
                for pair in pairs {
                    self.arg(file, stage, pair, place);
                }
            }
            Body::User(word) | Body::Stopsignal(word) => {
                let value = self.value(file, Some(stage), word, place + 1).ok();
                self.set(stage, instruction.keyword, place, Some(Setting { instruction: index, value }));
            }
            Body::Workdir(word) => {
                let value = self.value(file, Some(stage), word, place + 1).ok();
                let value = value.and_then(|path| self.path(file, stage, &path, place));
                let value = self.keep(value);
                self.set(stage, instruction.keyword, place, Some(Setting { instruction: index, value }));
            }
            Body::Cmd(_) | Body::Entrypoint(_) | Body::Healthcheck(_) | Body::Shell(_) => {
                let command = self.stages.get(stage).and_then(|s| s.settings.get(&Keyword::Cmd)?.own.last());
                if instruction.keyword == Keyword::Entrypoint && command.is_none_or(|(_, setting)| setting.is_none()) {
                    // a new ENTRYPOINT takes an inherited CMD away
                    self.set(stage, Keyword::Cmd, place, None);
                }
                let setting = Setting {
                    instruction: index,
                    value: None,
                };
                self.set(stage, instruction.keyword, place, Some(setting));
            }
            Body::Onbuild(_) => {
                let scope = self.stages.get_mut(stage).filter(|s| s.triggers.len() < MOST_TRIGGERS);
                scope.into_iter().for_each(|s| s.triggers.push(index));
            }
            _ => {}
        }
    }

    fn set(&mut self, stage: usize, keyword: Keyword, place: usize, setting: Option<Setting>) {
        if let Some(scope) = self.stages.get_mut(stage) {
            scope.settings.entry(keyword).or_default().own.push((place, setting));
        }
    }

    /// The value, if there is room for it; else it counts as unknown.
    fn keep(&mut self, value: Option<String>) -> Option<String> {
        let value = value?;
        self.room = self.room.checked_sub(value.len())?;
        Some(value)
    }

    fn define(&mut self, stage: usize, key: Option<String>, place: usize, value: Option<String>) {
        let value = self.keep(value);
        if let (Some(scope), Some(key)) = (self.stages.get_mut(stage), key) {
            scope.define(key, place, value);
        }
    }

    fn env(&self, file: &Dockerfile, stage: usize, pair: &Pair, place: usize) -> (Option<String>, Option<String>) {
        let key = self.value(file, Some(stage), &pair.key, place + 1).ok();
        let value = pair
            .value
            .as_ref()
            .and_then(|value| self.value(file, Some(stage), value, place + 1).ok());
        (key, value)
    }

    fn arg(&mut self, file: &Dockerfile, stage: usize, pair: &Pair, place: usize) {
        let name = pair.key.value.as_str();
        let value = match &pair.value {
            // each ARG of a line sees those before it
            Some(value) => self.value(file, Some(stage), value, place + 1).ok(),
            None => match self.global.variables.get(name) {
                Some(values) => values.last().map(str::to_owned),
                None => match self.variable(Some(stage), name, place + 1) {
                    // nobody gives it a value, so an earlier one stays
                    Variable::Set(_) => return,
                    _ => None,
                },
            },
        };
        self.define(stage, Some(name.to_owned()), place, value);
    }

    /// WORKDIR makes a relative path absolute.
    fn path(&self, file: &Dockerfile, stage: usize, path: &str, place: usize) -> Option<String> {
        if path.starts_with('/') {
            return Some(clean(path));
        }
        let before = match self.setting(stage, Keyword::Workdir, place + 1) {
            Some(setting) => setting.value.clone()?,
            None => self.starts_at_root(file, stage).then(|| "/".to_owned())?,
        };
        Some(clean(&format!("{before}/{path}")))
    }

    /// Whether a stage, or the one it starts from, is from scratch.
    fn starts_at_root(&self, file: &Dockerfile, mut stage: usize) -> bool {
        for _ in 0..FARTHEST {
            match file.stages.get(stage).map(|s| &s.base) {
                Some(Base::Scratch) => return true,
                Some(Base::Stage(parent)) => stage = *parent,
                _ => return false,
            }
        }
        false
    }
}

/// A path without `.`, `..` and doubled slashes.
fn clean(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    format!("/{}", parts.join("/"))
}
