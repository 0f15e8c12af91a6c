//! Shell patterns in `${x#pattern}` and its kin: `*`, `?` and escapes, no brackets, as BuildKit has them.

/// One piece of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Piece {
    Any,
    One,
    Char(char),
}

/// A pattern that was read.
#[derive(Debug)]
pub(super) struct Pattern(Vec<Piece>);

/// The longest pattern that is looked at: matching costs its length times that of the text.
const LONGEST: usize = 256;

impl Pattern {
    /// Reads a pattern; none if it is malformed or too long.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut pieces = Vec::new();
        let mut chars = text.chars();
        while let Some(ch) = chars.next() {
            pieces.push(match ch {
                '*' => Piece::Any,
                '?' => Piece::One,
                '\\' => match chars.next()? {
                    next @ ('}' | '/' | '*' | '?' | '\\') => Piece::Char(next),
                    _ => return None,
                },
                _ => Piece::Char(ch),
            });
        }
        (pieces.len() <= LONGEST).then_some(Self(pieces))
    }

    /// The lengths (in characters) of the shortest and the longest start of a text that matches.
    fn prefix(&self, text: &[char]) -> Option<(usize, usize)> {
        // reached[i]: the pieces so far can match the first i characters
        let mut reached = vec![false; text.len() + 1];
        if let Some(first) = reached.first_mut() {
            *first = true;
        }
        for piece in &self.0 {
            let mut next = vec![false; text.len() + 1];
            let mut any = false;
            for (at, can) in reached.iter().enumerate() {
                any |= can;
                match piece {
                    Piece::Any => next.get_mut(at).into_iter().for_each(|n| *n = any),
                    Piece::One | Piece::Char(_) if *can => {
                        let fits = text.get(at).is_some_and(|c| *piece == Piece::One || *piece == Piece::Char(*c));
                        if let Some(n) = next.get_mut(at + 1).filter(|_| fits) {
                            *n = true;
                        }
                    }
                    _ => {}
                }
            }
            reached = next;
        }
        Some((reached.iter().position(|r| *r)?, reached.iter().rposition(|r| *r)?))
    }

    /// `${x#pattern}`, or `${x##pattern}` if greedy.
    pub(super) fn trim_start(&self, text: &str, greedy: bool) -> String {
        let chars: Vec<char> = text.chars().collect();
        let cut = self.prefix(&chars).map_or(0, |(short, long)| if greedy { long } else { short });
        chars.into_iter().skip(cut).collect()
    }

    /// `${x%pattern}`, or `${x%%pattern}` if greedy.
    pub(super) fn trim_end(&self, text: &str, greedy: bool) -> String {
        let reversed: String = text.chars().rev().collect();
        let pattern = Self(self.0.iter().rev().copied().collect());
        pattern.trim_start(&reversed, greedy).chars().rev().collect()
    }

    /// `${x/pattern/with}`, or `${x//pattern/with}` for all. None where the pattern matches nothing at all: that depends on details
    /// of Go's regular expressions.
    pub(super) fn replace(&self, text: &str, with: &str, all: bool) -> Option<String> {
        let chars: Vec<char> = text.chars().collect();
        if chars.is_empty() && self.prefix(&chars).is_some() {
            return None;
        }
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(rest) = chars.get(at..).filter(|rest| !rest.is_empty()) {
            match self.prefix(rest) {
                Some((_, 0)) => return None,
                Some((_, long)) => {
                    out.push_str(with);
                    at += long;
                    if !all {
                        out.extend(chars.get(at..).unwrap_or(&[]));
                        return Some(out);
                    }
                }
                None => {
                    out.extend(rest.first());
                    at += 1;
                }
            }
        }
        Some(out)
    }
}
