//! Which comments there are, and how far each of them reaches.

use crate::{
    dockerfile::{Dockerfile, Keyword},
    source::Span,
};

/// How far an ignore reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope {
    /// The whole file.
    File,
    /// A comment and its instruction.
    Part(Span),
}

/// All comments, also those in the scripts that a RUN holds as here-documents.
pub(super) fn comments(file: &Dockerfile) -> Vec<Span> {
    let mut all = file.comments.clone();
    let runs = file.instructions.iter().map(|i| i.onbuild().unwrap_or(i));
    for heredoc in runs.filter(|i| i.keyword == Keyword::Run).flat_map(|run| &run.heredocs) {
        let mut at = heredoc.body.start;
        for line in file.source.slice(heredoc.body).split_inclusive('\n') {
            let text = line.trim_start();
            if text.starts_with('#') {
                let start = at + line.len() - text.len();
                all.push(Span::new(start, start + text.trim_end().len()));
            }
            at += line.len();
        }
    }
    all
}

/// The instruction that a comment stands in, else the next one below it with all between them; the comment alone when nothing follows.
pub(super) fn around(file: &Dockerfile, comment: Span) -> Scope {
    let below = file.instructions.partition_point(|i| i.span.start <= comment.start);
    let inside = below.checked_sub(1).and_then(|at| file.instructions.get(at));
    let next = || file.instructions.get(below).map_or(comment, |i| comment.to(i.span));
    Scope::Part(inside.map(|i| i.span).filter(|span| span.contains(comment)).unwrap_or_else(next))
}
