//! Versions of packages, as the lock files of language package managers say them.

/// How a file says its versions.
pub type Reader = fn(&str) -> Vec<(String, String)>;

/// Files that name versions, the surest first; a name that ends in `*` stands for all that begin so.
pub const LOCK_FILES: &[(&str, &str, Reader)] = &[
    ("package-lock.json", "npm", package_lock),
    ("npm-shrinkwrap.json", "npm", package_lock),
    ("uv.lock", "pip", toml_lock),
    ("poetry.lock", "pip", toml_lock),
    ("pdm.lock", "pip", toml_lock),
    ("requirements*", "pip", requirements),
    ("constraints*", "pip", requirements),
    ("Gemfile.lock", "gem", gem_lock),
];

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
