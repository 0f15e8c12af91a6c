//! What files beside a Dockerfile know: digests from app.lock, versions from the lock files of language package managers.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    audit::{Pins, Versions},
    compile::Lock,
    error::Result,
    io::{Kind, World, path_text},
    source::Source,
};

/// A package's row: registry, name, version, and who says so.
type Row = (String, String, String, String);

/// How a file says its versions.
type Reader = fn(&str) -> Vec<(String, String)>;

/// Files that name versions, the surest first; a name that ends in `*` stands for all that begin so.
const FILES: &[(&str, &str, Reader)] = &[
    ("package-lock.json", "npm", package_lock),
    ("npm-shrinkwrap.json", "npm", package_lock),
    ("uv.lock", "pip", toml_lock),
    ("poetry.lock", "pip", toml_lock),
    ("pdm.lock", "pip", toml_lock),
    ("requirements*", "pip", requirements),
    ("constraints*", "pip", requirements),
    ("Gemfile.lock", "gem", gem_lock),
];

/// The digests of the nearest app.lock, from a folder up to the one with the repository.
///
/// # Errors
/// It cannot be read.
pub fn pins(world: &dyn World, folder: &Path) -> Result<Option<Pins>> {
    let start = world.resolve(if folder == Path::new("") { Path::new(".") } else { folder })?;
    for folder in start.ancestors() {
        let path = folder.join("app.lock");
        if world.kind(&path)? == Some(Kind::File) {
            let source = Arc::new(Source::new(path_text(&path), world.read(&path)?));
            let lock = Lock::read(&source)?;
            let known = lock
                .images()
                .filter_map(|locked| Some((locked.image.unpinned(), locked.image.digest()?.clone())));
            return Ok(Some(known.collect()));
        }
        if world.kind(&folder.join(".git"))?.is_some() {
            break;
        }
    }
    Ok(None)
}

/// The versions that files of a folder name. What cannot be read says nothing.
pub fn versions(world: &dyn World, folder: &Path) -> Versions {
    let folder: PathBuf = if folder == Path::new("") { ".".into() } else { folder.to_owned() };
    let entries = world.list(&folder).unwrap_or_default();
    let names: Vec<String> = entries
        .into_iter()
        .filter(|entry| entry.kind == Kind::File)
        .filter_map(|entry| entry.name.into_string().ok())
        .collect();
    let mut rows: Vec<Row> = Vec::new();
    for (pattern, registry, read) in FILES {
        let fits = |name: &&String| match pattern.strip_suffix('*') {
            Some(start) => name.starts_with(start) && name.ends_with(".txt"),
            None => name == pattern,
        };
        for name in names.iter().filter(fits) {
            let text = world.read(&folder.join(name)).unwrap_or_default();
            rows.extend(
                read(&text)
                    .into_iter()
                    .map(|(package, version)| ((*registry).to_owned(), package, version, format!("what {name} has"))),
            );
        }
    }
    rows.into_iter().collect()
}

fn package_lock(text: &str) -> Vec<(String, String)> {
    let Ok(lock) = serde_json::from_str::<serde_json::Value>(text) else {
        return Vec::new();
    };
    let packages = lock.get("packages").and_then(|p| p.as_object());
    let direct = packages.into_iter().flatten().filter_map(|(path, package)| {
        let name = path.strip_prefix("node_modules/").filter(|name| !name.contains("node_modules/"))?;
        Some((name.to_owned(), package.get("version")?.as_str()?.to_owned()))
    });
    direct.collect()
}

fn toml_lock(text: &str) -> Vec<(String, String)> {
    let Ok(lock) = text.parse::<toml::Table>() else {
        return Vec::new();
    };
    let packages = lock.get("package").and_then(|p| p.as_array());
    let pair = |package: &toml::Value| {
        Some((
            package.get("name")?.as_str()?.to_owned(),
            package.get("version")?.as_str()?.to_owned(),
        ))
    };
    packages.into_iter().flatten().filter_map(pair).collect()
}

/// `name==1.2.3`, with extras, markers and hashes behind it.
fn requirements(text: &str) -> Vec<(String, String)> {
    let pair = |line: &str| {
        let (name, rest) = line.split_once("==")?;
        let name = name.split('[').next()?.trim();
        let version = rest.split([' ', ';', '\\', '#', ',', '\t']).find(|part| !part.is_empty())?;
        (!name.is_empty() && !name.starts_with(['#', '-'])).then(|| (name.to_owned(), version.to_owned()))
    };
    text.lines().filter_map(pair).collect()
}

/// `    name (1.2.3)` under `specs:`, and the manager's own version under `BUNDLED WITH`.
fn gem_lock(text: &str) -> Vec<(String, String)> {
    let spec = |line: &str| {
        let (name, version) = line.strip_prefix("    ").filter(|rest| !rest.starts_with(' '))?.split_once(" (")?;
        let version = version.strip_suffix(')').filter(|v| !v.contains('-'))?;
        Some((name.to_owned(), version.to_owned()))
    };
    let mut all: Vec<(String, String)> = text.lines().filter_map(spec).collect();
    let bundled = text
        .split_once("BUNDLED WITH")
        .and_then(|(_, rest)| rest.split_ascii_whitespace().next());
    all.extend(bundled.map(|version| ("bundler".to_owned(), version.to_owned())));
    all
}
