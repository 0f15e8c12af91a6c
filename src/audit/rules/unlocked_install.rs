//! A lock file that lies beside the install step and is not obeyed.

use std::cell::OnceCell;

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls, calls_of},
        locks::Locks,
    },
    dockerfile::{
        Dockerfile,
        expand::Variable,
        shell::{ShellWord, skip_options},
    },
    edit::Edit,
    finding::Severity,
};

pub const RULE: Rule = Rule {
    name: "unlocked-install",
    severity: Severity::Warning,
    summary: "dependencies are installed without obeying the lock file",
    check,
};

/// What obeys a lock file instead, and how to get there.
struct Way {
    locks: &'static [&'static str],
    instead: &'static str,
    edit: Option<Edit>,
}

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let locks = OnceCell::new();
    let told = OnceCell::new();
    let mut fits = None;
    calls_of(file, INSTALLERS)
        .filter_map(|call| {
            // what follows in the same step finds a lock that fits, and takes its versions
            if call.program() == "yarn"
                && ["--immutable", "--frozen-lockfile"]
                    .iter()
                    .any(|held| call.argument(held).is_some())
            {
                fits = Some(call.at);
            }
            let way = unlocked(&call).filter(|_| call.program() != "yarn" || fits != Some(call.at))?;
            let locks = locks.get_or_init(|| Locks::of(file));
            let lock = locks.first(file, file.stage_of(call.at)?, way.locks)?;
            if call.program() == "bundle" && (is_frozen(file, &call) || *told.get_or_init(|| is_told(file))) {
                return None;
            }
            let hit = Hit::new(call.span(), format!("this may install other versions than `{lock}` says"));
            Some(match way.edit {
                Some(edit) => hit.review_fix(format!("install what the lock file says: {}", way.instead), vec![edit]),
                None => hit.help(format!("Use `{}`: it installs what the lock file says, or fails.", way.instead)),
            })
        })
        .collect()
}

/// The programs that [`unlocked`] knows.
const INSTALLERS: &[crate::dockerfile::Name] = crate::names![
    "bun", "bundle", "cargo", "composer", "dart", "flutter", "go", "mix", "npm", "pdm", "pipenv", "pnpm", "poetry", "uv", "yarn",
];

/// Options that stand before the verb, with the next word for their value.
const WITH_VALUE: &[&str] = &[
    "-C",
    "-d",
    "-w",
    "--cwd",
    "--dir",
    "--directory",
    "--filter",
    "--prefix",
    "--project",
    "--working-dir",
    "--workspace",
];

