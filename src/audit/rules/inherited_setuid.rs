//! Programs of the base image that run as root, whoever starts them. Speaks only when the policy asks for it.

use crate::{
    audit::{
        Hit, Policy, Rule,
        bases::{RunsAs, Sh, runs_as, sh},
        commands::calls,
        stages::{root_image, ships},
    },
    dockerfile::Dockerfile,
    finding::{Confidence, Severity},
};

pub const RULE: Rule = Rule {
    name: "inherited-setuid",
    severity: Severity::Info,
    summary: "setuid programs of the base image are left as they are (only if the policy asks)",
    check,
};

fn check(file: &Dockerfile, policy: &Policy) -> Vec<Hit> {
    let Some(stage) = file.final_stage().filter(|_| policy.asks_for(RULE.name)) else {
        return Vec::new();
    };
    let Some(image) = root_image(file, stage) else { return Vec::new() };
    let has_some = matches!(sh(image), Sh::Dash | Sh::Bash) && runs_as(image) != RunsAs::Nobody;
    let strips = |word: &str| {
        ["6000", "4000", "2000", "u+s", "u=s", "g+s"]
            .iter()
            .any(|bits| word.ends_with(bits))
    };
    let stripped =
        calls(file).any(|call| call.program() == "find" && call.arguments().iter().any(|w| strips(&w.value)) && ships(file, call.at));
    if !has_some || stripped {
        return Vec::new();
    }
    vec![
        Hit::new(
            stage.image.span,
            "the base image brings programs that run as root whoever starts them (`su`, `mount`, `passwd`, …)",
        )
        .confidence(Confidence::DependsOnBase)
        .help("Take the bits away: `RUN find / -xdev -perm /6000 -type f -exec chmod a-s {} +`; or run with `no-new-privileges`."),
    ]
}
