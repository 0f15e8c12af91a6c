//! What a run of `lock` changed about one image, for people and for programs.

use jiff::civil::Date;
use serde::Serialize;

use crate::compile::Locked;

/// A change of one image's entry. At least one of `old` and `new` is there.
#[derive(Debug, Serialize)]
pub struct Change {
    /// The image with its tag.
    image: String,
    /// What the lock held; none when the image is new in it.
    old: Option<Pin>,
    /// What the lock holds now; none when the image is no longer needed.
    new: Option<Pin>,
    /// Whether the registry no longer has the old digest.
    pub old_gone: bool,
    /// Platforms that the old digest had and the new one has not.
    pub dropped_platforms: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Pin {
    digest: String,
    resolved: String,
    /// Days since then.
    age_days: i64,
    from: String,
}

impl Pin {
    fn new(locked: &Locked, today: Date) -> Self {
        Self {
            digest: locked.image.digest().map(ToString::to_string).unwrap_or_default(),
            resolved: locked.resolved.to_string(),
            age_days: today.duration_since(locked.resolved).as_hours() / 24,
            from: locked.from.clone(),
        }
    }

    fn short(&self) -> &str {
        self.digest.get(..19).unwrap_or(&self.digest)
    }
}

impl Change {
    /// The change from one entry to another; none when they are the same.
    pub fn between(old: Option<&Locked>, new: Option<&Locked>, old_gone: bool, today: Date) -> Option<Self> {
        let image = new.or(old)?.image.unpinned().to_string();
        (old != new).then(|| Self {
            image,
            old: old.map(|o| Pin::new(o, today)),
            new: new.map(|n| Pin::new(n, today)),
            old_gone,
            dropped_platforms: old.zip(new).map(|(o, n)| o.dropped_by(n)).unwrap_or_default(),
        })
    }

    /// It in one line.
    pub fn line(&self) -> String {
        let image = &self.image;
        match (&self.old, &self.new) {
            (Some(old), Some(new)) if old.digest == new.digest => {
                format!("{image}: {} is what {} has", old.short(), new.from)
            }
            (Some(old), Some(new)) => {
                let age = match old.age_days {
                    1 => "1 day".to_owned(),
                    days => format!("{days} days"),
                };
                format!("{image}: {} of {}, {age} old -> {}", old.short(), old.resolved, new.short())
            }
            (None, Some(new)) => format!("{image}: {}", new.short()),
            (_, None) => format!("{image}: no longer needed"),
        }
    }
}
