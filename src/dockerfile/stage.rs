//! The stages: what each `FROM` opens and where it comes from.

use std::ops::Range;

use super::{Body, Dockerfile, Word, scope::Scopes};
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
    /// Its name, if it has one (as written; COPY compares names without case, FROM wants it in lower case).
    pub name: Option<Word>,
    /// Where it starts from.
    pub base: Base,
    /// The image word of its FROM, as written.
    pub image: Word,
    /// Its instructions, the FROM first, as indices into the file's.
    pub instructions: Range<usize>,
}

/// Opens stages, one FROM after the other.
#[derive(Debug, Default)]
pub(super) struct Opener {
    /// The variables that a FROM may use.
    global: Option<Scopes>,
}

impl Opener {
    /// Opens the stage of the FROM at an index. One that could not be read opens a stage too, so that what follows has a place.
    pub(super) fn open(&mut self, file: &mut Dockerfile, instruction: usize) {
        let Some(opener) = file.instructions.get(instruction) else {
            return;
        };
        let (base, image, name) = match &opener.body {
            Body::From(from) => (self.base(file, &from.image, instruction), from.image.clone(), from.name.clone()),
            _ => {
                let value = file.source.slice(opener.arguments).to_owned();
                let span = opener.arguments;
                (Base::Unresolved(value.clone()), Word { value: value.into(), span }, None)
            }
        };
        let index = file.stages.len();
        if let Some(name) = &name {
            file.names.entry(name.value.to_ascii_lowercase().into()).or_default().push(index);
        }
        file.stages.push(Stage {
            index,
            name,
            base,
            image,
            instructions: instruction..instruction + 1,
        });
    }

    fn base(&mut self, file: &Dockerfile, image: &Word, instruction: usize) -> Base {
        let global = self.global.get_or_insert_with(|| Scopes::global(file));
        let Ok(name) = global.value(file, None, image, instruction) else {
            return Base::Unresolved(image.value.to_string());
        };
        if name == "scratch" {
            return Base::Scratch;
        }
        // names are kept in lower case, and FROM, unlike COPY, is not forgiving: after `AS Build` it is `FROM build`
        if let Some(stage) = file.names.get(&name).and_then(|all| all.last()) {
            return Base::Stage(*stage);
        }
        ImageRef::parse(&name).map_or(Base::Unresolved(name), Base::Image)
    }
}
