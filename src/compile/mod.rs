//! The compiler: `app.toml`, `app.lock` and the project's folder in, a verified Dockerfile out. A pure function of what it is given.

pub mod catalogue;
mod detect;
mod header;
mod ignorefile;
mod library;
mod lock;
mod manifest;
mod pin;
mod plan;
mod policy;
mod preset;
mod project;
mod render;
mod resolve;
mod verify;

use std::sync::Arc;

pub use header::{Origin, origin};
pub use library::Library;
pub use lock::{Lock, Locked};
pub use manifest::schema;
pub use pin::Pinning;
pub use plan::Plan;
pub use preset::{Base, Day, Os, PackageFamily, Preset, Switch, SwitchValue, Version};
pub use project::{Kind, Memory, Project};

use crate::{
    audit::Policy,
    error::{Error, Result},
    finding::{Finding, Place},
    source::{Source, Span},
};
use manifest::Manifest;

/// What a compilation is made from.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// `app.toml`.
    pub manifest: &'a Arc<Source>,
    /// `app.lock`, if there is one.
    pub lock: Option<&'a Arc<Source>>,
    /// The project's folder.
    pub project: &'a dyn Project,
    /// Presets and templates.
    pub library: &'a Library,
    /// How pins are found.
    pub pinning: Pinning,
}

/// Three files that were read back, compared with the plan and audited. Nothing else can be written.
#[derive(Clone, Debug)]
pub struct Verified {
    dockerfile: String,
    dockerignore: String,
    lock: String,
    plan: Plan,
    pins: Lock,
    policy: Policy,
    version_span: Span,
    base_span: Span,
}

impl Verified {
    /// The Dockerfile.
    pub fn dockerfile(&self) -> &str {
        &self.dockerfile
    }

    /// The `.dockerignore`.
    pub fn dockerignore(&self) -> &str {
        &self.dockerignore
    }

    /// The `app.lock`.
    pub fn lock(&self) -> &str {
        &self.lock
    }

    /// What was planned.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The pins in use.
    pub fn pins(&self) -> &Lock {
        &self.pins
    }

    /// The policy of app.toml.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Where app.toml decides the language's version.
    pub fn version_span(&self) -> Span {
        self.version_span
    }

    /// Where app.toml decides the base.
    pub fn base_span(&self) -> Span {
        self.base_span
    }
}

/// A manifest that was read, with its preset.
struct Opened {
    manifest: Manifest,
    preset: Preset,
    findings: Vec<Finding>,
}

/// What `app.toml`, its preset and the project say together, before images are pinned.
struct Ready {
    settled: resolve::Settled,
    policy: Policy,
    /// What never enters a build context.
    never: Vec<String>,
}

/// Compiles.
///
/// # Errors
/// All that is wrong with `app.toml`, at once; or the image, template or promise that stands in the way.
pub fn compile(inputs: Inputs<'_>) -> Result<Verified> {
    let Ready { settled, policy, never } = settle(inputs)?;
    let (version_span, base_span) = (settled.version_span, settled.base_span);
    let (plan, pins) = pinned(settled, inputs)?;
    let templates = render::Templates::new(inputs.library, &plan.language)?;
    let rendered = templates.render(&plan)?;
    let twin = templates.render(&render::neutral::neutral(&plan))?;
    let ignore = ignorefile::write(&plan, &never);
    verify::verify(
        &rendered,
        verify::Against {
            plan: &plan,
            twin: &twin,
            ignore: &ignore,
            project: inputs.project,
            policy: &policy,
            name: "Dockerfile (compiled)",
            unpinned: inputs.pinning.unpinned,
        },
    )?;
    let from = format!("{} {}, {}, {}", plan.language, plan.version, plan.manager, plan.base);
    Ok(Verified {
        dockerfile: header::stamp(rendered.text(), &from),
        dockerignore: header::stamp(&ignore, &from),
        lock: pins.write(),
        plan,
        pins,
        policy,
        version_span,
        base_span,
    })
}

/// The settled plan, with pins, before anything is rendered.
///
/// # Errors
/// All that is wrong with `app.toml`, and images whose digest is not known.
pub fn plan(inputs: Inputs<'_>) -> Result<Plan> {
    let ready = settle(inputs)?;
    Ok(pinned(ready.settled, inputs)?.0)
}

