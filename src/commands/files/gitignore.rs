//! What git would not look at: `.gitignore` files, the nearest first, and `.git/info/exclude` (gitignore(5)).

use std::rc::Rc;

use super::glob::Glob;

/// One line of such a file.
#[derive(Debug)]
struct Line {
    glob: Glob,
    /// `!…`: not ignored after all.
    again: bool,
    /// `…/`: folders only.
    folders: bool,
    /// Without a slash it is about names wherever they lie; else about paths from the file's folder on.
    name: bool,
}

/// One such file, inside of those of the folders above it.
#[derive(Debug)]
pub struct Ignored {
    lines: Vec<Line>,
    /// How much of a path leads to the file's folder.
    base: usize,
    outer: Option<Rc<Ignored>>,
}

impl Ignored {
    /// Reads a file that lies in the folder to which the first `base` bytes of each path lead.
    pub fn read(text: &str, base: usize, outer: Option<Rc<Self>>) -> Rc<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let lines = text.split('\n').filter_map(|line| read(line.strip_suffix('\r').unwrap_or(line)));
        Rc::new(Self {
            lines: lines.collect(),
            base,
            outer,
        })
    }

    /// Whether a path is ignored. Whoever asks has asked of the folders above it before.
    pub fn has(&self, path: &[u8], folder: bool) -> bool {
        let mut file = Some(self);
        while let Some(here) = file {
            let path = path.get(here.base..).unwrap_or_default();
            let name = path.rsplit(|b| *b == b'/').next().unwrap_or_default();
            let fits = |line: &&Line| (folder || !line.folders) && line.glob.matches(if line.name { name } else { path });
            if let Some(line) = here.lines.iter().rev().find(fits) {
                return !line.again;
            }
            file = here.outer.as_deref();
        }
        false
    }
}

fn read(line: &str) -> Option<Line> {
    if line.starts_with('#') {
        return None;
    }
    let line = without_blanks(line);
    let (again, line) = match line.strip_prefix('!') {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    let (folders, line) = match line.strip_suffix('/') {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    if line.is_empty() {
        return None;
    }
    let name = !line.contains('/');
    let glob = Glob::read(line.strip_prefix('/').unwrap_or(line).as_bytes())?;
    Some(Line {
        glob,
        again,
        folders,
        name,
    })
}

/// Without the blanks at its end, but for one that is escaped.
fn without_blanks(line: &str) -> &str {
    let bytes = line.as_bytes();
    let mut end = 0;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += if *byte == b'\\' { 2 } else { 1 };
        if *byte != b' ' {
            end = at.min(bytes.len());
        }
    }
    line.get(..end).unwrap_or(line)
}
