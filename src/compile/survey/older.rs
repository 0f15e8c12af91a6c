//! An older version of the language, where the project pins packages that were released before the usual one: there is no build of them for that.

use super::seen::Seen;
use crate::compile::{
    preset::Preset,
    project::Project,
    resolve::{fits, is_before, pick},
};

/// The newest version of the language, not above the one that is asked for or usual, that has builds of all packages that are pinned; and the
/// package that has none for a newer one, as the project writes it, with where. None where the usual one has all, or one is asked for by name.
pub fn older(preset: &Preset, project: &dyn Project, asked: Option<&str>) -> Option<(String, String)> {
    if asked.is_some_and(|asked| asked.starts_with(|c: char| c.is_ascii_digit())) || preset.first_for.is_empty() {
        return None;
    }
    let usual = match asked {
        Some(asked) => pick(preset, asked)?.cycle.as_str(),
        None => preset.default_version.as_str(),
    };
    let pins: Vec<_> = preset
        .first_for
        .iter()
        .filter_map(|(package, firsts)| {
            let (file, text) = project.depends(package, true)?;
            let version = text.split_once("==")?.1.trim_start_matches('=').trim();
            // any release of those: the newest has builds
            if version.contains('*') {
                return None;
            }
            let end = version.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(version.len());
            Some((firsts, file, version[..end].to_owned(), text))
        })
        .collect();
    let lacking = |cycle: &str| {
        pins.iter()
            .find(|(firsts, _, version, _)| firsts.get(cycle).is_some_and(|first| is_before(version, first)))
    };
    let (_, file, _, text) = lacking(usual)?;
    let below = preset.versions.iter().skip_while(|v| v.cycle != usual).skip(1);
    let fit = below.filter(|v| asked.is_none_or(|asked| fits(v, asked)));
    let found = fit.map(|v| &v.cycle).find(|cycle| lacking(cycle).is_none())?;
    let seen = Seen::text(project, file, text);
    let name = crate::value::shown(text.split([' ', ';', '\\']).next().unwrap_or(text));
    Some((found.clone(), format!("{seen}: {name} has no wheel for {usual}")))
}
