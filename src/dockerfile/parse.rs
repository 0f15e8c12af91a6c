//! Instructions from logical lines.

use std::sync::Arc;

use super::Dockerfile;
use crate::source::Source;

/// Reads a whole file.
pub fn parse(source: Arc<Source>) -> Dockerfile {
    Dockerfile {
        source,
        escape: '\\',
        directives: Vec::new(),
        comments: Vec::new(),
        instructions: Vec::new(),
        stages: Vec::new(),
        problems: Vec::new(),
    }
}
