//! Tools that report home from the build. Speaks only when the policy asks for it.

use crate::{
    audit::{Hit, Policy, Rule, commands::calls},
    dockerfile::{Dockerfile, expand::Variable},
    finding::{Confidence, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "telemetry-on",
    severity: Severity::Info,
    summary: "a build tool sends usage data home (only if the policy asks)",
    check,
};

/// Programs and the variable that silences each.
const TOOLS: &[(&str, &str)] = &[
    ("astro", "ASTRO_TELEMETRY_DISABLED"),
    ("az", "AZURE_CORE_COLLECT_TELEMETRY"),
    ("dotnet", "DOTNET_CLI_TELEMETRY_OPTOUT"),
    ("gatsby", "GATSBY_TELEMETRY_DISABLED"),
    ("next", "NEXT_TELEMETRY_DISABLED"),
    ("nuxt", "NUXT_TELEMETRY_DISABLED"),
    ("pwsh", "POWERSHELL_TELEMETRY_OPTOUT"),
    ("sam", "SAM_CLI_TELEMETRY"),
    ("turbo", "TURBO_TELEMETRY_DISABLED"),
];

fn check(file: &Dockerfile, policy: &Policy) -> Vec<Hit> {
    if !policy.asks_for(RULE.name) {
        return Vec::new();
    }
    let mut hits = Vec::new();
    for call in calls(file) {
        let through = matches!(call.program(), "npx" | "bunx" | "pnpx");
        let Some(word) = call.words.get(usize::from(through)) else {
            continue;
        };
        let name = word.value.rsplit('/').next().unwrap_or_default();
        let Some((_, variable)) = TOOLS.iter().find(|(tool, _)| *tool == name) else {
            continue;
        };
        let set = |name: &str| matches!(file.variable(name, call.at), Variable::Set(_));
        let here = call
            .command
            .assignments
            .iter()
            .any(|a| a.name == *variable || a.name == "DO_NOT_TRACK");
        if !here && !set(variable) && !set("DO_NOT_TRACK") {
            hits.push(
                Hit::new(word.span, format!("`{}` tells its makers about each build", shown(name)))
                    .confidence(Confidence::Heuristic)
                    .help(format!("Set `{variable}` with ENV, as the tool's manual says.")),
            );
        }
    }
    hits
}
