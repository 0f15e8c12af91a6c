//! The images that a build pulls: those of FROM, of `COPY --from` and of `RUN --mount=from=`.

use super::commands::effective;
use crate::{
    dockerfile::{Base, Dockerfile, Stage},
    source::Span,
    value::ImageRef,
};

/// An image that a build pulls.
pub struct ImageUse {
    /// Its reference, with variables in place.
    pub image: ImageRef,
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

/// The `--from` of a COPY or of a `--mount`.
pub struct FromFlag<'a> {
    /// The stage it stands in.
    pub stage: &'a Stage,
    /// The text, with variables as written.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
}

/// Every `--from`, top to bottom.
pub fn from_flags(file: &Dockerfile) -> impl Iterator<Item = FromFlag<'_>> {
    let flags = |stage| file.instructions_of(stage).iter().flat_map(|i| &effective(i).flags);
    let all = file
        .stages
        .iter()
        .flat_map(move |stage| flags(stage).map(move |flag| (stage, flag)));
    all.filter_map(|(stage, flag)| {
        let value = flag.value.as_ref()?;
        let (text, span) = match flag.name.as_str() {
            "from" => (value.value.as_str(), value.span),
            "mount" => {
                let (offset, text) = mount_from(file.source.slice(value.span))?;
                let start = value.span.start + offset;
                (text, Span::new(start, start + text.len()))
            }
            _ => return None,
        };
        Some(FromFlag { stage, text, span })
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
            span: stage.image.span,
            maybe_context: false,
        }),
        _ => None,
    });
    let flags = from_flags(file).filter_map(|flag| match source(file, flag.stage, flag.text) {
        Source::Image(image) if !is_later_stage(file, &flag) => Some(ImageUse {
            maybe_context: image.registry().is_none() && !image.path().contains('/') && image.tag().is_none() && image.digest().is_none(),
            image,
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
        .any(|s| s.name.as_ref().is_some_and(|n| n.value.eq_ignore_ascii_case(flag.text)))
}
