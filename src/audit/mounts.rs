//! What a RUN mounts: a path under a cache or tmpfs mount leaves nothing in the layer.

use crate::dockerfile::Instruction;

/// The folders of a RUN that are gone after it.
pub struct Fleeting(Vec<String>);

impl Fleeting {
    /// How many mounts are looked at; nobody needs more, and each file that a step writes may be compared with all of them.
    const MOST: usize = 64;

    /// Those that a RUN mounts as cache or tmpfs.
    pub fn of(instruction: &Instruction) -> Self {
        let mounts = instruction.mounts().filter(|mount| matches!(mount.kind(), "cache" | "tmpfs"));
        let target = |mount: &crate::dockerfile::Mount| {
            let target = mount.get(&["target", "dst", "destination"])?.trim_end_matches('/');
            Some(target.to_owned()).filter(|target| !target.is_empty())
        };
        Self(mounts.take(Self::MOST).filter_map(|mount| target(&mount)).collect())
    }

    /// Whether a path lies in one of them.
    pub fn holds(&self, path: &str) -> bool {
        let inside = |folder: &String| {
            path.strip_prefix(folder.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.0.iter().any(inside)
    }
}
