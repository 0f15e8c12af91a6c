//! What a RUN mounts: a path under a cache or tmpfs mount leaves nothing in the layer.

use crate::dockerfile::Instruction;

/// Whether a path lies under a cache or tmpfs mount of the RUN.
pub fn is_fleeting(instruction: &Instruction, path: &str) -> bool {
    instruction.mounts().any(|mount| {
        let target = mount
            .get(&["target", "dst", "destination"])
            .unwrap_or_default()
            .trim_end_matches('/');
        let inside = path
            .strip_prefix(target)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        matches!(mount.kind(), "cache" | "tmpfs") && inside && !target.is_empty()
    })
}