fn pinned(settled: resolve::Settled, inputs: Inputs<'_>) -> Result<(Plan, Lock)> {
    let lock = inputs.lock.map(Lock::read).transpose()?;
    pin::pin(settled, lock.as_ref(), inputs.pinning, inputs.manifest)
}

/// The images that a project needs, by role, whether they are pinned or not.
///
/// # Errors
/// All that is wrong with `app.toml`.
pub fn images(inputs: Inputs<'_>) -> Result<Vec<(String, String)>> {
    let ready = settle(inputs)?;
    Ok(ready.settled.plan.images.into_iter().collect())
}

/// The folder of templates that `app.toml` names, if it names one.
pub fn template_folder(source: &Arc<Source>) -> Option<String> {
    let (manifest, _) = manifest::read(source);
    Some(manifest?.template?.path.as_str().to_owned())
}

/// The policy that `app.toml` describes.
///
/// # Errors
/// All that is wrong with the form of `app.toml`, and with its policy.
pub fn policy_of(source: &Arc<Source>) -> Result<Policy> {
    let (manifest, mut findings) = manifest::read(source);
    findings.extend(manifest.iter().flat_map(|m| policy::check(source, m)));
    match manifest {
        Some(manifest) if findings.is_empty() => Ok(policy::policy(&manifest)),
        _ => Err(refuse(findings)),
    }
}

/// Reads `app.toml` and settles what it leaves open.
fn settle(inputs: Inputs<'_>) -> Result<Ready> {
    let opened = open(inputs)?;
    let policy = policy::policy(&opened.manifest);
    let mut findings = opened.findings;
    let common = inputs.library.common()?;
    findings.extend(policy::check(inputs.manifest, &opened.manifest));
    let ground = resolve::Ground {
        source: inputs.manifest,
        manifest: &opened.manifest,
        preset: &opened.preset,
        common: &common,
        project: inputs.project,
    };
    match resolve::resolve(ground) {
        Ok(settled) if findings.is_empty() => Ok(Ready {
            settled,
            policy,
            never: common.ignore.iter().chain(&opened.preset.ignore).cloned().collect(),
        }),
        Ok(_) => Err(refuse(findings)),
        Err(more) => {
            // A key that was already refused must not be complained about again for being empty.
            let refused = !findings.is_empty();
            findings.extend(more.into_iter().filter(|f| !refused || !f.rule.starts_with("no-")));
            Err(refuse(findings))
        }
    }
}

fn refuse(mut findings: Vec<Finding>) -> Error {
    Finding::sort(&mut findings);
    findings.dedup();
    Error::input("").findings(findings)
}

fn open(inputs: Inputs<'_>) -> Result<Opened> {
    let (manifest, mut findings) = manifest::read(inputs.manifest);
    let Some(manifest) = manifest else {
        return Err(refuse(findings));
    };
    let language = manifest.app.language.as_str();
    if let Some(preset) = inputs.library.preset(language)? {
        return Ok(Opened {
            manifest,
            preset,
            findings,
        });
    }
    let languages = inputs.library.languages();
    let mut known: Vec<&str> = languages.clone();
    let mut aliases: Vec<(String, String)> = Vec::new();
    for name in &languages {
        let preset = inputs.library.preset(name)?;
        aliases.extend(preset.into_iter().flat_map(|p| p.aliases).map(|a| (a, (*name).to_owned())));
    }
    let meant = aliases
        .iter()
        .find(|(alias, _)| alias.eq_ignore_ascii_case(language))
        .map(|(_, name)| name.clone());
    known.sort_unstable();
    let place = Place::new(inputs.manifest, manifest.app.language.span());
    let finding = Finding::error(
        "unknown-language",
        place,
        format!("the language `{}` is not known", crate::value::shown(language)),
    );
    let finding = match meant {
        Some(name) => finding
            .label(format!("did you mean `{name}`?"))
            .help(format!("known languages: {}", known.join(", "))),
        None => manifest::suggest(finding, language, &known, "known languages"),
    };
    if language != "missing" {
        findings.push(finding);
    }
    Err(refuse(findings))
}
