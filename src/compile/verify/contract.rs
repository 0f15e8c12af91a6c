//! What the runtime stage must say, word by word: user, command, ports, environment, health, signal, labels; and where images come from.

use crate::{
    compile::plan::{PlacedPlan, Plan},
    dockerfile::{
        Base, Body, Dockerfile, Instruction, Run, Word,
        expand::{Variable, expand},
    },
    finding::{Finding, Place},
    source::Span,
};

/// Every promise of the plan that the file does not keep.
pub fn broken(file: &Dockerfile, plan: &Plan, unpinned: bool) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut say = |span: Span, message: String| {
        let finding = Finding::error("not-as-planned", Place::new(&file.source, span), message);
        out.push(finding.help("the template does not do what app.toml says: a template must print every part of the plan's runtime stage"));
    };
    let Some(last) = file.final_stage() else {
        say(Span::at(0), "there is no stage".to_owned());
        return out;
    };
    for stage in &file.stages {
        let known = match &stage.base {
            Base::Scratch => plan.runtime.scratch,
            Base::Stage(_) => true,
            Base::Image(image) => plan.images.values().any(|i| *i == image.to_string()) && (unpinned || image.digest().is_some()),
            Base::Unresolved(_) => false,
        };
        if !known {
            say(stage.image.span, format!("the image `{}` is not in the plan", stage.image.value));
        }
    }
    if file.stages.len() < 2 {
        say(
            last.image.span,
            "one stage both builds and runs: what builds must not ship".to_owned(),
        );
    }
    let stage = file.instructions_of(last);
    let from = stage.first().map_or(Span::at(0), |i| i.span);
    let runtime = &plan.runtime;
    let mut one = |what: &str, found: Option<(Span, String)>, wanted: String| match found {
        Some((_, found)) if found == wanted => {}
        Some((span, found)) => say(span, format!("{what} is `{found}`, but `{wanted}` is planned")),
        None => say(from, format!("{what} is missing: `{wanted}` is planned")),
    };
    one("the user", last_of(stage, user), format!("{}:{}", runtime.uid, runtime.gid));
    one("the command", last_of(stage, command), format!("{:?}", runtime.command));
    one("the stop signal", last_of(stage, signal), runtime.stop.clone());
    let ports = runtime.ports.iter().map(u16::to_string).collect::<Vec<_>>().join(" ");
    if !ports.is_empty() || last_of(stage, exposed).is_some() {
        one("the list of ports", last_of(stage, exposed), ports);
    }
    let probe = if runtime.health.kind == "none" {
        "NONE".to_owned()
    } else {
        format!("{:?}", runtime.health.command)
    };
    one("the health check", last_of(stage, health), probe);
    if !runtime.writable.is_empty() {
        one(
            "the list of writable folders",
            last_of(stage, volumes),
            runtime.writable.iter().map(PlacedPlan::path).collect::<Vec<_>>().join(" "),
        );
    }
    for label in &plan.labels {
        one(
            &format!("the label {}", label.key),
            value_of(file, stage, &label.key, true),
            format!("{:?}", label.value),
        );
    }
    for var in runtime.env.iter().filter(|v| !v.expands) {
        one(
            &format!("the variable {}", var.name),
            value_of(file, stage, &var.name, false),
            format!("{:?}", var.value),
        );
    }
    out
}

fn last_of(stage: &[Instruction], read: fn(&Instruction) -> Option<String>) -> Option<(Span, String)> {
    stage.iter().rev().find_map(|i| read(i).map(|text| (i.span, text)))
}

fn user(i: &Instruction) -> Option<String> {
    matches_body(i, |b| {
        if let Body::User(word) = b {
            Some(word.value.to_string())
        } else {
            None
        }
    })
}

fn signal(i: &Instruction) -> Option<String> {
    matches_body(i, |b| {
        if let Body::Stopsignal(word) = b {
            Some(word.value.to_string())
        } else {
            None
        }
    })
}

fn command(i: &Instruction) -> Option<String> {
    matches_body(i, |b| {
        if let Body::Entrypoint(run) = b {
            Some(exec_text(run))
        } else {
            None
        }
    })
}

fn exposed(i: &Instruction) -> Option<String> {
    matches_body(i, |b| {
        if let Body::Expose(ports) = b {
            Some(joined(ports.iter().map(|p| &p.word)))
        } else {
            None
        }
    })
}

fn volumes(i: &Instruction) -> Option<String> {
    matches_body(i, |b| {
        if let Body::Volume(paths) = b {
            Some(joined(paths.iter()))
        } else {
            None
        }
    })
}

fn health(i: &Instruction) -> Option<String> {
    matches_body(i, |b| {
        let Body::Healthcheck(check) = b else { return None };
        Some(check.probe.as_ref().map_or("NONE".to_owned(), |p| exec_text(&p.run)))
    })
}

fn matches_body(i: &Instruction, read: impl Fn(&Body) -> Option<String>) -> Option<String> {
    read(&i.body)
}

fn joined<'a>(words: impl Iterator<Item = &'a Word>) -> String {
    words.map(|w| w.value.as_str()).collect::<Vec<_>>().join(" ")
}

fn exec_text(run: &Run) -> String {
    match run {
        Run::Exec(words) => format!("{:?}", words.iter().map(|w| &w.value).collect::<Vec<_>>()),
        Run::Shell(_) => "a line for a shell".to_owned(),
    }
}

/// What the last value of a key among the LABELs or ENVs of a stage means, in quotes; without them if a variable decides.
fn value_of(file: &Dockerfile, stage: &[Instruction], key: &str, label: bool) -> Option<(Span, String)> {
    stage.iter().rev().find_map(|i| {
        let pairs = match &i.body {
            Body::Label(pairs) if label => pairs,
            Body::Env(pairs) if !label => pairs,
            _ => return None,
        };
        let pair = pairs.iter().rev().find(|p| p.key.value == key)?;
        let raw = pair.value.as_ref().map_or("", |v| file.source.slice(v.span));
        let meant = expand(raw, file.escape, &|_| Variable::Unknown);
        Some((
            pair.span,
            meant.map_or_else(|_| raw.trim_matches('"').to_owned(), |text| format!("{text:?}")),
        ))
    })
}
