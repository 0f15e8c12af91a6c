//! What a preset's switches say about what is built and what ships.

use std::collections::BTreeMap;

use super::Ground;
use crate::{
    compile::{
        detect::Inputs,
        manifest::OptionValue,
        preset::{Manager, Switch, SwitchValue},
    },
    value::{RelPath, Requirement},
};

/// What leaves the build stage because of a switch that is set.
pub fn of_switches<'p>(ground: Ground<'p>, options: &BTreeMap<String, SwitchValue>) -> Option<&'p Vec<Inputs>> {
    let is_set = |name: &String| match options.get(name) {
        Some(SwitchValue::Bool(on)) => *on,
        Some(SwitchValue::Text(text)) => !text.is_empty(),
        None => false,
    };
    let mut set = ground.preset.options.iter().filter(|(name, _)| is_set(name));
    set.find_map(|(_, switch)| switch.artifacts.as_ref())
}

/// The packages that app.toml's switches name, which are dependencies as those are that files name.
pub fn packages(ground: Ground<'_>) -> Vec<String> {
    let adds = |name: &str| ground.preset.options.get(name).is_some_and(|o| !o.adds.is_empty());
    let said = ground.manifest.build.options.iter().filter(|(name, _)| adds(name.value()));
    let texts = said.filter_map(|(_, value)| match value.value() {
        OptionValue::Text(text) => Some(text.to_string()),
        OptionValue::Bool(_) => None,
    });
    texts
        .flat_map(|text| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .collect()
}

/// Why a switch's text names no packages, if it has to, or none that the manager installs.
pub fn unfit(switch: &Switch, value: &OptionValue, manager: Option<&Manager>) -> Option<String> {
    let OptionValue::Text(text) = value else { return None };
    if switch.adds.is_empty() {
        return None;
    }
    let text = text.to_string();
    if let Some(why) = text.split_whitespace().find_map(|word| Requirement::new(word).err()) {
        return Some(why.to_string());
    }
    let manager = manager.filter(|m| !switch.adds.contains(&m.name) && !text.is_empty())?;
    Some(format!(
        "{} installs only what its files name; packages can be added for {}",
        manager.name,
        switch.adds.join(", ")
    ))
}

/// Whether the project's own build is run.
pub fn is_building(ground: Ground<'_>, options: &BTreeMap<String, SwitchValue>) -> bool {
    let option = ground.preset.made.as_ref().and_then(|m| m.option.as_ref());
    option.is_some_and(|o| options.get(o) == Some(&SwitchValue::Bool(true)))
}

/// Whether it is started in the folder of a workspace's app, so that paths in its command are not the top's.
pub fn is_member(ground: Ground<'_>, options: &BTreeMap<String, SwitchValue>) -> bool {
    let within = ground.preset.signs.member.within.as_ref();
    let set = within.and_then(|switch| options.get(switch));
    matches!(set, Some(SwitchValue::Text(folder)) if !folder.is_empty())
}

/// Why a switch's text is no path inside the project, if it has to be one. Nothing at all, and the project itself, are.
pub fn astray(switch: &Switch, value: &OptionValue) -> Option<String> {
    let OptionValue::Text(text) = value else { return None };
    let text = text.to_string();
    if !switch.path || matches!(text.as_str(), "" | "." | "./") {
        return None;
    }
    RelPath::new(text).err().map(|why| why.to_string())
}
