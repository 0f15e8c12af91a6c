//! What reaches the image that is shipped: the final stage and, through `FROM earlier-stage`, those that it is built on.

use super::commands::effective;
use crate::{
    dockerfile::{Base, Dockerfile, Instruction, Stage},
    value::ImageRef,
};

/// How far a chain of stages is followed: a file may have any number, and each of its instructions may ask.
const FARTHEST: usize = 256;

/// A stage and those it is built on, the stage itself first.
pub fn lineage<'a>(file: &'a Dockerfile, stage: &'a Stage) -> impl Iterator<Item = &'a Stage> {
    std::iter::successors(Some(stage), |stage| match stage.base {
        Base::Stage(parent) if parent < stage.index => file.stages.get(parent),
        _ => None,
    })
    .take(FARTHEST)
}

/// The final stage and those it is built on.
pub fn shipped(file: &Dockerfile) -> impl Iterator<Item = &Stage> {
    file.final_stage().into_iter().flat_map(|last| lineage(file, last))
}

/// Whether an instruction (by index) leaves something in the image that is shipped.
pub fn ships(file: &Dockerfile, at: usize) -> bool {
    shipped(file).any(|stage| stage.instructions.contains(&at))
}

/// The instructions of a stage with their index; `ONBUILD x` does not run here and is left out.
pub fn instructions<'a>(file: &'a Dockerfile, stage: &Stage) -> impl DoubleEndedIterator<Item = (usize, &'a Instruction)> {
    (stage.instructions.clone())
        .zip(file.instructions_of(stage))
        .filter(|(_, instruction)| std::ptr::eq(effective(instruction), *instruction))
}

/// The image that a stage starts from in the end; none for `scratch` and for what cannot be known.
pub fn root_image<'a>(file: &'a Dockerfile, stage: &'a Stage) -> Option<&'a ImageRef> {
    match &lineage(file, stage).last()?.base {
        Base::Image(image) => Some(image),
        _ => None,
    }
}
