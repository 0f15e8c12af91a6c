//! Which names are those of Dockerfiles.

/// Endings of what lies beside a Dockerfile and is none: its ignore file, texts about it, copies that editors and merges leave, templates
/// that become one, and programs that are about Dockerfiles.
const FALSE_FRIENDS: [&str; 46] = [
    "adoc",
    "bak",
    "backup",
    "bash",
    "bk",
    "cfg",
    "containerignore",
    "diff",
    "dockerignore",
    "ejs",
    "erb",
    "gotmpl",
    "hbs",
    "html",
    "in",
    "ini",
    "j2",
    "jinja",
    "jinja2",
    "json",
    "jsonnet",
    "license",
    "lock",
    "markdown",
    "md",
    "mustache",
    "old",
    "orig",
    "patch",
    "pdf",
    "ps1",
    "rej",
    "rst",
    "save",
    "sh",
    "swo",
    "swp",
    "tera",
    "tmp",
    "tmpl",
    "toml",
    "tpl",
    "txt",
    "xml",
    "yaml",
    "yml",
];

/// What one is called, by itself or with something before or behind it.
const STEMS: [&str; 2] = ["Dockerfile", "Containerfile"];

/// Whether a file of that name is taken for a Dockerfile: `Dockerfile`, `Containerfile`, `Dockerfile.dev`, `dev.Dockerfile`,
/// `dev.dockerfile` and their like.
pub fn is_dockerfile(name: &str) -> bool {
    if STEMS.iter().any(|stem| stem.eq_ignore_ascii_case(name)) {
        return true;
    }
    let Some((before, ending)) = name.rsplit_once('.') else {
        return false;
    };
    // `.Dockerfile.swp`, `.#Dockerfile.dev`: an editor's own.
    if before.is_empty() || name.starts_with('.') || name.starts_with('#') || name.ends_with(['~', '#']) {
        return false;
    }
    let is_ending = STEMS.iter().any(|stem| *stem == ending || stem.to_ascii_lowercase() == ending);
    let begins = STEMS
        .iter()
        .any(|stem| name.strip_prefix(stem).is_some_and(|rest| rest.starts_with('.')));
    is_ending || (begins && !FALSE_FRIENDS.contains(&ending.to_ascii_lowercase().as_str()) && !ending.is_empty())
}
