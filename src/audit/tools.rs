//! Packages that language package managers install by name, and whether a version stands with them.

use super::commands::Call;
use crate::dockerfile::shell::{ShellWord, skip_options};

/// The programs that install or run what they fetch.
pub const TOOLS: &[crate::dockerfile::Name] = crate::names![
    "pip",
    "python",
    "uv",
    "uvx",
    "pipx",
    "npm",
    "npx",
    "pnpm",
    "yarn",
    "bunx",
    "gem",
    "conda",
    "mamba",
    "micromamba",
    "choco",
    "go",
    "cargo",
    "dotnet",
    "composer",
];

const PIP_VALUES: &[&str] = &[
    "-i",
    "-t",
    "-f",
    "-c",
    "-r",
    "-e",
    "--index-url",
    "--extra-index-url",
    "--target",
    "--prefix",
    "--find-links",
    "--constraint",
    "--requirement",
    "--editable",
    "--python",
    "--only-binary",
    "--no-binary",
    "--platform",
    "--root",
    "--trusted-host",
    "--src",
    "--cache-dir",
    "--timeout",
];
const CONDA_VALUES: &[&str] = &["-n", "-p", "--name", "--channel"];
/// What comes with Python itself: bringing that up to date is no dependency.
const PIP_ITSELF: &[&str] = &["pip", "setuptools", "wheel"];

/// A package that comes without a version.
pub struct Open<'a> {
    /// Whose name it is: `pip`, `npm`, `gem`, `go`, `cargo`, `choco`, `conda`, `NuGet` or `Packagist`.
    pub registry: &'static str,
    /// The word that names it.
    pub word: &'a ShellWord,
}

/// The packages of a call that come without a version.
pub fn unversioned<'a>(call: &Call<'a>) -> Vec<Open<'a>> {
    let words = call.arguments();
    let (program, words) = match (call.program(), words) {
        (program, [m, pip, rest @ ..]) if program.starts_with("python") && m.value == "-m" && pip.value == "pip" => ("pip", rest),
        ("uv", [pip, rest @ ..]) if pip.value == "pip" => ("pip", rest),
        ("uv", [tool, rest @ ..]) if tool.value == "tool" => ("pipx", rest),
        ("pip3" | "pip", words) => ("pip", words),
        (program, words) => (program, words),
    };
    let Some((verb, rest)) = skip_options(words, PIP_VALUES).split_first() else {
        return Vec::new();
    };
    let has = |options: &[&str]| {
        words
            .iter()
            .any(|w| options.contains(&w.value.split('=').next().unwrap_or_default()))
    };
    if (program, verb.value.as_str()) == ("cargo", "install") && !has(&["--rev"]) {
        // a branch or tag of a repository says something else tomorrow
        let git = rest.iter().position(|w| w.value == "--git").and_then(|at| rest.get(at + 1));
        let git = git.or_else(|| rest.iter().find(|w| w.value.starts_with("--git=")));
        if let Some(word) = git.filter(|word| word.literal) {
            return vec![Open { registry: "cargo", word }];
        }
    }
    if let Some(found) = run_once(program, verb, rest).or_else(|| by_dotnet(program, verb, rest)) {
        return found
            .into_iter()
            .filter(|open| open.word.literal && !is_path(&open.word.value))
            .collect();
    }
    let (registry, open): (_, fn(&str) -> bool) = match (program, verb.value.as_str()) {
        ("pip", "install") if !has(&["-r", "--requirement", "-c", "--constraint", "--require-hashes", "--no-index", "-e"]) => {
            ("pip", pip_is_open)
        }
        ("pipx", "install") => ("pip", pip_is_open),
        ("npm", "install" | "i" | "add") | ("pnpm" | "yarn", "add") => ("npm", npm_is_open),
        ("yarn", "global") => ("npm", npm_is_open),
        ("gem", "install") if !has(&["-v", "--version", "-f", "--file"]) => ("gem", |name| !name.contains(':') && !name.ends_with(".gem")),
        ("conda" | "mamba" | "micromamba", "install" | "create") if !has(&["-f", "--file", "--clone"]) => {
            ("conda", |spec| !spec.contains(['=', '<', '>', ' ', '[']))
        }
        ("choco", "install" | "upgrade") if !has(&["--version"]) => ("choco", |name| !name.ends_with(".config")),
        ("go", "install") => ("go", |path| ["@latest", "@main", "@master"].iter().any(|end| path.ends_with(end))),
        ("cargo", "install") if !has(&["--version", "--vers", "--path", "--rev", "--git", "--list"]) => {
            ("cargo", |name| !name.contains('@'))
        }
        _ => return Vec::new(),
    };
    let mut skip = program == "yarn" && verb.value == "global";
    let takes_value = |word: &str| PIP_VALUES.contains(&word) || registry == "conda" && CONDA_VALUES.contains(&word);
    rest.iter()
        .filter(|word| {
            let value = std::mem::replace(&mut skip, takes_value(&word.value));
            !value && word.literal && !word.value.starts_with('-') && !is_path(&word.value) && open(&word.value)
        })
        .map(|word| Open { registry, word })
        .collect()
}

