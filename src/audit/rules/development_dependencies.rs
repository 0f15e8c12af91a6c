//! Dependencies for developers in the image that is shipped.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls},
        stages::ships,
    },
    dockerfile::{Dockerfile, expand::Variable},
    edit::Edit,
    finding::{Confidence, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "development-dependencies",
    severity: Severity::Info,
    summary: "dependencies for development are installed into the shipped image",
    check,
};

/// Options of npm that ask for them, whatever else is said.
const INCLUDED: &[&str] = &["--include=dev", "--production=false"];

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut pruned = None;
    let mut hits = Vec::new();
    for call in calls(file) {
        let Some((instead, prunable)) = takes_all(file, &call).filter(|_| ships(file, call.at)) else {
            continue;
        };
        let prunes = || calls(file).any(|call| matches!(call.program(), "npm" | "pnpm" | "yarn") && call.argument("prune").is_some());
        if prunable && *pruned.get_or_insert_with(prunes) {
            continue;
        }
        let what = shown(file.source.slice(call.span()));
        let hit = Hit::new(
            call.span(),
            format!("`{what}` also installs what only developers need, and it is shipped"),
        )
        .confidence(Confidence::Heuristic)
        .help(format!("Use `{instead}` for the final stage, and the rest in a stage of its own."));
        let option = instead.split(' ').next_back().filter(|option| option.starts_with("--"));
        let asked = INCLUDED.iter().any(|included| call.argument(included).is_some());
        hits.push(match option.filter(|_| !asked && !builds_later(file, &call)) {
            Some(option) => hit.review_fix("leave them out", vec![Edit::insert(call.span().end, format!(" {option}"))]),
            None => hit,
        });
    }
    hits
}

/// Whether a step below, or the rest of this one, may need what only developers do.
fn builds_later(file: &Dockerfile, call: &Call<'_>) -> bool {
    let below =
        calls(file).filter(|other| other.at >= call.at && other.command.span.start > call.command.span.start && ships(file, other.at));
    below.into_iter().any(|other| {
        let words = || other.arguments().iter().map(|w| w.value.as_str());
        let script = words().any(|word| matches!(word, "run" | "build" | "test" | "exec" | "x"));
        matches!(
            other.program(),
            "npx" | "tsc" | "vite" | "webpack" | "ng" | "nest" | "next" | "vendor/bin/phpunit" | "pytest" | "make"
        ) || script
    })
}

/// What leaves them out, and whether `prune` does that afterwards; none if they are left out, or if the call installs something else.
fn takes_all(file: &Dockerfile, call: &Call<'_>) -> Option<(&'static str, bool)> {
    let words = call.arguments();
    let plain = || words.iter().filter(|w| !w.value.starts_with('-'));
    let verb = plain().next().map_or("", |w| w.value.as_str());
    let named = plain().nth(1).is_some();
    let has = |starts: &[&str]| words.iter().any(|w| starts.iter().any(|start| w.value.starts_with(start)));
    let set = |name: &str, values: &[&str]| {
        let here = call
            .command
            .assignments
            .iter()
            .find(|a| a.name == name)
            .map(|a| a.value.value.as_str());
        let value = here.or(match file.variable(name, call.at) {
            Variable::Set(value) => Some(value),
            _ => None,
        });
        value.is_some_and(|value| values.is_empty() || values.contains(&value))
    };
    let all = |left_out: bool, instead, prunable| (!left_out).then_some((instead, prunable));
    match (call.program(), verb) {
        ("npm", "ci" | "install" | "i") if !named => {
            let options = has(&["--omit", "--production", "--only", "-g", "--global"]);
            let included = has(INCLUDED);
            all(
                !included && (options || set("NODE_ENV", &["production"]) || set("NPM_CONFIG_OMIT", &[])),
                "npm ci --omit=dev",
                true,
            )
        }
        ("pnpm", "install" | "i") if !named => all(
            has(&["--prod", "-P", "-g"]) || set("NODE_ENV", &["production"]),
            "pnpm install --prod",
            true,
        ),
        ("composer", "install" | "i") => all(
            has(&["--no-dev"]) || set("COMPOSER_NO_DEV", &[]),
            "composer install --no-dev",
            false,
        ),
        ("uv", "sync") => {
            let options = has(&["--no-dev", "--no-default-groups", "--only-group", "--no-group"]);
            all(
                options || set("UV_NO_DEV", &[]) || set("UV_NO_GROUP", &[]),
                "uv sync --no-dev",
                false,
            )
        }
        ("poetry", "install") => all(has(&["--only", "--without", "--no-dev"]), "poetry install --only main", false),
        ("pipenv", "install" | "sync") => all(!has(&["--dev", "-d"]), "pipenv sync", false),
        ("pip" | "pip3", "install") => {
            let file = words.iter().position(|w| w.value == "-r").and_then(|at| words.get(at + 1))?;
            let name = file.value.rsplit('/').next().unwrap_or_default();
            let mut parts = name.split(['.', '-', '_']);
            let for_developers = |part| matches!(part, "dev" | "develop" | "development" | "test" | "tests" | "lint");
            all(!parts.any(for_developers), "pip install -r requirements.txt", false)
        }
        _ => None,
    }
}
