//! What dependencies need besides: packages of the system, steps, switches, and the base that can have them.

use std::collections::{BTreeMap, BTreeSet};

use super::{entries::Ground, lines::Lines};
use crate::compile::{
    lift::said,
    preset::{Base, PackageFamily, SwitchValue},
    signs::Need,
};

/// The base that a person named, now or in the Dockerfile that is taken over.
fn said_base(ground: &Ground<'_>) -> Option<String> {
    ground.answers.base.clone().or_else(|| said(ground.lifted, "runtime", "base"))
}

/// The base that is built on unless a dependency needs another: the one that was asked for, the framework's, the first.
fn usual_base<'g>(ground: &Ground<'g>) -> Option<&'g Base> {
    let name = ground
        .answers
        .framework
        .as_ref()
        .or(ground.survey.framework.as_ref().map(|f| &f.word));
    let framework = ground.preset.frameworks.iter().find(|f| Some(&f.name) == name);
    let wanted = said_base(ground).or(framework.and_then(|f| f.base.clone()));
    let bases = &ground.preset.bases;
    bases.iter().find(|b| wanted.as_ref().is_none_or(|w| b.name == *w))
}

/// A step of the build, with the manager's own words where it leaves room for them: `{exec}` for what runs an installed program.
fn step_of(step: &str, ground: &Ground<'_>) -> String {
    let survey = &ground.survey.manager;
    let name = ground.answers.manager.as_ref().or(survey.as_ref().map(|manager| &manager.word));
    let manager = ground.preset.managers.iter().find(|manager| Some(&manager.name) == name);
    let facts = manager.or(ground.preset.managers.first()).map(|manager| &manager.facts);
    let fill = |step: String, (name, word): (&String, &String)| step.replace(&format!("{{{name}}}"), word);
    facts.into_iter().flatten().fold(step.to_owned(), fill)
}

/// Packages that dependencies need, where the base can install them. Yields another base, and why, where the usual one cannot.
pub fn packages(ground: &Ground<'_>, out: &mut Lines) -> Option<(String, String)> {
    let mut base = usual_base(ground);
    let mut other = None;
    let apt = |base: Option<&Base>, family: fn(&Base) -> PackageFamily| base.is_some_and(|b| family(b) == PackageFamily::Apt);
    let (mut build, mut runtime) = (BTreeSet::new(), BTreeSet::new());
    let mut options = BTreeMap::new();
    let mut run = BTreeSet::new();
    for (need, seen) in &ground.survey.needs {
        build.extend(need.build.iter().cloned());
        runtime.extend(need.runtime.iter().cloned());
        for (option, value) in &need.options {
            let why = format!("{seen}: {}", need.why);
            options
                .entry(option.clone())
                .and_modify(|(all, reasons): &mut (SwitchValue, String)| gather(all, reasons, value, &why))
                .or_insert((value.clone(), why));
        }
        run.extend(need.run.iter().map(|step| step_of(step, ground)));
    }
    // Each list with the reasons of those that it is made of.
    let because = |of: fn(&Need) -> &[String]| {
        let some = ground.survey.needs.iter().filter(|(need, _)| !of(need).is_empty());
        let reasons: BTreeSet<String> = some.map(|(need, seen)| format!("{seen}: {}", need.why)).collect();
        reasons.into_iter().collect::<Vec<_>>().join("; ")
    };
    let has = ground
        .survey
        .needs
        .iter()
        .find_map(|(need, seen)| Some((need.base.as_ref()?, need, seen)));
    if let Some((name, need, seen)) = has.filter(|_| said_base(ground).is_none()) {
        other = Some((name.clone(), format!("{seen}: {}", need.why)));
        base = ground.preset.bases.iter().find(|b| b.name == *name).or(base);
    }
    if !runtime.is_empty() && !apt(base, |b| b.runtime_packages) && said_base(ground).is_none() {
        let able = ground.preset.bases.iter().find(|b| apt(Some(b), |b| b.runtime_packages));
        other = able.map(|b| {
            (
                b.name.clone(),
                format!("its packages can be installed; {}", because(|need| &need.runtime)),
            )
        });
        base = able.or(base);
    }
    if apt(base, |b| b.build_packages) {
        out.list_why("build", "packages", build, &because(|need| &need.build));
    }
    out.list_why("build", "run", run, &because(|need| &need.run));
    if apt(base, |b| b.runtime_packages) {
        out.list_why("runtime", "packages", runtime, &because(|need| &need.runtime));
    }
    for (need, seen) in &ground.survey.needs {
        for (name, value) in &need.env {
            // two that need the same say it once
            if !out.0.iter().any(|e| e.section == "build.env" && e.key == *name) {
                out.add("build.env", name, value.clone(), format!("{seen}: {}", need.why));
            }
        }
    }
    for (option, (value, why)) in options {
        match value {
            SwitchValue::Bool(set) => out.add("build.options", &option, set, why),
            SwitchValue::Text(text) => out.add("build.options", &option, text, why),
        }
    }
    other
}

/// Adds the words of another need to those of a switch that takes a text.
fn gather(all: &mut SwitchValue, reasons: &mut String, more: &SwitchValue, why: &str) {
    match (all, more) {
        (SwitchValue::Text(all), SwitchValue::Text(more)) if !all.split(' ').any(|w| w == more) => {
            *all = format!("{all} {more}");
            *reasons = format!("{reasons}; {why}");
        }
        (SwitchValue::Bool(all), SwitchValue::Bool(more)) => *all = *more,
        _ => {}
    }
}
