//! Platforms: what `FROM --platform=` takes, and which one a stage is built for.

use super::{Base, Dockerfile, Stage, Word};

/// Operating systems and architectures that may stand alone.
const ALONE: [&str; 48] = [
    "aix",
    "android",
    "darwin",
    "macos",
    "dragonfly",
    "freebsd",
    "hurd",
    "illumos",
    "ios",
    "js",
    "linux",
    "nacl",
    "netbsd",
    "openbsd",
    "plan9",
    "solaris",
    "windows",
    "zos",
    "386",
    "i386",
    "amd64",
    "x86_64",
    "x86-64",
    "amd64p32",
    "arm",
    "armhf",
    "armel",
    "armbe",
    "arm64",
    "aarch64",
    "arm64be",
    "ppc64",
    "ppc64le",
    "loong64",
    "mips",
    "mipsle",
    "mips64",
    "mips64le",
    "mips64p32",
    "mips64p32le",
    "ppc",
    "riscv",
    "riscv64",
    "s390",
    "s390x",
    "sparc",
    "sparc64",
    "wasm",
];

/// What is wrong with a platform, if anything: `os`, `architecture`, `os/architecture` or `os/architecture/variant`.
pub(super) fn mistake(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some("the platform is empty".to_owned());
    }
    let parts: Vec<&str> = text.split('/').collect();
    let (system, rest) = parts.split_first()?;
    let plain = |part: &str, more: &[u8]| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || more.contains(&b));
    let readable = is_system(system) && rest.iter().all(|part| plain(part, b"_.-"));
    if !readable || parts.len() > 3 {
        return Some(format!(
            "`{text}` is no platform: write it as os/architecture or os/architecture/variant"
        ));
    }
    let alone = system.split('(').next().unwrap_or("").to_ascii_lowercase();
    (rest.is_empty() && !ALONE.contains(&alone.as_str())).then(|| format!("unknown operating system or architecture `{text}`"))
}

/// `windows`, or with a version and features behind it: `windows(10.0.17763+win32k)`.
fn is_system(text: &str) -> bool {
    let (name, version) = match text.split_once('(') {
        Some((name, version)) => match version.strip_suffix(')') {
            Some(version) => (name, version),
            None => return false,
        },
        None => (text, ""),
    };
    !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
        && version
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.' | b'%' | b'+'))
}

impl Dockerfile {
    /// The `--platform` that a stage is built for: its own, or that of the stage it starts from. None if neither says one: then it is
    /// the platform that the build is asked for.
    pub fn platform<'a>(&'a self, stage: &'a Stage) -> Option<&'a Word> {
        let mut stage = stage;
        loop {
            let own = self.instructions.get(stage.instructions.start)?.flag_value("platform");
            match (own, &stage.base) {
                (None, Base::Stage(parent)) => stage = self.stages.get(*parent)?,
                _ => return own,
            }
        }
    }

    /// The value of that `--platform`, if its variables are known.
    pub fn platform_value(&self, stage: &Stage) -> Option<String> {
        let word = self.platform(stage)?;
        // a FROM sees what stands before the first one, whichever FROM it is
        self.expand(word, stage.instructions.start)
    }
}
