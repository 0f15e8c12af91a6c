//! Who an instruction, or the finished image, runs as.

use std::borrow::Cow;

use super::{
    stages::{instructions, lineage},
    variables::expanded,
};
use crate::dockerfile::{Body, Dockerfile, Stage, Word};

/// The user that a USER instruction sets.
pub struct User<'a> {
    /// As written, group included.
    pub word: &'a Word,
    /// The user alone, with variables in place; none if they have no known value.
    pub name: Option<Cow<'a, str>>,
    /// Index of the instruction.
    pub at: usize,
}

impl User<'_> {
    /// Whether it is root, by name or by number.
    pub fn is_root(&self) -> bool {
        self.name.as_deref().is_some_and(is_root)
    }
}

/// The user in force at the end of a stage; none if that is the base image's.
pub fn user<'a>(file: &'a Dockerfile, stage: &'a Stage) -> Option<User<'a>> {
    user_before(file, stage, usize::MAX)
}

/// The user in force just before an instruction (by index) of a stage; none if that is the base image's.
pub fn user_before<'a>(file: &'a Dockerfile, stage: &'a Stage, before: usize) -> Option<User<'a>> {
    lineage(file, stage).find_map(|stage| {
        instructions(file, stage)
            .rev()
            .filter(|(at, _)| *at < before)
            .find_map(|(at, instruction)| match &instruction.body {
                Body::User(word) => Some(User {
                    word,
                    name: expanded(file, at, word).map(name_only),
                    at,
                }),
                _ => None,
            })
    })
}

/// `0`, `00`, `+0` and `root` are root, whatever the group.
fn is_root(name: &str) -> bool {
    name == "root" || name.parse() == Ok(0_u32)
}

fn name_only(user: Cow<'_, str>) -> Cow<'_, str> {
    match user {
        Cow::Borrowed(text) => Cow::Borrowed(text.split(':').next().unwrap_or(text)),
        Cow::Owned(mut text) => {
            text.truncate(text.find(':').unwrap_or(text.len()));
            Cow::Owned(text)
        }
    }
}
