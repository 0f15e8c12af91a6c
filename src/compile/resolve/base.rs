//! Version, base variant, manager, switches and framework.

use std::collections::BTreeMap;

use super::{Ground, notes::Notes, switches, version::pick};
use crate::{
    compile::{
        detect::{Find, any},
        manifest::OptionValue,
        preset::{Base, Framework, Manager, Switch, SwitchValue},
        start::Start,
    },
    value::shown,
};

/// The language's version: app.toml's, else what the project's files ask for, else the preset's.
pub fn version(ground: Ground<'_>, notes: &mut Notes<'_>) -> String {
    let preset = ground.preset;
    let known: Vec<&str> = preset.versions.iter().map(|v| v.cycle.as_str()).collect();
    if let Some(said) = &ground.manifest.app.version {
        let text = said.0.as_str();
        if preset.cycle(text).is_none() {
            let message = format!("{} {} is not known", preset.title, shown(text));
            notes.unknown("unknown-version", said.span(), message, text, &known, "known versions");
        }
        return text.to_owned();
    }
    if ground.refused.has("app.version") {
        return preset.default_version.clone();
    }
    let Some(found) = Find::first(&preset.version_from, ground.project) else {
        return preset.default_version.clone();
    };
    if let Some(version) = pick(preset, &found.word) {
        return version.cycle.clone();
    }
    let span = ground.manifest.app.language.span();
    let message = format!(
        "{} asks for {} {}, which is not known",
        found.file,
        preset.title,
        shown(&found.word)
    );
    notes.error(
        "unknown-version",
        span,
        message,
        format!(
            "say which one is meant: version = \"{}\" (known: {})",
            preset.default_version,
            known.join(", ")
        ),
    );
    preset.default_version.clone()
}

/// The base variant: app.toml's, else the one that suits the framework, else the first that is offered for the version and fits the switches that app.toml sets.
pub fn base<'p>(ground: Ground<'p>, version: &str, framework: Option<&Framework>, notes: &mut Notes<'_>) -> Option<&'p Base> {
    let preset = ground.preset;
    if ground.refused.has("runtime.base") {
        return None;
    }
    // A version that nobody knows is offered everywhere: it has been complained about.
    let known = preset.cycle(version).filter(|_| !ground.refused.has("app.version"));
    let cycle = known.map(|v| v.cycle.as_str()).unwrap_or_default();
    let offered = |b: &Base| known.is_none() || b.versions.is_empty() || b.versions.iter().any(|v| v == cycle);
    let options = &ground.manifest.build.options;
    let fits = |b: &Base| {
        options
            .iter()
            .all(|(key, value)| match (b.requires.get(key.value()), value.value()) {
                (Some(wanted), OptionValue::Bool(set)) => wanted == set,
                _ => true,
            })
    };
    let Some(said) = &ground.manifest.runtime.base else {
        let suits = framework.and_then(|f| preset.base(f.base.as_ref()?));
        if let Some(base) = suits.filter(|b| offered(b) && fits(b)) {
            return Some(base);
        }
        return preset
            .bases
            .iter()
            .find(|b| offered(b) && fits(b))
            .or_else(|| preset.bases.iter().find(|b| offered(b)));
    };
    let Some(base) = preset.base(said.as_str()) else {
        let known: Vec<&str> = preset.bases.iter().map(|b| b.name.as_str()).collect();
        let message = format!("{} has no base `{}`", preset.title, shown(said.as_str()));
        notes.unknown("unknown-base", said.span(), message, said.as_str(), &known, "known bases");
        return None;
    };
    if !offered(base) {
        let message = format!("the base `{}` is not offered for {} {cycle}", base.name, preset.title);
        let others: Vec<&str> = preset.bases.iter().filter(|b| offered(b)).map(|b| b.name.as_str()).collect();
        let help = format!(
            "it is offered for {}; for {cycle} there is {}",
            base.versions.join(", "),
            others.join(", ")
        );
        notes.error("base-not-offered", said.span(), message, help);
    }
    Some(base)
}

/// The package manager: app.toml's, else the first that the project's files show.
pub fn manager<'p>(ground: Ground<'p>, notes: &mut Notes<'_>) -> Option<&'p Manager> {
    let managers = &ground.preset.managers;
    let able = managers.iter().filter(|m| m.lacks.is_empty());
    let names: Vec<&str> = able.map(|m| m.name.as_str()).collect();
    if let Some(said) = &ground.manifest.build.manager {
        let found = managers.iter().find(|m| m.name == said.as_str() && m.lacks.is_empty());
        if found.is_none() {
            let message = format!("{} has no package manager `{}`", ground.preset.title, shown(said.as_str()));
            notes.unknown("unknown-manager", said.span(), message, said.as_str(), &names, "known managers");
        }
        return found;
    }
    if ground.refused.has("build.manager") {
        return None;
    }
    let found = managers
        .iter()
        .find(|m| m.costs.is_empty() && (m.when.is_empty() || any(&m.when, ground.project)));
    if let Some(unable) = found.filter(|m| !m.lacks.is_empty()) {
        let message = format!("nothing can be built with {} here", unable.name);
        notes.error("no-manager", ground.manifest.app.language.span(), message, unable.lacks.clone());
    } else if found.is_none() {
        notes.error(
            "no-manager",
            ground.manifest.app.language.span(),
            format!("no lock file of a {} package manager is beside app.toml", ground.preset.title),
            format!(
                "add the lock file, or name the manager: [build] manager = \"{}\" (known: {})",
                names[0],
                names.join(", ")
            ),
        );
    }
    found
}

