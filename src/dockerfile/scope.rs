//! What is in force where: the variables and settings of each stage, instruction by instruction, with what it inherits from the
//! stages of the same file that it starts from. Made once for a file, when it is first asked for.

use std::collections::{BTreeMap, hash_map::Entry};

use super::{
    Dockerfile, Keyword, Word,
    expand::{Failure, Variable, expand},
    lex::rejoin,
    words::unquote,
};

/// A setting, and the instruction that made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The index of the instruction. If a stage inherited an ONBUILD, it is the index of that.
    pub instruction: usize,
    /// The value with its variables expanded, where it is one word and known: the user of USER, the absolute path of WORKDIR, the signal of
    /// STOPSIGNAL.
    pub value: Option<String>,
}

/// How many stages are followed when a variable is looked for.
pub(super) const FARTHEST: usize = 256;

/// Variables that the builder knows and the file does not.
const OF_THE_BUILDER: [&str; 11] = [
    "BUILDPLATFORM",
    "BUILDOS",
    "BUILDOSVERSION",
    "BUILDARCH",
    "BUILDVARIANT",
    "TARGETPLATFORM",
    "TARGETOS",
    "TARGETOSVERSION",
    "TARGETARCH",
    "TARGETVARIANT",
    "TARGETSTAGE",
];

/// The settings of one kind in one stage.
#[derive(Clone, Debug, Default)]
pub(super) struct Track {
    pub(super) inherited: Option<Setting>,
    /// Sorted by where they take effect.
    pub(super) own: Vec<(usize, Option<Setting>)>,
}

impl Track {
    pub(super) fn before(&self, at: usize) -> Option<&Setting> {
        match self.own.partition_point(|(place, _)| *place < at).checked_sub(1) {
            Some(last) => self.own.get(last)?.1.as_ref(),
            None => self.inherited.as_ref(),
        }
    }
}

/// A value of a variable, with where it takes effect; none where it is unknown.
type Value = (usize, Option<Box<str>>);

/// The values of a variable in the order in which they take effect. Nearly always there is one.
#[derive(Clone, Debug)]
pub(super) struct Values {
    first: Value,
    more: Vec<Value>,
}

impl Values {
    pub(super) fn last(&self) -> Option<&str> {
        self.more.last().unwrap_or(&self.first).1.as_deref()
    }

    /// The last one that takes effect before `at`.
    fn before(&self, at: usize) -> Option<&Value> {
        let more = self.more.partition_point(|(place, _)| *place < at);
        match more.checked_sub(1) {
            Some(last) => self.more.get(last),
            None => Some(&self.first).filter(|(place, _)| *place < at),
        }
    }
}

/// The variables of a stage by name. They are looked up and never gone through, so that the order of the map, which is not the same twice, reaches
/// nothing; a tree of a hundred thousand names took most of the time of a file that has them.
#[allow(clippy::disallowed_types)]
type Variables = std::collections::HashMap<String, Values>;

/// One stage, or what stands before the first.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    pub(super) variables: Variables,
    pub(super) settings: BTreeMap<Keyword, Track>,
    pub(super) parent: Option<usize>,
    /// Whether a variable that nobody sets in the file may have a value.
    pub(super) open: bool,
    /// Its ONBUILD instructions, which run at the start of a stage that starts from this one.
    pub(super) triggers: Vec<usize>,
}

impl Scope {
    /// Gives a variable a value from `place` on.
    pub(super) fn define(&mut self, name: String, place: usize, value: Option<String>) {
        let value = (place, value.map(String::into_boxed_str));
        match self.variables.entry(name) {
            Entry::Vacant(entry) => drop(entry.insert(Values {
                first: value,
                more: Vec::new(),
            })),
            Entry::Occupied(entry) => entry.into_mut().more.push(value),
        }
    }

    /// A variable that is set here before `at`.
    fn variable(&self, name: &str, at: usize) -> Variable<'_> {
        let Some(values) = self.variables.get(name) else {
            return Variable::Unset;
        };
        match values.before(at) {
            Some((_, Some(value))) => Variable::Set(value),
            Some((_, None)) => Variable::Unknown,
            None => Variable::Unset,
        }
    }
}

/// All scopes of a file.
#[derive(Clone, Debug)]
pub(super) struct Scopes {
    pub(super) global: Scope,
    pub(super) stages: Vec<Scope>,
    /// How many bytes of values may still be kept: a file can make its values grow with every line.
    pub(super) room: usize,
}

impl Scopes {
    /// The setting in force just before `at`.
    pub(super) fn setting(&self, stage: usize, keyword: Keyword, at: usize) -> Option<&Setting> {
        self.stages.get(stage)?.settings.get(&keyword)?.before(at)
    }

    /// A variable just before `at`, in a stage or before all stages.
    pub(super) fn variable(&self, stage: Option<usize>, name: &str, at: usize) -> Variable<'_> {
        let Some(mut index) = stage else {
            return match self.global.variable(name, at) {
                Variable::Unset if OF_THE_BUILDER.contains(&name) => Variable::Unknown,
                found => found,
            };
        };
        let mut at = at;
        for _ in 0..FARTHEST {
            let Some(scope) = self.stages.get(index) else { break };
            match (scope.variable(name, at), scope.parent) {
                (Variable::Unset, Some(parent)) => index = parent,
                (Variable::Unset, None) if scope.open => break,
                (found, _) => return found,
            }
            at = usize::MAX;
        }
        Variable::Unknown
    }

    /// The value of a word just before `at`.
    pub(super) fn value(&self, file: &Dockerfile, stage: Option<usize>, word: &Word, at: usize) -> Result<String, Failure> {
        let slice = file.source.slice(word.span);
        // nearly always: no quotes, no line goes on
        if slice == word.value {
            return expand(slice, file.escape, &|name| self.variable(stage, name, at));
        }
        let written = rejoin(slice, file.escape);
        if *written == *word.value {
            return expand(&word.value, file.escape, &|name| self.variable(stage, name, at));
        }
        // strings of JSON and values of flags have lost their quotes already
        let raw = match unquote(&written, file.escape) {
            Ok(value) if *value == *word.value => written.as_ref(),
            _ => word.value.as_str(),
        };
        expand(raw, file.escape, &|name| self.variable(stage, name, at))
    }
}
