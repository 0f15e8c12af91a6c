//! The images that a build pulls: those of FROM, of `COPY --from` and of `RUN --mount=from=`.

use super::commands::effective;
use crate::{
    dockerfile::{Base, Dockerfile, Stage},
    source::Span,
    value::ImageRef,
};

/// Where an image is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// `FROM image`.
    From,
    /// `COPY --from=image`.
    Copy,
    /// `RUN --mount=from=image`.
    Mount,
}

/// An image that a build pulls.
pub struct ImageUse {
    /// Its reference, with variables in place.
    pub image: ImageRef,
    /// Where it is named.
    pub place: Place,
    /// The reference in the text.
    pub span: Span,
    /// Whether it might as well be a build context of that name, given on the command line.
    pub maybe_context: bool,
}

/// What a `--from` means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A stage, by its index.
    Stage(usize),
    /// An index that no stage has.
    NoSuchIndex(usize),
    /// Some image.
    Image(ImageRef),
    /// A variable without a value, or no reference at all.
    Unresolved,
}

/// Reads a `--from` that stands in a stage: stages before it come first, then images. A stage cannot use itself or a later one.
pub fn source(file: &Dockerfile, stage: &Stage, text: &str) -> Source {
    let earlier = file.stages.get(..stage.index).unwrap_or(&[]);
    if let Some(found) = earlier
        .iter()
        .rfind(|s| s.name.as_ref().is_some_and(|n| n.value.eq_ignore_ascii_case(text)))
    {
        return Source::Stage(found.index);
    }
    match text.parse() {
        Ok(index) if index < earlier.len() => Source::Stage(index),
        Ok(index) => Source::NoSuchIndex(index),
        Err(_) => ImageRef::parse(text).map_or(Source::Unresolved, Source::Image),
    }
}

/// The `--from` of COPY, ADD and `--mount`, each with its index, stage, place, text and span.
pub struct FromFlag<'a> {
    /// Index of the instruction.
    pub at: usize,
    /// The stage it stands in.
    pub stage: &'a Stage,
    /// COPY or a mount.
    pub place: Place,
    /// The text, with variables as written.
    pub text: String,
    /// The text's place.
    pub span: Span,
}

/// Every `--from`, top to bottom.
pub fn from_flags(file: &Dockerfile) -> impl Iterator<Item = FromFlag<'_>> {
    file.stages.iter().flat_map(move |stage| {
        stage
            .instructions
            .clone()
            .zip(file.instructions_of(stage))
            .flat_map(move |(at, outer)| {
                effective(outer).flags.iter().filter_map(move |flag| {
                    let value = flag.value.as_ref()?;
                    let (place, text, span) = match flag.name.as_str() {
                        "from" => (Place::Copy, value.value.clone(), value.span),
                        "mount" => {
                            let raw = file.source.slice(value.span);
                            let (start, text) = mount_from(raw)?;
                            let start = value.span.start + start;
                            (Place::Mount, text.to_owned(), Span::new(start, start + text.len()))
                        }
                        _ => return None,
                    };
                    Some(FromFlag {
                        at,
                        stage,
                        place,
                        text,
                        span,
                    })
                })
            })
    })
}

/// The value of `from=` in a mount, and where it starts.
fn mount_from(raw: &str) -> Option<(usize, &str)> {
    let mut start = 0;
    for part in raw.split(',') {
        if let Some(value) = part.strip_prefix("from=") {
            return Some((start + "from=".len(), value.trim_end_matches('"')));
        }
        start += part.len() + 1;
    }
    None
}

/// Every image that the file names, top to bottom within FROM, then within the flags.
pub fn images(file: &Dockerfile) -> impl Iterator<Item = ImageUse> {
    let bases = file.stages.iter().filter_map(|stage| match &stage.base {
        Base::Image(image) => Some(ImageUse {
            image: image.clone(),
            place: Place::From,
            span: stage.image.span,
            maybe_context: false,
        }),
        _ => None,
    });
    let flags = from_flags(file).filter_map(|flag| match source(file, flag.stage, &flag.text) {
        Source::Image(image) if !is_later_stage(file, &flag) => Some(ImageUse {
            maybe_context: image.registry().is_none() && !image.path().contains('/') && image.tag().is_none() && image.digest().is_none(),
            image,
            place: flag.place,
            span: flag.span,
        }),
        _ => None,
    });
    bases.chain(flags)
}

/// Whether a `--from` names the stage it stands in or one after it.
pub fn is_later_stage(file: &Dockerfile, flag: &FromFlag<'_>) -> bool {
    file.stages
        .iter()
        .skip(flag.stage.index)
        .any(|s| s.name.as_ref().is_some_and(|n| n.value.eq_ignore_ascii_case(&flag.text)))
}
