//! From the text of `app.toml` to a plan in which nothing is open, or to all that is wrong with it.

use std::sync::Arc;

use super::{
    Inputs, certificates, ignorefile,
    library::Library,
    manifest::{self, At, Manifest},
    order::Order,
    policy, registries,
    resolve::{self, Settled},
};
use crate::{
    audit::Policy,
    error::{Error, Result},
    finding::{Finding, Place},
    source::Source,
    value::{Line, shown},
};

/// What `app.toml`, its preset and the project say together, before images are pinned.
pub struct Ready {
    /// The plan without pins.
    pub settled: Settled,
    /// The policy of `app.toml`.
    pub policy: Policy,
    /// What never enters a build context.
    pub never: Vec<String>,
    /// What of that does, since it is public, and the keys that lie beside.
    pub found: certificates::Found,
}

/// Reads `app.toml` and settles what it leaves open.
///
/// # Errors
/// Every mistake in it, in the order of the file.
pub fn settle(inputs: Inputs<'_>) -> Result<Ready> {
    let reading = manifest::read::<Manifest>(inputs.manifest);
    let mut findings = reading.findings;
    let Some(manifest) = reading.settings else {
        return Err(refuse(findings));
    };
    findings.extend(policy::check(inputs.manifest, &manifest.policy));
    findings.extend(registries::check(inputs.manifest, &manifest));
    let language = &manifest.app.language;
    let Some(preset) = inputs.library.preset(language.as_str())? else {
        if !reading.refused.has("app.language") {
            findings.push(unknown_language(inputs.manifest, language, inputs.library)?);
        }
        return Err(refuse(findings));
    };
    let common = inputs.library.common()?;
    let maker = manifest
        .assets
        .as_ref()
        .map(|_| inputs.library.preset(&common.assets.preset))
        .transpose()?
        .flatten();
    let ground = resolve::Ground {
        source: inputs.manifest,
        manifest: &manifest,
        refused: &reading.refused,
        preset: &preset,
        maker: maker.as_ref(),
        common: &common,
        project: inputs.project,
    };
    match resolve::resolve(ground) {
        Ok(mut settled) if findings.is_empty() => {
            let never: Vec<String> = common.ignore.iter().chain(&preset.ignore).cloned().collect();
            let of_maker = maker.iter().flat_map(|m| &m.ignore).filter(|pattern| !never.contains(pattern));
            let mut never: Vec<String> = never.iter().chain(of_maker).cloned().collect();
            if settled.plan.context != "." {
                never.extend(common.made.iter().cloned());
            }
            let copied = ignorefile::needed(&settled.plan);
            let found = certificates::find(inputs.project, &copied, &common.certificates, &ground.skipped());
            let kept_out = kept_out(ground, &never, &found);
            if !kept_out.is_empty() {
                return Err(refuse(kept_out));
            }
            settled.orders = Order::all(&manifest, &settled.plan, inputs.library)?;
            Ok(Ready {
                settled,
                policy: policy::policy(inputs.manifest, &manifest.policy),
                never,
                found,
            })
        }
        Ok(_) => Err(refuse(findings)),
        Err(more) => {
            findings.extend(more);
            Err(refuse(findings))
        }
    }
}

/// Artifacts that app.toml names and that `.dockerignore` leaves out, such as a key in a folder that is copied otherwise: the build would miss them.
fn kept_out(ground: resolve::Ground<'_>, never: &[String], found: &certificates::Found) -> Vec<Finding> {
    let lets_in = found.certificates.iter().map(|c| format!("!{c}"));
    let text = never.iter().cloned().chain(lets_in).collect::<Vec<_>>().join("\n");
    let files = ground.manifest.artifacts.files.iter().flatten();
    let out = files.filter(|f| ground.project.kind(f.from.as_str()).is_some() && !ignorefile::enters(&text, f.from.as_str()));
    out.map(|f| {
        let path = shown(f.from.as_str());
        let place = Place::new(ground.source, f.span());
        let help = if found.keys.iter().any(|k| k == f.from.as_str()) {
            "it holds a private key: mount it when the container runs, as a secret of the platform"
        } else {
            "it looks like a secret, a cache or a leftover, which .dockerignore keeps out: name something else, or mount a secret with [build] secrets"
        };
        Finding::error("unfed-copy", place, format!("`{path}` never enters the build context")).help(help)
    })
    .collect()
}

/// The error of a file with mistakes.
pub fn refuse(mut findings: Vec<Finding>) -> Error {
    Finding::sort(&mut findings);
    findings.dedup();
    Error::input("").findings(findings)
}

fn unknown_language(source: &Arc<Source>, language: &At<Line>, library: &Library) -> Result<Finding> {
    let known = library.languages();
    let mut meant = None;
    for name in &known {
        let preset = library.preset(name)?;
        let mut aliases = preset.into_iter().flat_map(|p| p.aliases);
        if aliases.any(|alias| alias.eq_ignore_ascii_case(language.as_str())) {
            meant = Some(*name);
        }
    }
    let message = format!("the language `{}` is not known", shown(language.as_str()));
    let finding = Finding::error("unknown-language", Place::new(source, language.span()), message);
    Ok(match meant {
        Some(name) => finding
            .label(format!("did you mean `{name}`?"))
            .help(format!("known languages: {}", known.join(", "))),
        None => manifest::suggest(finding, language.as_str(), &known, "known languages"),
    })
}
