//! Who an instruction, or the finished image, runs as.

use super::commands::effective;
use crate::dockerfile::{Body, Dockerfile, Keyword, Setting, Stage, Word};

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

fn read<'a>(file: &'a Dockerfile, setting: &'a Setting) -> Option<User<'a>> {
    let Body::User(word) = &effective(file.instructions.get(setting.instruction)?).body else {
        return None;
    };
    Some(User {
        word,
        name: setting.value.as_deref().and_then(|user| user.split(':').next()),
        at: setting.instruction,
    })
}
