//! The compiler: `app.toml`, `app.lock` and the project's folder in, a verified Dockerfile out. A pure function of what it is given.

mod adds;
pub mod catalogue;
mod certificates;
mod detect;
mod distribution;
pub mod draft;
mod framework;
mod gathers;
mod header;
mod home;
mod ignorefile;
mod installed;
mod library;
pub mod lift;
mod lock;
mod lock_files;
mod manifest;
mod member;
mod narrow;
mod order;
mod pack;
mod packages;
mod packed;
mod pin;
mod plan;
mod policy;
mod preset;
mod project;
mod registries;
mod render;
mod resolve;
mod settle;
mod signs;
mod squeezed;
mod start;
pub mod survey;
mod verify;

use std::sync::Arc;

pub use distribution::Distribution;
pub use framework::Framework;
pub use header::{Origin, origin};
pub use library::Library;
pub use lock::{Lock, Locked};
pub use lock_files::LOCK_FILES;
pub use manifest::{policy_schema, schema};
pub use narrow::{Context as NarrowContext, Narrowed, Outcome as NarrowOutcome, narrow};
pub use order::{BUILD, Order, RUNTIME, Source as ArchiveSource};
pub use packages::LockedPackages;
pub use pin::Pinning;
pub use plan::Plan;
pub use policy::{of_app, of_file};
pub use preset::{Base, Day, Os, PackageFamily, Preset, Switch, SwitchValue, Version};
pub use project::{Below, Kind, Memory, Project};
pub use registries::{ImageSource, Registries};
pub use signs::Need;

use crate::{
    audit::Policy,
    error::Result,
    finding::Finding,
    source::{Source, Span},
};
use settle::settle;

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

/// Files that were read back, compared with the plan and audited. Nothing else can be written.
#[derive(Clone, Debug)]
pub struct Verified {
    manifest: Arc<Source>,
    dockerfile: String,
    dockerignore: String,
    lock: String,
    plan: Plan,
    pins: Lock,
    policy: Policy,
    loose: Vec<Finding>,
    version_span: Span,
    base_span: Span,
    keys: Vec<String>,
}

impl Verified {
    /// The `app.toml` that all of it was compiled from.
    pub fn manifest(&self) -> &str {
        self.manifest.text()
    }

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

    /// Private keys among the files that are copied: they stay out.
    pub fn keys(&self) -> &[String] {
        &self.keys
    }

    /// What is locked no longer fits app.toml, and was let pass because pins were not insisted on.
    pub fn loose(&self) -> &[Finding] {
        &self.loose
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

/// Compiles.
///
/// # Errors
/// All that is wrong with `app.toml`, at once; or the image, template or promise that stands in the way.
pub fn compile(inputs: Inputs<'_>) -> Result<Verified> {
    let settle::Ready {
        settled,
        policy,
        never,
        found,
    } = settle(inputs)?;
    let (version_span, base_span) = (settled.version_span, settled.base_span);
    let steps = settled.steps.clone();
    let pin::Pinned { plan, lock: pins, loose } = pinned(settled, inputs)?;
    let templates = render::Templates::new(inputs.library, &plan.language)?;
    let rendered = templates.render(&plan)?;
    let twin = templates.render(&render::neutral::neutral(&plan))?;
    let ignore = ignorefile::write(&plan, &never, &found.certificates);
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
    )
    .map_err(|error| home::home(error, &steps, inputs.manifest))?;
    let language = format!("{} {}", plan.language, plan.version);
    let from = format!("{}, {}, {}", language.trim_end(), plan.manager, plan.base);
    Ok(Verified {
        manifest: Arc::clone(inputs.manifest),
        dockerfile: header::stamp(rendered.text(), &from, &plan.context),
        dockerignore: header::stamp(&ignore, &from, "."),
        lock: pins.write(),
        plan,
        pins,
        policy,
        loose,
        version_span,
        base_span,
        keys: found.keys,
    })
}

/// The settled plan, with pins, before anything is rendered.
///
/// # Errors
/// All that is wrong with `app.toml`, and images whose digest is not known.
pub fn plan(inputs: Inputs<'_>) -> Result<Plan> {
    let ready = settle(inputs)?;
    Ok(pinned(ready.settled, inputs)?.plan)
}

/// The settled plan before images are pinned.
///
/// # Errors
/// All that is wrong with `app.toml`.
pub fn outline(inputs: Inputs<'_>) -> Result<Plan> {
    Ok(settle(inputs)?.settled.plan)
}

fn pinned(settled: resolve::Settled, inputs: Inputs<'_>) -> Result<pin::Pinned> {
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

/// What a project asks for of operating system packages, by stage, whether it is locked or not.
///
/// # Errors
/// All that is wrong with `app.toml`.
pub fn orders(inputs: Inputs<'_>) -> Result<Vec<Order>> {
    Ok(settle(inputs)?.settled.orders)
}

/// Where `app.toml` says that other things lie than itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Places {
    /// The build context, if it is above its own folder: `..` for each step.
    pub context: Option<String>,
    /// The folder of templates, seen from the build context.
    pub templates: Option<String>,
}

/// Where `app.toml` says that things lie; nothing, if it cannot be read.
pub fn places(source: &Arc<Source>) -> Places {
    // Most files say neither, and need not be read twice.
    if !["template", "context"].iter().any(|word| source.text().contains(word)) {
        return Places::default();
    }
    let Some(manifest) = manifest::read::<manifest::Manifest>(source).settings else {
        return Places::default();
    };
    let context = manifest.build.context.as_ref().map(|context| context.as_str().to_owned());
    Places {
        context: context.filter(|context| context != "."),
        templates: manifest.template.map(|template| template.path.as_str().to_owned()),
    }
}
