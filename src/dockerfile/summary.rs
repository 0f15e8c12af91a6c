//! What a file does at all, found once: most rules look for a few programs, and most files call none of them. A long file has a hundred
//! thousand commands, and each rule would look at every one.

use super::{
    Body, Dockerfile, Keyword, Run,
    shell::{Join, Script},
};

/// Two bits for each name; some share them, so that a set may hold what it was not given, and never lacks what it was.
type Names = [u64; 4];

/// The name of a program, as it is looked for: the places of its bits.
#[derive(Clone, Copy, Debug)]
pub struct Name([u8; 2]);

/// The name of a program; worked out when the program is made, see [`names`](crate::names).
pub const fn name(text: &str) -> Name {
    // FNV-1a
    let bytes = text.as_bytes();
    let (mut hash, mut at) = (0x811c_9dc5_u32, 0);
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    Name([(hash >> 8) as u8, (hash >> 20) as u8])
}

/// A list of names of programs that costs nothing at run time.
#[macro_export]
macro_rules! names {
    ($($text:literal),+ $(,)?) => { const { &[$($crate::dockerfile::name($text)),+] } };
}

/// The word and the bit of a place.
fn bit(place: u8) -> (usize, u64) {
    (usize::from(place / 64), 1 << (place % 64))
}

/// What the RUN, CMD, ENTRYPOINT and HEALTHCHECK of a file have in them.
#[derive(Clone, Debug, Default)]
pub(super) struct Summary {
    programs: Names,
    writes: bool,
    pipes: bool,
    /// Whether a RUN is in exec form.
    exec_run: bool,
    /// Whether some text is for another shell than those that are read, or may be.
    foreign: bool,
}

impl Summary {
    pub(super) fn of(file: &Dockerfile) -> Self {
        let mut all = Self::default();
        for instruction in &file.instructions {
            let instruction = instruction.onbuild().unwrap_or(instruction);
            all.writes |= !instruction.heredocs.is_empty();
            all.foreign |= instruction.keyword == Keyword::Shell;
            all.exec_run |= matches!(instruction.body, Body::Run(Run::Exec(_)));
            let script = instruction.script().or_else(|| instruction.commands());
            script.into_iter().for_each(|script| all.add(script));
        }
        all
    }

    fn add(&mut self, script: &Script) {
        for command in &script.commands {
            let (called, first) = (command.called().0, command.program());
            self.note(called);
            if first != called {
                self.note(first);
            }
            self.pipes |= command.join == Join::Pipe;
        }
        self.foreign |= !script.unread.is_empty();
        self.writes |= script.may_write();
    }

    fn note(&mut self, name: &str) {
        // `python3.13` and `pip3` count as what they are
        let family = ["python", "pip"].into_iter().find(|family| name.starts_with(family));
        self.foreign |= is_powershell(name);
        for text in [Some(name), family].into_iter().flatten() {
            for (word, bit) in self::name(text).0.map(bit) {
                self.programs[word] |= bit;
            }
        }
    }
}

/// Whether a name is PowerShell's, behind folders of either kind and before the ending that Windows gives it, in any case.
fn is_powershell(name: &str) -> bool {
    let ends = |name: &[u8], end: &str| name.len() >= end.len() && name[name.len() - end.len()..].eq_ignore_ascii_case(end.as_bytes());
    let bytes = name.as_bytes();
    let bytes = if ends(bytes, ".exe") { &bytes[..bytes.len() - 4] } else { bytes };
    ends(bytes, "powershell") || ends(bytes, "pwsh")
}

impl Dockerfile {
    fn summary(&self) -> &Summary {
        self.summary.get_or_init(|| Summary::of(self))
    }

    /// Whether a command of the file may call one of these programs, also through `sudo` and whatever else only passes a call on; no for sure
    /// if it says so. `python` and `pip` stand for all programs whose names begin so.
    pub fn may_call(&self, programs: &[Name]) -> bool {
        let known = &self.summary().programs;
        let has = |(word, bit): (usize, u64)| known[word] & bit != 0;
        programs.iter().any(|name| name.0.map(bit).into_iter().all(has))
    }

    /// Whether a command of the file may write to a file by a redirect, tee or sed, or an instruction has a here-document.
    pub fn may_write(&self) -> bool {
        self.summary().writes
    }

    /// Whether a text of the file may be for a shell that nobody reads here, such as PowerShell: by SHELL, by its words, or because it could not
    /// be read.
    pub fn may_be_foreign(&self) -> bool {
        self.summary().foreign
    }

    /// Whether a RUN of the file is in exec form.
    pub fn has_exec_run(&self) -> bool {
        self.summary().exec_run
    }

    /// Whether a command of the file reads what another writes.
    pub fn has_pipes(&self) -> bool {
        self.summary().pipes
    }
}
