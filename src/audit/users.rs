//! Who an instruction, or the finished image, runs as.

use super::{
    commands::effective,
    stages::{instructions, lineage},
};
use crate::dockerfile::{Base, Body, Dockerfile, Keyword, Setting, Stage, Word};

/// The user that a USER instruction sets.
pub struct User<'a> {
    /// As written, group included.
    pub word: &'a Word,
    /// The user alone, with variables in place; none if they have no known value.
    pub name: Option<&'a str>,
    /// Index of the instruction.
    pub at: usize,
}

impl User<'_> {
    /// Whether it is root: by name, or by any way to write 0.
    pub fn is_root(&self) -> bool {
        self.name.is_some_and(|name| name == "root" || name.parse() == Ok(0_u32))
    }
}

/// The user in force at the end of a stage; none if that is the base image's.
pub fn user<'a>(file: &'a Dockerfile, stage: &Stage) -> Option<User<'a>> {
    read(file, file.user(stage)?)
}

/// The user in force just before an instruction (by index); none if that is the base image's.
pub fn user_at(file: &Dockerfile, at: usize) -> Option<User<'_>> {
    read(file, file.setting_at(Keyword::User, at)?)
}

/// Whether a user is a name that an image made from scratch cannot know: it has no `/etc/passwd`, and none is copied.
pub fn is_unknown(file: &Dockerfile, stage: &Stage, user: &User<'_>) -> bool {
    let name = user.name.unwrap_or_default();
    let numeric = name.bytes().all(|b| b.is_ascii_digit());
    let from_scratch = lineage(file, stage).any(|s| s.base == Base::Scratch);
    let may_fill = |path: &str| matches!(path, "/" | "/etc" | "/etc/") || path.starts_with("/etc/passwd") || !path.starts_with('/');
    let mut copies = lineage(file, stage).flat_map(|s| instructions(file, s));
    let filled = copies.any(|(_, instruction)| match &instruction.body {
        Body::Copy(copy) | Body::Add(copy) => may_fill(&copy.destination.value),
        Body::Run(_) | Body::Unknown => true,
        _ => false,
    });
    from_scratch && !numeric && !user.is_root() && !filled
}

/// What stands for a variable that nobody sets: the `root` of `${RUN_AS:-root}`, if that is the whole word.
fn default(word: &str) -> Option<&str> {
    let (name, rest) = word.strip_prefix("${")?.strip_suffix('}')?.split_once('-')?;
    let name = name.strip_suffix(':').unwrap_or(name);
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') && !rest.contains(['$', '{', '}']);
    (plain && !rest.is_empty()).then_some(rest)
}

fn read<'a>(file: &'a Dockerfile, setting: &'a Setting) -> Option<User<'a>> {
    let Body::User(word) = &effective(file.instructions.get(setting.instruction)?).body else {
        return None;
    };
    Some(User {
        word,
        name: setting
            .value
            .as_deref()
            .or_else(|| default(&word.value))
            .and_then(|user| user.split(':').next()),
        at: setting.instruction,
    })
}
