//! The patterns of `.gitignore` as git matches them (gitignore(5), wildmatch), in time that is the product of both lengths at worst.

/// A piece of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// This byte.
    Byte(u8),
    /// Any byte but a slash.
    One,
    /// Any bytes but slashes.
    Star,
    /// Any bytes.
    All,
    /// Any folders, none among them: `**/`.
    Folders,
    /// What comes after [`Piece::Folders`] once one of them has begun.
    InFolders,
    /// One byte of these ranges, or of none of them; never a slash.
    Class { negated: bool, ranges: Vec<(u8, u8)> },
}

/// A pattern that was read.
#[derive(Clone, Debug)]
pub struct Glob(Vec<Piece>);

/// No pattern that a person wrote is longer; the cost of a match grows with it.
const LONGEST: usize = 1024;

impl Glob {
    /// Reads a pattern; none if it can match nothing: a bracket that is never closed, an escape of nothing.
    pub fn read(pattern: &[u8]) -> Option<Self> {
        if pattern.len() > LONGEST {
            return None;
        }
        let mut pieces = Vec::new();
        let mut at = 0;
        while let Some(&byte) = pattern.get(at) {
            at += 1;
            match byte {
                b'\\' => {
                    pieces.push(Piece::Byte(*pattern.get(at)?));
                    at += 1;
                }
                b'?' => pieces.push(Piece::One),
                b'[' => pieces.push(class(pattern, &mut at)?),
                b'*' => {
                    let from = at - 1;
                    while pattern.get(at) == Some(&b'*') {
                        at += 1;
                    }
                    let alone = from == 0 || pattern.get(from - 1) == Some(&b'/');
                    match pattern.get(at) {
                        None if alone && at - from > 1 => pieces.push(Piece::All),
                        Some(b'/') if alone && at - from > 1 => {
                            at += 1;
                            pieces.extend([Piece::Folders, Piece::InFolders]);
                        }
                        _ => pieces.push(Piece::Star),
                    }
                }
                _ => pieces.push(Piece::Byte(byte)),
            }
        }
        Some(Self(pieces))
    }

    /// Whether it matches the whole of a path.
    pub fn matches(&self, path: &[u8]) -> bool {
        let pieces = &self.0;
        // reached[i]: the pieces before the i-th can match what was read so far
        let mut reached = vec![false; pieces.len() + 1];
        let mut next = reached.clone();
        reached[0] = true;
        self.skip(&mut reached);
        for &byte in path {
            next.fill(false);
            for (at, piece) in pieces.iter().enumerate().filter(|(at, _)| reached[*at]) {
                match piece {
                    Piece::Byte(wanted) => next[at + 1] |= byte == *wanted,
                    Piece::One => next[at + 1] |= byte != b'/',
                    Piece::Star => next[at] |= byte != b'/',
                    Piece::All => next[at] = true,
                    Piece::Folders => {}
                    Piece::InFolders => {
                        next[at] = true;
                        next[at + 1] |= byte == b'/';
                    }
                    Piece::Class { negated, ranges } => {
                        let inside = ranges.iter().any(|(from, to)| (from..=to).contains(&&byte));
                        next[at + 1] |= inside != *negated && byte != b'/';
                    }
                }
            }
            std::mem::swap(&mut reached, &mut next);
            self.skip(&mut reached);
        }
        reached[pieces.len()]
    }

    /// Goes past the pieces that need nothing.
    fn skip(&self, reached: &mut [bool]) {
        for (at, piece) in self.0.iter().enumerate() {
            match piece {
                Piece::Star | Piece::All => reached[at + 1] |= reached[at],
                Piece::Folders => {
                    reached[at + 1] |= reached[at];
                    reached[at + 2] |= reached[at];
                }
                _ => {}
            }
        }
    }
}

/// A bracket expression from behind its `[` on.
fn class(pattern: &[u8], at: &mut usize) -> Option<Piece> {
    let mut ranges = Vec::new();
    let mut byte = next(pattern, at)?;
    let negated = matches!(byte, b'!' | b'^');
    if negated {
        byte = next(pattern, at)?;
    }
    loop {
        let name = (byte == b'[').then(|| class_name(pattern.get(*at..)?)).flatten();
        if let Some(name) = name {
            ranges.extend_from_slice(named(name)?);
            *at += name.len() + 3;
        } else {
            let from = if byte == b'\\' { next(pattern, at)? } else { byte };
            let mut to = from;
            if pattern.get(*at) == Some(&b'-') && pattern.get(*at + 1).is_some_and(|b| *b != b']') {
                *at += 1;
                to = next(pattern, at)?;
                if to == b'\\' {
                    to = next(pattern, at)?;
                }
            }
            ranges.push((from, to));
        }
        byte = next(pattern, at)?;
        if byte == b']' {
            return Some(Piece::Class { negated, ranges });
        }
    }
}

/// The name in what follows a bracket: `:alpha:]`.
fn class_name(rest: &[u8]) -> Option<&[u8]> {
    let rest = rest.strip_prefix(b":")?;
    let end = rest.iter().position(|b| *b == b']')?;
    rest.get(..end)?.strip_suffix(b":")
}

fn next(pattern: &[u8], at: &mut usize) -> Option<u8> {
    let byte = pattern.get(*at).copied();
    *at += 1;
    byte
}

/// A class by name, for ASCII.
fn named(name: &[u8]) -> Option<&'static [(u8, u8)]> {
    Some(match name {
        b"alnum" => &[(b'0', b'9'), (b'A', b'Z'), (b'a', b'z')],
        b"alpha" => &[(b'A', b'Z'), (b'a', b'z')],
        b"blank" => &[(b' ', b' '), (b'\t', b'\t')],
        b"cntrl" => &[(0, 31), (127, 127)],
        b"digit" => &[(b'0', b'9')],
        b"graph" => &[(33, 126)],
        b"lower" => &[(b'a', b'z')],
        b"print" => &[(32, 126)],
        b"punct" => &[(33, 47), (58, 64), (91, 96), (123, 126)],
        b"space" => &[(9, 13), (b' ', b' ')],
        b"upper" => &[(b'A', b'Z')],
        b"xdigit" => &[(b'0', b'9'), (b'A', b'F'), (b'a', b'f')],
        _ => return None,
    })
}