fn unlocked(call: &Call<'_>) -> Option<Way> {
    let words = call.arguments();
    let verb = skip_options(words, WITH_VALUE).first();
    let name = verb.map_or("", |w| w.value.as_str());
    let has = |options: &[&str]| {
        words
            .iter()
            .any(|w| options.contains(&w.value.split('=').next().unwrap_or_default()))
    };
    let behind = verb.and_then(|verb| words.iter().position(|w| w.span == verb.span));
    let behind = behind.and_then(|at| words.get(at + 1..)).unwrap_or_default();
    let packages = behind
        .iter()
        .zip(verb.into_iter().chain(behind))
        .any(|(word, before)| !word.value.starts_with('-') && !WITH_VALUE.contains(&before.value.as_str()));
    let after = |text: &str| Some(Edit::insert(verb?.span.end, text));
    let way = |locks, instead, edit| Some(Way { locks, instead, edit });
    match call.program() {
        "npm" if matches!(name, "install" | "i") && !packages && !has(&["-g", "--global"]) => {
            let ci = verb.map(|w: &ShellWord| Edit::replace(w.span, "ci"));
            way(&["package-lock.json", "npm-shrinkwrap.json"], "npm ci", ci)
        }
        "npm" if matches!(name, "update" | "up" | "upgrade") && !has(&["-g", "--global"]) => {
            way(&["package-lock.json", "npm-shrinkwrap.json"], "npm ci", None)
        }
        "yarn" if matches!(name, "" | "install") && !has(&["--frozen-lockfile", "--immutable", "--version", "-v"]) => {
            way(&["yarn.lock"], "yarn install --immutable", None)
        }
        "yarn" if matches!(name, "upgrade" | "up") => way(&["yarn.lock"], "yarn install --immutable", None),
        "pnpm" if matches!(name, "install" | "i") && has(&["--no-frozen-lockfile"]) => {
            way(&["pnpm-lock.yaml"], "pnpm install --frozen-lockfile", None)
        }
        "pnpm" if matches!(name, "install" | "i") && !packages && !has(&["--frozen-lockfile", "--offline", "-g", "--global"]) => {
            way(&["pnpm-lock.yaml"], "pnpm install --frozen-lockfile", after(" --frozen-lockfile"))
        }
        "pnpm" if matches!(name, "update" | "up" | "upgrade") && !has(&["-g", "--global"]) => {
            way(&["pnpm-lock.yaml"], "pnpm install --frozen-lockfile", None)
        }
        "bun" if matches!(name, "install" | "i") && !packages && !has(&["--frozen-lockfile", "-g", "--global"]) => way(
            &["bun.lock", "bun.lockb"],
            "bun install --frozen-lockfile",
            after(" --frozen-lockfile"),
        ),
        "uv" if name == "sync" && !has(&["--locked", "--frozen"]) => way(&["uv.lock"], "uv sync --locked", after(" --locked")),
        "uv" if name == "lock" && !has(&["--check", "--locked", "--check-exists"]) => way(&["uv.lock"], "uv sync --locked", None),
        "poetry" if name == "update" || name == "lock" && !has(&["--check"]) => way(&["poetry.lock"], "poetry install", None),
        "pdm" if matches!(name, "update" | "lock") && !has(&["--check"]) => way(&["pdm.lock"], "pdm sync", None),
        "pipenv" if name == "install" && !packages && !has(&["--deploy", "--ignore-pipfile"]) => {
            way(&["Pipfile.lock"], "pipenv install --deploy", after(" --deploy"))
        }
        "pipenv" if matches!(name, "update" | "lock") => way(&["Pipfile.lock"], "pipenv sync", None),
        "cargo" if matches!(name, "build" | "b" | "run" | "test") && !has(&["--locked", "--frozen", "--offline"]) => {
            way(&["Cargo.lock"], "cargo build --locked", after(" --locked"))
        }
        // it does not even look at the lock file without being told
        "cargo" if name == "install" && has(&["--path"]) && !has(&["--locked", "--frozen"]) => {
            way(&["Cargo.lock"], "cargo install --locked", after(" --locked"))
        }
        "cargo" if name == "update" => way(&["Cargo.lock"], "cargo build --locked", None),
        "composer" if matches!(name, "update" | "u" | "upgrade") => way(&["composer.lock"], "composer install", None),
        "bundle" if matches!(name, "" | "install") && !has(&["--deployment", "--frozen", "--version", "-v"]) => {
            let alone = call.words.len() == call.command.words.len();
            let told = alone.then(|| Edit::insert(call.span().start, "BUNDLE_FROZEN=true "));
            way(&["Gemfile.lock"], "BUNDLE_FROZEN=true bundle install", told)
        }
        "bundle" if name == "update" => way(&["Gemfile.lock"], "bundle install", None),
        "go" if name == "get" && words.iter().any(|w| w.value == "-u" || w.value.starts_with("-u=")) => {
            way(&["go.sum"], "go mod download", None)
        }
        "mix" if name == "deps.update" => way(&["mix.lock"], "mix deps.get --check-locked", None),
        "dart" | "flutter" if name == "pub" && call.argument("upgrade").is_some() => {
            way(&["pubspec.lock"], "dart pub get --enforce-lockfile", None)
        }
        _ => None,
    }
}

/// The variables that tell Bundler to hold to the lock file.
const FROZEN: [&str; 2] = ["BUNDLE_FROZEN", "BUNDLE_DEPLOYMENT"];

fn is_on(value: &str) -> bool {
    !matches!(value, "" | "0" | "false")
}

/// Whether such a variable is set where Bundler is called.
fn is_frozen(file: &Dockerfile, call: &Call<'_>) -> bool {
    let mut before = call.command.assignments.iter();
    before.any(|set| FROZEN.contains(&set.name.as_str()) && is_on(&set.value.value))
        || FROZEN
            .iter()
            .any(|name| matches!(file.variable(name, call.at), Variable::Set(value) if is_on(value)))
}

/// Whether a step writes that into Bundler's settings, or into the environment of those that follow.
fn is_told(file: &Dockerfile) -> bool {
    calls(file).any(|call| {
        let words = call.arguments();
        let set = words.iter().position(|w| matches!(w.value.as_str(), "frozen" | "deployment"));
        let settled = set.and_then(|at| words.get(at + 1)).is_some_and(|w| is_on(&w.value));
        let frozen = |word: &ShellWord| {
            word.value
                .split_once('=')
                .is_some_and(|(name, value)| FROZEN.contains(&name) && is_on(value))
        };
        match call.program() {
            "bundle" => settled && call.argument("config").is_some(),
            "export" => words.iter().any(frozen),
            _ => false,
        }
    })
}
