//! What a Dockerfile that a person wrote tells of a project where the project's own files tell nothing, or less surely.

use toml::Value;

use super::{Clue, Ground, Seen, Survey, lines::Lines};
use crate::compile::{
    detect::sources,
    header::{self, Origin},
    lift::{Account, Fate},
    preset::{Framework, Preset},
    project::Project,
};

/// Variables by which an app is told its own port.
const OWN: [&str; 6] = ["PORT", "APP_PORT", "HTTP_PORT", "LISTEN_PORT", "SERVER_PORT", "WEB_PORT"];
/// The usual names of a Dockerfile.
const DOCKERFILES: [&str; 3] = ["Dockerfile", "dockerfile", "Containerfile"];

/// The Dockerfile that a person wrote, if there is one: its name and its text.
pub fn by_hand(project: &dyn Project) -> Option<(String, String)> {
    let all = DOCKERFILES
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), project.read(name)?)));
    all.into_iter().find(|(_, text)| header::origin(text) == Origin::Hand)
}

/// Those of its facts that fill a gap. Its port takes the place of one that was only found in the sources, if they have it too, or a
/// variable of its own has.
pub fn gaps(accounts: Vec<Account>, name: &str, survey: &mut Survey, (preset, project): (&Preset, &dyn Project)) -> Vec<Account> {
    let named = |f: &&Framework| survey.framework.as_ref().is_some_and(|seen| seen.word == f.name);
    let framework = preset.frameworks.iter().find(named);
    let starts = preset.binaries.is_some() || preset.runtime.command.is_some() || framework.is_some_and(|f| f.command.is_some());
    let (mut kept, mut ports) = (Vec::new(), Vec::new());
    for account in accounts {
        let Fate::Lifted(fact) = &account.fate else { continue };
        let open = match (fact.section, fact.key.as_str()) {
            ("runtime", "ports") => {
                ports.push((fact.value.to_string(), account.line));
                false
            }
            ("build" | "runtime", "packages") => true,
            ("runtime", "writable") => fact.value.as_str().is_some_and(|path| is_state(project, path)),
            ("runtime", "command") => survey.entry.is_none() && !starts,
            ("runtime", "health") => survey.health.is_none() && !survey.silent,
            ("runtime.env", name) => {
                fact.value.as_str() != Some("")
                    && !is_privileged(name, &fact.value)
                    && survey.told.iter().all(|(told, _)| told.name != name)
            }
            ("build.env", name) => survey.baked.begin.iter().any(|begin| name.starts_with(begin.as_str())),
            _ => false,
        };
        if open {
            kept.push(account);
        }
    }
    let [(port, line)] = ports.as_slice() else { return kept };
    let has = |path: &String| project.read(path).is_some_and(|text| has_number(&text, port));
    // where the port of the image is that of a server before the app, its variable says where the app listens
    let own = kept.iter().find_map(|account| match &account.fate {
        Fate::Lifted(fact) if fact.section == "runtime.env" && fact.key == OWN[0] => Some((fact.value.as_str()?.to_owned(), account.line)),
        _ => None,
    });
    let own = own.filter(|(own, _)| own != port && own.parse::<u16>().is_ok());
    let (port, line) = match &own {
        Some((own, line)) if !sources(project, &preset.signs.sources, &[], None).iter().any(has) => (own, line),
        _ => (port, line),
    };
    let has = |path: &String| project.read(path).is_some_and(|text| has_number(&text, port));
    // a variable that it sets to that number goes before what the sources have for want of it
    let is_set = |account: &Account| matches!(&account.fate, Fate::Lifted(fact) if fact.section == "runtime.env" && fact.value.as_str() == Some(port));
    let unsure = survey.port.is_none() || kept.iter().any(is_set) || sources(project, &preset.signs.sources, &[], None).iter().any(has);
    if unsure && !survey.silent {
        survey.port = Some(Clue {
            word: port.clone(),
            seen: Seen {
                file: name.to_owned(),
                line: Some(*line),
            },
        });
    }
    kept
}

/// Whether a variable tells the app to listen on a port that only root may listen on; that of another server, `SMTP_PORT`, is none.
fn is_privileged(name: &str, value: &Value) -> bool {
    let port = value.as_str().and_then(|text| text.parse::<u16>().ok());
    OWN.contains(&name) && port.is_some_and(|port| port < 1024)
}

/// Whether a folder of the image that somebody gave to its user holds nothing of the project: neither the app itself nor a part of it.
fn is_state(project: &dyn Project, path: &str) -> bool {
    match path.strip_prefix("/app") {
        Some(inside) if inside.is_empty() || inside.starts_with('/') => {
            let inside = inside.trim_matches('/');
            !inside.is_empty() && project.kind(inside).is_none()
        }
        _ => true,
    }
}

/// A Dockerfile that names packages where no file does names the manager that installs them with that.
pub fn alone(ground: &Ground<'_>, out: &mut Lines) {
    let has = |out: &Lines, section: &str, key: &str| out.0.iter().any(|e| e.section == section && e.key == key);
    if ground.survey.manager.is_some() || has(out, "build", "manager") {
        return;
    }
    let named = ground
        .preset
        .options
        .iter()
        .find(|(name, o)| !o.adds.is_empty() && has(out, "build.options", name));
    if let Some(manager) = named.and_then(|(_, option)| option.adds.last()) {
        out.add("build", "manager", manager.clone(), "no file names its packages".to_owned());
    }
}

/// Whether a number stands in a text, not as a part of a longer one.
fn has_number(text: &str, number: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    text.match_indices(number)
        .any(|(at, _)| !digit(text[..at].chars().next_back()) && !digit(text[at + number.len()..].chars().next()))
}
