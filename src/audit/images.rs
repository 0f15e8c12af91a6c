//! The images that a build pulls: those of FROM, of `COPY --from` and of `RUN --mount=from=`.

use std::borrow::Cow;

use super::{
    Hit, Policy,
    from_flags::{Source, from_flags, is_bare},
};
use crate::{
    dockerfile::{Base, Dockerfile},
    edit::Edit,
    finding::Change,
    source::Span,
    value::ImageRef,
};

/// An image that a build pulls.
pub struct ImageUse<'a> {
    /// Its reference, with variables in place.
    pub image: Cow<'a, ImageRef>,
    /// The reference in the text.
    pub span: Span,
    /// Whether it might as well be a build context of that name, given on the command line.
    pub maybe_context: bool,
}

/// Every image that the file names: those of FROM, then those of flags.
pub fn images(file: &Dockerfile) -> impl Iterator<Item = ImageUse<'_>> {
    let bases = file.stages.iter().filter_map(|stage| match &stage.base {
        Base::Image(image) => Some(ImageUse {
            image: Cow::Borrowed(image),
            span: stage.image.span,
            maybe_context: false,
        }),
        _ => None,
    });
    let flags = from_flags(file).filter_map(|flag| match flag.source(file) {
        Source::Image(image) => Some(ImageUse {
            maybe_context: is_bare(&image),
            image: Cow::Owned(image),
            span: flag.span,
        }),
        _ => None,
    });
    bases.chain(flags)
}

/// Offers the newest version of the image whose digest is known, where the reference stands in the text as it is meant.
pub fn named_version(hit: Hit, file: &Dockerfile, policy: &Policy, found: &ImageUse<'_>) -> Hit {
    let name = found.image.name();
    let written = file.source.slice(found.span) == found.image.to_string();
    match policy.pins.newest(&found.image, None).filter(|_| written) {
        Some((tag, digest)) => {
            let edit = Edit::replace(found.span, format!("{name}:{tag}@{digest}"));
            let title = format!("take version {tag} and pin it");
            hit.review_fix(title, vec![edit]).changing([Change::Words, Change::Flags])
        }
        None => hit,
    }
}