/// The switches: app.toml's, else what the base, the manager or the way it is started needs, else what the project's files show, else the preset's.
pub fn options(
    ground: Ground<'_>,
    base: Option<&Base>,
    (framework, manager, start): (Option<&Framework>, Option<&Manager>, Option<&Start>),
    notes: &mut Notes<'_>,
) -> BTreeMap<String, SwitchValue> {
    let known: Vec<&str> = ground.preset.options.keys().map(String::as_str).collect();
    for (key, value) in &ground.manifest.build.options {
        match ground.preset.options.get(key.value()) {
            None => {
                let message = format!("{} has no option `{}`", ground.preset.title, shown(key));
                notes.unknown("unknown-option", key.span(), message, key, &known, "known options");
            }
            Some(switch) if !same_type(switch, value) => {
                let wanted = if matches!(switch.default, SwitchValue::Bool(_)) {
                    "true or false"
                } else {
                    "a text"
                };
                notes.error(
                    "wrong-type",
                    value.span(),
                    format!("the option `{}` takes {wanted}", shown(key)),
                    switch.about.clone(),
                );
            }
            Some(switch) => {
                let unfit = switches::unfit(switch, value, manager);
                if let Some(why) = switches::astray(switch, value).or(unfit) {
                    notes.error("bad-value", value.span(), why, switch.about.clone());
                }
                let wanted = base.and_then(|b| b.requires.get(key.value()).map(|w| (b, *w)));
                if let (Some((base, wanted)), OptionValue::Bool(set)) = (wanted, value.value())
                    && wanted != *set
                {
                    let message = format!("the base `{}` needs {} = {wanted}", base.name, key.value());
                    notes.error(
                        "contradiction",
                        value.span(),
                        message,
                        "choose another base, or leave this option out",
                    );
                }
            }
        }
    }
    let needed = |name: &String| {
        let by_manager = manager.and_then(|m| m.options.get(name));
        by_manager.or(start.and_then(|s| s.options.get(name))).copied()
    };
    let settle = |name: &String, switch: &Switch| {
        let said = ground
            .manifest
            .build
            .options
            .iter()
            .find(|(key, _)| key.value() == name)
            .map(|(_, value)| value.value());
        match (said, base.and_then(|b| b.requires.get(name))) {
            (Some(OptionValue::Bool(set)), _) => SwitchValue::Bool(*set),
            (Some(OptionValue::Text(text)), _) if !switch.adds.is_empty() => {
                let text = text.to_string();
                SwitchValue::Text(text.split_whitespace().collect::<Vec<_>>().join(" "))
            }
            (Some(OptionValue::Text(text)), _) => SwitchValue::Text(text.to_string()),
            (None, Some(needed)) => SwitchValue::Bool(*needed),
            (None, None) if needed(name).is_some() => SwitchValue::Bool(needed(name) == Some(true)),
            (None, None) if any(&switch.when, ground.project) => SwitchValue::Bool(true),
            (None, None) => match Find::first(&switch.from, ground.project) {
                Some(found) => SwitchValue::Text(found.word),
                None => framework.and_then(|f| f.options.get(name)).unwrap_or(&switch.default).clone(),
            },
        }
    };
    let all = ground.preset.options.iter();
    let settled: BTreeMap<String, SwitchValue> = all.map(|(name, switch)| (name.clone(), settle(name, switch))).collect();
    let none = |name: &String| settled.get(name) == Some(&SwitchValue::Text(String::new()));
    let empty = ground.preset.options.iter().find_map(|(name, switch)| {
        let alone = manager.filter(|m| switch.adds.last() == Some(&m.name))?;
        none(name).then_some((name, alone))
    });
    if let (Some((name, alone)), Some(said)) = (empty, &ground.manifest.build.manager) {
        let message = format!("{} installs what app.toml names, and it names no package", alone.name);
        let help = format!("name them: [build.options] {name} = \"package another-package\"");
        notes.error("no-packages", said.span(), message, help);
    }
    settled
}

fn same_type(switch: &Switch, value: &OptionValue) -> bool {
    matches!(
        (&switch.default, value),
        (SwitchValue::Bool(_), OptionValue::Bool(_)) | (SwitchValue::Text(_), OptionValue::Text(_))
    )
}

/// The framework: app.toml's, else the first that the project's files show; none is fine.
pub fn framework<'p>(ground: Ground<'p>, notes: &mut Notes<'_>) -> Option<&'p Framework> {
    let frameworks = &ground.preset.frameworks;
    let Some(said) = &ground.manifest.app.framework else {
        return frameworks.iter().find(|f| any(&f.when, ground.project));
    };
    let found = frameworks.iter().find(|f| f.name == said.as_str());
    if found.is_none() {
        let known: Vec<&str> = frameworks.iter().map(|f| f.name.as_str()).collect();
        let message = format!("{} has no framework `{}` here", ground.preset.title, shown(said.as_str()));
        notes.unknown("unknown-framework", said.span(), message, said.as_str(), &known, "known frameworks");
    }
    found
}

/// Image references by role, not pinned yet. The versions are the language's and the manager's own; `probed`: whether the app's port is asked by a probe.
pub fn images(
    ground: Ground<'_>,
    base: &Base,
    manager: &Manager,
    (version, toolchain): (&str, &str),
    probed: bool,
) -> BTreeMap<String, String> {
    let fill = |image: &str| image.replace("{version}", version).replace("{toolchain}", toolchain);
    let mut images = BTreeMap::new();
    let mut add = |role: &str, image: &str| images.insert(role.to_owned(), fill(image));
    add("syntax", &ground.common.syntax);
    add("build", manager.build.as_ref().unwrap_or(&base.build));
    if let Some(image) = ground.preset.runtime.probe_image.as_ref().filter(|_| probed) {
        add("probe", image);
    }
    if base.runtime != "scratch" {
        add("runtime", &base.runtime);
    }
    if let Some(image) = &manager.image {
        add("tool", image);
    }
    images
}
