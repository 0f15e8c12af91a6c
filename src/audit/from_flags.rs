//! What `COPY --from=` and `RUN --mount=from=` name, and what they may have been meant to name.

use super::commands::effective;
use crate::{
    dockerfile::{Dockerfile, Flag, Mount, Origin, Stage},
    source::Span,
    value::ImageRef,
};

/// The `--from` of a COPY or of a `--mount`.
pub struct FromFlag<'a> {
    /// The text, with variables as written.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
    at: usize,
    stage: &'a Stage,
    flag: &'a Flag,
}

/// What a `--from` means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source<'a> {
    /// An earlier stage, nothing that can be known, or what the builder refuses.
    Fine,
    /// The stage it stands in, or one after it.
    LaterStage,
    /// Almost the name of an earlier stage; the builder takes it for an image.
    Misspelt(&'a str, ImageRef),
    /// An image; or, if it is a bare name, a build context of that name.
    Image(ImageRef),
}

/// Every `--from`, top to bottom.
pub fn from_flags(file: &Dockerfile) -> impl Iterator<Item = FromFlag<'_>> {
    let instructions = |stage: &Stage| stage.instructions.clone().zip(file.instructions_of(stage));
    let all = file.stages.iter().flat_map(move |stage| {
        instructions(stage).flat_map(move |(at, outer)| effective(outer).flags.iter().map(move |flag| (stage, at, flag)))
    });
    all.filter_map(|(stage, at, flag)| {
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
        Some(FromFlag {
            text,
            span,
            at,
            stage,
            flag,
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

impl FromFlag<'_> {
    /// What it means: stages before it come first, then images.
    pub fn source<'a>(&self, file: &'a Dockerfile) -> Source<'a> {
        let mount = (self.flag.name == "mount").then(|| Mount::read(self.flag));
        let origin = match &mount {
            Some(mount) => file.mount_from(mount, self.at),
            None => Some(file.copy_from(self.at)),
        };
        match origin {
            Some(Origin::Image(image)) => match self.similar(file).filter(|_| is_bare(&image)) {
                Some(name) => Source::Misspelt(name, image),
                None => Source::Image(image),
            },
            Some(Origin::Unresolved(_)) if mount.is_some() && ImageRef::parse(self.text).is_ok() => Source::LaterStage,
            _ => Source::Fine,
        }
    }

    /// The name of an earlier stage, not too far away, that is almost the same.
    fn similar<'a>(&self, file: &'a Dockerfile) -> Option<&'a str> {
        const NEAREST: usize = 24;
        const LONGEST: usize = 64;
        let earlier = file.stages.get(..self.stage.index)?.iter().rev().take(NEAREST);
        let names = earlier.filter_map(|s| Some(s.name.as_ref()?.value.as_str()));
        names
            .filter(|name| name.len() <= LONGEST && name.len().abs_diff(self.text.len()) <= 2)
            .map(|name| (strsim::osa_distance(name, self.text), name))
            .min()
            .filter(|(distance, name)| *distance <= 2 && *distance * 2 < name.len())
            .map(|(_, name)| name)
    }
}

/// Whether a reference is a name and nothing else: it may as well be a build context.
pub fn is_bare(image: &ImageRef) -> bool {
    image.registry().is_none() && !image.path().contains('/') && image.tag().is_none() && image.digest().is_none()
}
