//! A manifest for each language in which every text can be replaced.

use hullwright::compile::Memory;

/// A manifest with a slot at every text: `«harmless»`. Artifacts in slots are made by a step, as a hostile name is that of no file.
pub struct Form(Vec<Row>);

/// A line of a manifest.
struct Row {
    /// What stands around its slots; one more than there are slots.
    fixed: Vec<&'static str>,
    /// What its slots hold when nobody is hostile.
    harmless: Vec<&'static str>,
    /// The number of its first slot.
    first: usize,
}

/// Texts for slots, by the slot's number.
pub type Texts<'t> = [(usize, &'t str)];

impl Form {
    fn read(text: &'static str) -> Self {
        let mut first = 0;
        let mut rows = Vec::new();
        for line in text.lines() {
            let mut row = Row {
                fixed: Vec::new(),
                harmless: Vec::new(),
                first,
            };
            for part in line.split('«') {
                let (slot, rest) = part.split_once('»').map_or((None, part), |(slot, rest)| (Some(slot), rest));
                row.harmless.extend(slot);
                row.fixed.push(rest);
            }
            first += row.harmless.len();
            rows.push(row);
        }
        Self(rows)
    }

    /// How many slots it has.
    pub fn slots(&self) -> usize {
        self.0.iter().map(|row| row.harmless.len()).sum()
    }

    /// The manifest with texts in some slots.
    pub fn fill(&self, texts: &Texts<'_>) -> String {
        self.0.iter().map(|row| row.fill(texts)).collect()
    }

    /// The same without the lines that need not be there and whose slots are not among those of `kept`.
    pub fn short(&self, texts: &Texts<'_>, kept: &Texts<'_>) -> String {
        let needed = |row: &&Row| row.harmless.is_empty() || row.is_required() || kept.iter().any(|(slot, _)| row.has(*slot));
        self.0.iter().filter(needed).map(|row| row.fill(texts)).collect()
    }
}

impl Row {
    fn has(&self, slot: usize) -> bool {
        (self.first..self.first + self.harmless.len()).contains(&slot)
    }

    fn is_required(&self) -> bool {
        self.fixed[0].starts_with("name = ") || self.fixed[0].starts_with("language = ")
    }

    fn fill(&self, texts: &Texts<'_>) -> String {
        let mut out = self.fixed[0].to_owned();
        for (at, harmless) in self.harmless.iter().enumerate() {
            let hostile = texts.iter().find(|(slot, _)| *slot == self.first + at);
            out.push_str(&quoted(hostile.map_or(*harmless, |(_, text)| text)));
            out.push_str(self.fixed[at + 1]);
        }
        out + "\n"
    }
}

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out + "\""
}

/// The manifest of each language.
pub fn forms() -> Vec<Form> {
    [PYTHON, NODE, GO, RUST].into_iter().map(Form::read).collect()
}

/// A folder in which all of them find what they name.
pub fn project() -> Memory {
    Memory::new([
        ("app/main.py", "app = FastAPI()\n"),
        ("data/x.csv", ""),
        ("requirements.txt", "fastapi==1\n"),
        (
            "package.json",
            "{ \"scripts\": { \"build\": \"tsc\", \"start\": \"node dist/server.js\" } }",
        ),
        ("package-lock.json", "{}"),
        ("go.mod", "module example.com/shop\n\ngo 1.27\n"),
        ("go.sum", ""),
        ("cmd/shop/main.go", "package main\n"),
        ("Cargo.toml", "[package]\nname = \"shop\"\n"),
        ("Cargo.lock", ""),
        ("src/main.rs", "fn main() {}\n"),
    ])
}

const PYTHON: &str = r#"
[app]
name = «shop»
language = «python»
version = «3.13»
framework = «fastapi»

[build]
manager = «pip»
packages = [«git»]
env = { «PIP_INDEX_URL» = «https://pypi.example.com» }
secrets = [{ id = «token», env = «TOKEN» }]
run = [«make all»]
files = [«data»]

[artifacts]
files = ["app", «made», { from = «made/too», to = «/srv/made» }]

[runtime]
base = «slim»
command = [«uvicorn», «app.main:app»]
packages = [«libpq5»]
env = { «LOG» = «info» }
writable = [«/app/media»]
health = { path = «/healthz» }
stop = «SIGTERM»

[image]
title = «Shop»
description = «Sells»
source = «https://example.com/shop»
licenses = «MIT»
labels = { «com.example.team» = «shop» }

[policy]
allow-registries = [«quay.io», "docker.io", "gcr.io", "ghcr.io"]
levels = { «latest-tag» = «error» }
ignore = [{ rule = «missing-healthcheck», reason = «asked from outside» }]

[template]
path = «templates»
"#;

const NODE: &str = r#"
[app]
name = «shop»
language = «node»
version = «24»

[build]
manager = «npm»
env = { «NPM_CONFIG_REGISTRY» = «https://npm.example.com» }
secrets = [{ id = «npmrc» }, { id = «token», env = «TOKEN» }]
run = [«npm run check», "true"]
options = { «scripts» = true }

[artifacts]
files = [«dist», { from = «public», to = «/srv/www» }]

[runtime]
base = «distroless»
command = [«node», «dist/server.js», «--port», «3000»]
env = { «LOG» = «info», "OTHER" = "$x" }
health = { command = [«node», «-e», «process.exit(0)»] }

[image]
vendor = «Example»
version = «1.0»
labels = { «com.example.a» = «1», «com.example.b» = «2» }
"#;

const GO: &str = r#"
[app]
name = «shop»
language = «go»

[build]
packages = [«git», «make»]
env = { «GOPRIVATE» = «git.example.com» }
secrets = [{ id = «netrc», env = «NETRC» }]
run = [«go generate ./...»]
options = { ldflags = «-s -w» }

[artifacts]
binaries = [{ name = «shop», from = «cmd/shop» }]
files = [{ from = "data", to = «/srv/data» }, { from = «made», to = "/srv/made" }]

[runtime]
base = «alpine»
command = [«shop», «--verbose»]
packages = [«tzdata»]
env = { «TZ» = «Europe/Berlin» }
writable = [«/app/a», «/var/lib/shop»]

[image]
url = «https://example.com»
documentation = «https://example.com/docs»
"#;

const RUST: &str = r#"
[app]
name = «shop»
language = «rust»

[build]
env = { «RUSTFLAGS» = «-C target-cpu=native» }
run = [«cargo xtask assets»]
files = [«data»]

[artifacts]
binaries = [«shop»]

[runtime]
base = «distroless»
command = [«shop», «--config», «/app/x.toml»]
env = { «RUST_LOG» = «info» }
health = { path = «/healthz» }
writable = [«/app/media»]

[image]
title = «Shop»
"#;
