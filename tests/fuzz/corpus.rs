//! The inputs that are kept: each once found something, or is of a kind that might.

use std::{
    fs,
    path::{Path, PathBuf},
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus")
}

/// All of them, sorted by name; bytes that are no text are replaced as the program does it.
pub fn kept() -> Vec<(PathBuf, String)> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder())
        .expect("fuzz/corpus")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).expect("an input");
        (path, String::from_utf8_lossy(&bytes).into_owned())
    };
    paths.into_iter().map(read).collect()
}

/// Keeps an input under a name that its bytes decide.
pub fn keep(text: &str) -> PathBuf {
    let name = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let path = folder().join(format!("crash-{name:016x}"));
    fs::write(&path, text).expect("fuzz/corpus can be written");
    path
}
