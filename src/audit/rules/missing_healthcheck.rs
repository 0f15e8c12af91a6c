//! Nobody can tell whether the app in the container still works.

use crate::{
    audit::{
        Hit, Policy, Rule,
        additions::before,
        official::probing_tool,
        ports::{admin_service, exposed},
        stages::{instructions, root_image, shipped},
    },
    dockerfile::{Dockerfile, Expose, Instruction, Keyword, Stage},
    edit::Edit,
    finding::{Change, Confidence, Severity},
};

pub const RULE: Rule = Rule {
    name: "missing-healthcheck",
    severity: Severity::Info,
    summary: "the image does not say how to tell that it is healthy",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let Some(stage) = file.final_stage() else {
        return Vec::new();
    };
    let has = |keyword| shipped(file).flat_map(|s| instructions(file, s)).any(|(_, i)| i.keyword == keyword);
    let runs = has(Keyword::Cmd) || has(Keyword::Entrypoint) || has(Keyword::Expose);
    if !runs || has(Keyword::Healthcheck) {
        return Vec::new();
    }
    let hit = Hit::new(stage.image.span, "the final stage has no HEALTHCHECK")
        .confidence(Confidence::DependsOnBase)
        .help(
            "Add a probe that needs no shell (`HEALTHCHECK CMD [\"/app\", \"probe\"]`), or `HEALTHCHECK NONE` if the orchestrator probes.",
        );
    let (title, text) = probe(file, stage);
    vec![match place(file, stage) {
        Some((at, true)) => hit
            .review_fix(title, vec![Edit::insert(at, format!("{text}\n"))])
            .changing([Change::Added("HEALTHCHECK")]),
        Some((at, false)) => hit
            .review_fix(title, vec![Edit::insert(at, format!("\n{text}"))])
            .changing([Change::Added("HEALTHCHECK")]),
        None => hit,
    }]
}

/// A probe of the port, with what the base image has; where there is neither, the word that nobody inside probes.
fn probe(file: &Dockerfile, stage: &Stage) -> (&'static str, String) {
    let ports: Vec<u32> = exposed(file)
        .filter_map(|(_, entry, _)| Some((entry.ports?.0, entry)))
        .filter(|(port, entry)| is_probed(*port, entry))
        .map(|(port, _)| port)
        .collect();
    let tool = root_image(file, stage).and_then(probing_tool);
    match (ports.first(), tool) {
        (Some(port), Some("nc")) => (
            "ask whether the port answers",
            format!("HEALTHCHECK CMD [\"nc\", \"-z\", \"127.0.0.1\", \"{port}\"]"),
        ),
        (Some(port), Some("powershell")) => (
            "ask whether the port answers",
            format!(
                "HEALTHCHECK CMD [\"powershell\", \"-Command\", \"if (-not (Test-NetConnection 127.0.0.1 -Port {port} -InformationLevel Quiet)) {{ exit 1 }}\"]"
            ),
        ),
        (Some(port), Some(bash)) => (
            "ask whether the port answers",
            format!("HEALTHCHECK CMD [\"{bash}\", \"-c\", \"exec 3<>/dev/tcp/127.0.0.1/{port}\"]"),
        ),
        _ => ("say that the orchestrator probes, if anybody does", "HEALTHCHECK NONE".to_owned()),
    }
}

fn is_probed(port: u32, entry: &Expose) -> bool {
    admin_service(port, port).is_none()
        && entry.protocol.as_deref().is_none_or(|p| p.eq_ignore_ascii_case("tcp"))
        && (1..65_536).contains(&port)
}

/// Where it goes, and whether before what stands there: before CMD and ENTRYPOINT, else at the end.
fn place(file: &Dockerfile, stage: &Stage) -> Option<(usize, bool)> {
    let starts = |(_, i): &(usize, &Instruction)| matches!(i.keyword, Keyword::Cmd | Keyword::Entrypoint);
    if let Some((_, first)) = instructions(file, stage).find(starts) {
        return Some((before(file, first), true));
    }
    let last = file.instructions_of(stage).last()?;
    let open = file.source.slice(last.span).ends_with(file.escape);
    (!open).then_some((last.span.end, false))
}
