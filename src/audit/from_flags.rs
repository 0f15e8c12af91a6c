//! What `COPY --from=` and `RUN --mount=from=` name, and what they may have been meant to name.

use super::commands::effective;
use crate::{
    dockerfile::{Dockerfile, Stage},
    source::Span,
    value::ImageRef,
};

/// The `--from` of a COPY or of a `--mount`.
pub struct FromFlag<'a> {
    /// The stage it stands in.
    pub stage: &'a Stage,
    /// The text, with variables as written.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
    /// Whether a number means a stage: in COPY only.
    numbers: bool,
}

/// What a `--from` means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source<'a> {
    /// An earlier stage, or nothing that can be known; the builder refuses a number without a stage.
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
    let flags = |stage| file.instructions_of(stage).iter().flat_map(|i| &effective(i).flags);
    let all = (file.stages.iter()).flat_map(move |stage| flags(stage).map(move |flag| (stage, flag)));
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
        Some(FromFlag {
            stage,
            text,
            span,
            numbers: flag.name == "from",
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
        let (earlier, later) = file.stages.split_at_checked(self.stage.index).unwrap_or((&file.stages, &[]));
        let named = |stage: &Stage| stage.name.as_ref().is_some_and(|n| n.value.eq_ignore_ascii_case(self.text));
        if earlier.iter().any(named) || self.text == "scratch" {
            return Source::Fine;
        }
        if self.numbers && self.text.parse::<usize>().is_ok() {
            return Source::Fine;
        }
        if later.iter().any(named) {
            return Source::LaterStage;
        }
        match ImageRef::parse(self.text) {
            Ok(image) if is_bare(&image) => match self.similar(earlier) {
                Some(name) => Source::Misspelt(name, image),
                None => Source::Image(image),
            },
            Ok(image) => Source::Image(image),
            Err(_) => Source::Fine,
        }
    }

    /// The name of an earlier stage that is almost the same.
    fn similar<'a>(&self, earlier: &'a [Stage]) -> Option<&'a str> {
        let names = earlier.iter().filter_map(|s| Some(s.name.as_ref()?.value.as_str()));
        names
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
