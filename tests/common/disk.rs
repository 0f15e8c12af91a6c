//! A project's folder on the disk, for tests.

use std::{
    fs,
    path::{Path, PathBuf},
};

use hullwright::compile::{Kind, Project};

/// A folder.
pub struct Disk(PathBuf);

impl Disk {
    /// The folder at a path.
    pub fn new(folder: &Path) -> Self {
        Self(folder.to_owned())
    }
}

impl Project for Disk {
    fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.0.join(path)).ok()
    }

    fn kind(&self, path: &str) -> Option<Kind> {
        let data = fs::metadata(self.0.join(path)).ok()?;
        Some(if data.is_dir() { Kind::Folder } else { Kind::File })
    }

    fn list(&self, path: &str) -> Vec<(String, Kind)> {
        let entries = fs::read_dir(self.0.join(path)).into_iter().flatten();
        let mut all: Vec<(String, Kind)> = entries
            .map(|entry| {
                let entry = entry.expect("a folder can be read to its end");
                let kind = if entry.path().is_dir() { Kind::Folder } else { Kind::File };
                (entry.file_name().into_string().expect("names are UTF-8"), kind)
            })
            .collect();
        all.sort();
        all
    }
}
