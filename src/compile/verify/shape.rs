//! Instruction by instruction: the same keywords, flags, forms and numbers of words as in the neutral twin. A value can fill its place and nothing else.

use std::fmt::Write as _;

use crate::{
    compile::plan::Plan,
    dockerfile::{Body, Dockerfile, Instruction, Run},
    finding::{Finding, Place},
    source::Span,
};

/// Where the two differ; at most one finding, as everything after it would differ too.
pub fn differences(file: &Dockerfile, twin: &Dockerfile, plan: &Plan, step: &str) -> Option<Finding> {
    let broken = |span: Span, message: String| {
        let finding = Finding::error("broken-out", Place::new(&file.source, span), message);
        Some(finding.help("a value changed what the template says: put it through the filter of its place, or change the value"))
    };
    for (at, expected) in twin.instructions.iter().enumerate() {
        let Some(found) = file.instructions.get(at) else {
            let end = file.source.text().len();
            return broken(Span::at(end), format!("a {} is missing at the end", expected.keyword.name()));
        };
        let said = twin.source.slice(expected.arguments);
        if let Some(number) = said.rsplit(' ').next().and_then(|word| word.strip_prefix(step)) {
            if let Some(finding) = step_differs(file, found, expected, plan, number) {
                return Some(finding);
            }
            continue;
        }
        let (found_shape, expected_shape) = (shape(found), shape(expected));
        if found_shape != expected_shape {
            return broken(
                found.span,
                format!("this is not the instruction that the plan has here: {found_shape} instead of {expected_shape}"),
            );
        }
    }
    let extra = file.instructions.get(twin.instructions.len())?;
    broken(extra.span, format!("there is no {} here in the plan", extra.keyword.name()))
}

/// A person's own step must be the whole of one RUN, to the letter.
fn step_differs(file: &Dockerfile, found: &Instruction, expected: &Instruction, plan: &Plan, number: &str) -> Option<Finding> {
    let step = number.parse().ok().and_then(|n: usize| plan.build.run.get(n))?;
    let same_frame = found.keyword == expected.keyword && flags(found) == flags(expected) && found.heredocs.is_empty();
    if same_frame && file.source.slice(found.arguments).ends_with(step.trim()) {
        return None;
    }
    let finding = Finding::error("broken-out", Place::new(&file.source, found.span), "this step is more than one RUN");
    Some(finding.help("put the commands into a script of the project and run that"))
}

fn flags(instruction: &Instruction) -> String {
    instruction.flags.iter().fold(String::new(), |mut out, flag| {
        let parts = flag.value.as_ref().map_or(0, |v| v.value.split(',').count());
        let _ = write!(out, " --{}({parts})", flag.name);
        out
    })
}

/// What an instruction is, without its words: `RUN --mount(2) [3 words && 2 words]`.
fn shape(instruction: &Instruction) -> String {
    let mut out = format!("{}{}", instruction.keyword.name(), flags(instruction));
    let _ = match &instruction.body {
        Body::From(from) => write!(out, " image{}", if from.name.is_some() { " AS name" } else { "" }),
        Body::Run(run) | Body::Cmd(run) | Body::Entrypoint(run) => write!(out, " {}", run_shape(run)),
        Body::Copy(copy) | Body::Add(copy) => write!(out, " {} sources{}", copy.sources.len(), if copy.json { " in JSON" } else { "" }),
        Body::Env(pairs) | Body::Label(pairs) | Body::Arg(pairs) => write!(out, " {} pairs", pairs.len()),
        Body::Expose(ports) => write!(out, " {} ports", ports.len()),
        Body::Shell(words) | Body::Volume(words) => write!(out, " {} words", words.len()),
        Body::Healthcheck(check) => match &check.probe {
            Some(probe) => write!(out, " {}", run_shape(&probe.run)),
            None => write!(out, " NONE"),
        },
        Body::Onbuild(inner) => write!(out, " {}", shape(inner)),
        Body::User(_) | Body::Workdir(_) | Body::Stopsignal(_) | Body::Maintainer(_) | Body::Unknown => Ok(()),
    };
    if !instruction.heredocs.is_empty() {
        let _ = write!(out, " with {} heredocs", instruction.heredocs.len());
    }
    out
}

fn run_shape(run: &Run) -> String {
    match run {
        Run::Exec(words) => format!("{} words in JSON", words.len()),
        Run::Shell(script) => {
            let commands = script.commands.iter().map(|c| {
                format!(
                    "{:?}/{} {}+{}+{}",
                    c.join,
                    c.list,
                    c.assignments.len(),
                    c.words.len(),
                    c.redirects.len()
                )
            });
            format!("[{}]", commands.collect::<Vec<_>>().join(", "))
        }
    }
}
