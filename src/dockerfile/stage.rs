//! The stage graph: what each `FROM` opens, where it comes from, and what is in force at its end.

use std::ops::Range;

use super::{Body, Dockerfile, Word};
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

/// Opens the stage of the FROM at an index. One that could not be read opens a stage too, so that what follows has a place.
pub(super) fn open(file: &mut Dockerfile, instruction: usize) {
    let Some(opener) = file.instructions.get(instruction) else {
        return;
    };
    let (base, image, name) = match &opener.body {
        Body::From(from) => (base(file, &from.image), from.image.clone(), from.name.clone()),
        _ => {
            let value = file.source.slice(opener.arguments).to_owned();
            let span = opener.arguments;
            (Base::Unresolved(value.clone()), Word { value, span }, None)
        }
    };
    file.stages.push(Stage {
        index: file.stages.len(),
        name,
        base,
        image,
        instructions: instruction..instruction + 1,
    });
}

fn base(file: &Dockerfile, image: &Word) -> Base {
    let text = image.value.as_str();
    if text == "scratch" {
        return Base::Scratch;
    }
    let named = |s: &&Stage| s.name.as_ref().is_some_and(|n| n.value.eq_ignore_ascii_case(text));
    if let Some(stage) = file.stages.iter().rev().find(named) {
        return Base::Stage(stage.index);
    }
    ImageRef::parse(text).map_or_else(|_| Base::Unresolved(text.to_owned()), Base::Image)
}
