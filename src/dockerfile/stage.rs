//! The stage graph: what each `FROM` opens, where it comes from, and what is in force at its end.

use std::ops::Range;

use super::Word;
use crate::value::ImageRef;

/// Where a stage starts from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    /// `FROM scratch`.
    Scratch,
    /// An earlier stage, by its index.
    Stage(usize),
    /// An image, with the variables of its reference expanded.
    Image(ImageRef),
    /// The reference has a variable without a value, or is none.
    Unresolved(String),
}

/// A stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Its index, from zero.
    pub index: usize,
    /// Its name, if it has one (as written; names are compared without case).
    pub name: Option<Word>,
    /// Where it starts from.
    pub base: Base,
    /// The image word of its FROM, as written.
    pub image: Word,
    /// Its instructions, the FROM first, as indices into the file's.
    pub instructions: Range<usize>,
}