/// A package that is fetched to run it one time: `uvx tool`, `pnpm dlx tool`. npx has at hand what a lock file names: only a tag that moves
/// says that something else is wanted.
fn run_once<'a>(program: &str, verb: &'a ShellWord, rest: &'a [ShellWord]) -> Option<Option<Open<'a>>> {
    let named = |words: &'a [ShellWord]| words.iter().find(|w| !w.value.starts_with('-'));
    let (registry, word, open): (_, _, fn(&str) -> bool) = match (program, verb.value.as_str()) {
        ("uvx", _) => ("pip", Some(verb), |name| {
            pip_is_open(name) && (!name.contains('@') || name.ends_with("@latest"))
        }),
        ("pipx", "run") => ("pip", named(rest), pip_is_open),
        ("bunx", _) => ("npm", Some(verb), npm_is_open),
        ("pnpm" | "yarn", "dlx") => ("npm", named(rest), npm_is_open),
        ("npx", _) => ("npm", Some(verb), |name| name.ends_with("@latest") || name.ends_with("@next")),
        _ => return None,
    };
    Some(word.filter(|word| open(&word.value)).map(|word| Open { registry, word }))
}

/// `dotnet tool install name`, and `composer global require name`.
fn by_dotnet<'a>(program: &str, verb: &ShellWord, rest: &'a [ShellWord]) -> Option<Option<Open<'a>>> {
    let (first, words) = rest.split_first()?;
    let limited = words
        .iter()
        .any(|w| w.value.starts_with("--version") || w.value.starts_with(|c: char| c.is_ascii_digit() || c == '^' || c == '~'));
    let registry = match (program, verb.value.as_str(), first.value.as_str()) {
        ("dotnet", "tool", "install" | "update") => "NuGet",
        ("composer", "global", "require") => "Packagist",
        _ => return None,
    };
    let name = words.iter().find(|w| !w.value.starts_with('-'));
    Some(
        name.filter(|w| !limited && !w.value.contains([':', '@']))
            .map(|word| Open { registry, word }),
    )
}

fn is_path(word: &str) -> bool {
    word.starts_with(['.', '/', '~']) || [".whl", ".tgz", ".tar.gz", ".zip"].iter().any(|end| word.ends_with(end))
}

fn pip_is_open(requirement: &str) -> bool {
    if let Some((_, reference)) = requirement.split_once("git+") {
        let commit = reference
            .rsplit('@')
            .next()
            .unwrap_or_default()
            .split('#')
            .next()
            .unwrap_or_default();
        return !(commit.len() == 40 && commit.bytes().all(|b| b.is_ascii_hexdigit()));
    }
    let name = requirement
        .split(['[', '<', '>', '=', '~', '!', ';', '@', ' '])
        .next()
        .unwrap_or(requirement);
    let limited = ["==", "~=", "@", "<"].iter().any(|sign| requirement.contains(sign));
    !limited && !PIP_ITSELF.contains(&name) && !requirement.contains("://")
}

/// `name`, `@scope/name`, and the tags `latest` and `next`, which move.
fn npm_is_open(package: &str) -> bool {
    let version = package.get(1..).and_then(|rest| rest.split_once('@')).map(|(_, version)| version);
    let address = package.contains("://") || package.starts_with("git+") || package.contains(':');
    !address && version.is_none_or(|version| matches!(version, "" | "latest" | "next" | "*"))
}
