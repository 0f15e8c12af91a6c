//! A long file in several parts at the same time. Where a part begins is a guess; it counts only if what is read before it ends exactly there.

use super::{Instruction, Keyword, Problem, lex::Cursor, parse::instruction, shell::dialect::Dialect, text::Joined};
use crate::{
    parallel::{THREADS, each},
    source::Span,
};

/// How many lines are looked at for the start of a part.
const NEAR: usize = 1000;

/// What was read of a part.
pub(super) struct Part {
    /// Offset of its first line.
    start: usize,
    /// Offset of the line after its last one.
    end: usize,
    pub(super) instructions: Vec<Instruction>,
    pub(super) problems: Vec<Problem>,
    pub(super) comments: Vec<Span>,
    /// Lines that are longer than BuildKit reads.
    pub(super) too_long: Vec<Span>,
}

/// Reads a text from the line at `start` on. None if it names another shell somewhere: what follows is read by that.
pub(super) fn read(text: &str, start: usize, escape: char) -> Option<Vec<Part>> {
    let mut starts = vec![start];
    let step = (text.len() - start).div_ceil(THREADS);
    let guesses = (1..THREADS).filter_map(|part| likely(text, start + part * step));
    starts.extend(guesses);
    starts.dedup();
    let limits = starts.iter().skip(1).copied().chain([text.len()]);
    // the first has room for what follows, so that most of it need not be moved
    let rooms = [text.len()].into_iter().chain(limits.clone().skip(1));
    let tasks: Vec<_> = starts.iter().copied().zip(limits).zip(rooms).collect();
    let guessed = each(&tasks, THREADS, |&((start, limit), room)| part(text, start, (limit, room), escape));
    let mut parts = Vec::new();
    let mut at = start;
    for guessed in guessed {
        let guessed = guessed?;
        if at < guessed.start {
            let gap = part(text, at, (guessed.start, guessed.start), escape)?;
            at = gap.end;
            parts.push(gap);
        }
        if at == guessed.start {
            at = guessed.end;
            parts.push(guessed);
        }
    }
    if at < text.len() {
        parts.push(part(text, at, (text.len(), text.len()), escape)?);
    }
    Some(parts)
}

/// The start of a line near an offset at which an instruction seems to begin.
fn likely(text: &str, near: usize) -> Option<usize> {
    let mut at = (near..).find(|at| text.is_char_boundary(*at))?;
    for _ in 0..NEAR {
        at += text.get(at..)?.find('\n')? + 1;
        let word = text.get(at..)?.split(|c: char| !c.is_ascii_alphabetic()).next()?;
        if Keyword::read(word) != Keyword::Unknown {
            return Some(at);
        }
    }
    None
}

/// How many instructions so many lines and bytes may hold; most have fewer. What is not used of their room is never touched.
pub(super) fn expected(lines: usize, bytes: usize) -> usize {
    // one of fewer than eight bytes, with the end of its line, says hardly anything
    lines.min(bytes / 8 + 1)
}

/// Reads the instructions that begin before `limit`, which is the start of a line; makes room for those before `room`.
fn part(text: &str, start: usize, (limit, room): (usize, usize), escape: char) -> Option<Part> {
    let mut cursor = Cursor::new(text, start);
    cursor.escape = escape;
    let dialect = Dialect::without_shell_instruction(escape);
    let lines = text.get(start..room).map_or(0, |part| part.matches('\n').count());
    let (mut instructions, mut problems) = (Vec::with_capacity(expected(lines, room - start)), Vec::new());
    let mut joined = Joined::default();
    let mut end = start;
    while end < limit {
        let line = cursor.logical(&mut joined);
        let Some(line) = line.filter(|line| line.span.start < limit) else {
            // only comments and blank lines were left
            end = limit;
            break;
        };
        let read = instruction(line, &mut cursor, dialect, &mut problems);
        if read.keyword == Keyword::Shell {
            return None;
        }
        instructions.push(read);
        end = cursor.at();
    }
    let Cursor {
        mut comments,
        mut too_long,
        ..
    } = cursor;
    let before = |span: &Span| span.start < end;
    comments.truncate(comments.partition_point(before));
    too_long.truncate(too_long.partition_point(before));
    Some(Part {
        start,
        end,
        instructions,
        problems,
        comments,
        too_long,
    })
}
