//! A lock file that lies beside the install step and is not obeyed.

use std::cell::OnceCell;

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls},
        locks::Locks,
    },
    dockerfile::{Dockerfile, shell::ShellWord},
    edit::Edit,
    finding::Severity,
};

pub const RULE: Rule = Rule {
    name: "unlocked-install",
    severity: Severity::Warning,
    summary: "dependencies are installed without obeying the lock file",
    page: include_str!("unlocked_install.md"),
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
    calls(file)
        .filter_map(|call| {
            let way = unlocked(&call)?;
            let locks = locks.get_or_init(|| Locks::of(file));
            let lock = locks.first(file, file.stage_of(call.at)?, way.locks)?;
            let hit = Hit::new(call.span(), format!("this may install other versions than `{lock}` says"));
            Some(match way.edit {
                Some(edit) => hit.review_fix(format!("install what the lock file says: {}", way.instead), vec![edit]),
                None => hit.help(format!("Use `{}`: it installs what the lock file says, or fails.", way.instead)),
            })
        })
        .collect()
}

fn unlocked(call: &Call<'_>) -> Option<Way> {
    let words = call.arguments();
    let verb = words.iter().find(|w| !w.value.starts_with('-'));
    let name = verb.map_or("", |w| w.value.as_str());
    let has = |options: &[&str]| {
        words
            .iter()
            .any(|w| options.contains(&w.value.split('=').next().unwrap_or_default()))
    };
    let packages = words.iter().filter(|w| !w.value.starts_with('-')).count() > 1;
    let after = |text: &str| Some(Edit::insert(verb?.span.end, text));
    let way = |locks, instead, edit| Some(Way { locks, instead, edit });
    match call.program() {
        "npm" if matches!(name, "install" | "i") && !packages && !has(&["-g", "--global"]) => {
            let ci = verb.map(|w: &ShellWord| Edit::replace(w.span, "ci"));
            way(&["package-lock.json", "npm-shrinkwrap.json"], "npm ci", ci)
        }
        "yarn" if matches!(name, "" | "install") && !has(&["--frozen-lockfile", "--immutable", "--version", "-v"]) => {
            way(&["yarn.lock"], "yarn install --immutable", None)
        }
        "pnpm" if matches!(name, "install" | "i") && !packages && !has(&["--frozen-lockfile", "--offline", "-g", "--global"]) => {
            way(&["pnpm-lock.yaml"], "pnpm install --frozen-lockfile", after(" --frozen-lockfile"))
        }
        "uv" if name == "sync" && !has(&["--locked", "--frozen"]) => way(&["uv.lock"], "uv sync --locked", after(" --locked")),
        "cargo" if matches!(name, "build" | "b" | "run" | "test") && !has(&["--locked", "--frozen", "--offline"]) => {
            way(&["Cargo.lock"], "cargo build --locked", after(" --locked"))
        }
        "pipenv" if name == "install" && !packages && !has(&["--deploy", "--ignore-pipfile"]) => {
            way(&["Pipfile.lock"], "pipenv install --deploy", after(" --deploy"))
        }
        "composer" if matches!(name, "update" | "u") => way(&["composer.lock"], "composer install", None),
        _ => None,
    }
}
