//! An older version of the language, where the project pins packages that were released before the usual one: there is no build of them for
//! that, or they ask for modules that it no longer has.

use std::collections::BTreeMap;

use super::{newest::Newest, seen::Seen};
use crate::compile::{
    detect::Named,
    preset::Preset,
    project::Project,
    resolve::{fits, pick},
};

/// A package of the table: the releases that are made for each version of the language, where the project names it, and the newest release that it takes.
type Pin<'t> = (&'t BTreeMap<String, String>, Named, Newest);

/// The newest version of the language, not above the one that is asked for or usual, that all packages that are pinned
/// are made for, or else as many as can be; and a package that is not made for a newer one, as the project writes it, with where. None where the
/// usual one has all, no other has more, or one is asked for by name.
pub fn older(preset: &Preset, project: &dyn Project, asked: Option<&str>) -> Option<(String, String)> {
    if asked.is_some_and(|asked| asked.starts_with(|c: char| c.is_ascii_digit())) || preset.first_for.is_empty() {
        return None;
    }
    let usual = match asked {
        Some(asked) => pick(preset, asked)?.cycle.as_str(),
        None => preset.default_version.as_str(),
    };
    let pins: Vec<Pin<'_>> = preset
        .first_for
        .iter()
        .filter_map(|(package, firsts)| {
            let named = project.locked(package).or_else(|| project.depends(package, false))?;
            let newest = match &named.allows {
                Some(range) => Newest::of_range(range),
                None => Newest::of_requirement(&named.text),
            };
            Some((firsts, named, newest))
        })
        .collect();
    let lacks = |cycle: &str, (firsts, _, newest): &Pin<'_>| firsts.get(cycle).is_some_and(|made| !newest.is_of(made));
    let lacking = |cycle: &str| pins.iter().filter(|pin| lacks(cycle, pin)).count();
    let below = preset.versions.iter().skip_while(|v| v.cycle != usual).skip(1);
    let fit = below.filter(|v| asked.is_none_or(|asked| fits(v, asked)));
    let found = fit.map(|v| &v.cycle).min_by_key(|cycle| lacking(cycle))?;
    if lacking(found) >= lacking(usual) {
        return None;
    }
    let (_, Named { file, text, allows, .. }, _) = pins.iter().find(|pin| lacks(usual, pin) && !lacks(found, pin))?;
    // a table has the name by itself, without the extras that were put behind it
    let key = if allows.is_some() {
        text.split('[').next().unwrap_or(text)
    } else {
        text
    };
    let seen = Seen::text(project, file, key);
    let name = text.split([' ', ';', '\\']).next().unwrap_or(text);
    let name = match allows {
        Some(range) => format!("{name} {range}"),
        None => name.to_owned(),
    };
    Some((
        found.clone(),
        format!("{seen}: {} is not made for {usual}", crate::value::shown(&name)),
    ))
}
