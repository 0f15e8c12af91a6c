//! Settles every question that `app.toml` leaves open, from the preset and the project's own files, and names what cannot be.

mod artifacts;
mod assets;
mod base;
mod build;
mod command;
mod labels;
mod links;
mod made;
mod notes;
mod runtime;
mod switches;
mod tool;
mod version;

use std::sync::Arc;

use super::{
    library::Common,
    manifest::{At, Manifest, Refused},
    order::Order,
    plan::{PlacedPlan, Plan},
    preset::Preset,
    project::Project,
};
use crate::{
    finding::Finding,
    source::{Source, Span},
};
pub use made::with_called;
use notes::Notes;
pub use tool::sha512;
pub use version::{fits, is_before, newer, pick};

/// What the questions are settled from.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// `app.toml`'s text, for messages.
    pub source: &'a Arc<Source>,
    /// `app.toml`.
    pub manifest: &'a Manifest,
    /// What is missing in it because it was refused.
    pub refused: &'a Refused,
    /// The language's preset.
    pub preset: &'a Preset,
    /// The preset that builds what browsers load, where app.toml has such a section.
    pub maker: Option<&'a Preset>,
    /// What holds for all languages.
    pub common: &'a Common,
    /// The project's folder.
    pub project: &'a dyn Project,
}

impl Ground<'_> {
    /// Folder names that are neither meant nor searched: those among the ignore patterns, without those that are whole paths.
    pub fn skipped(&self) -> Vec<&str> {
        let all = self.preset.ignore.iter().chain(&self.common.ignore);
        all.map(|p| p.strip_prefix("**/").unwrap_or(p))
            .filter(|p| !p.contains('/'))
            .collect()
    }
}

/// A plan whose images are not pinned yet, and where in `app.toml` each image was decided.
pub struct Settled {
    /// The plan.
    pub plan: Plan,
    /// The line that decided the version.
    pub version_span: Span,
    /// The line that decided the base.
    pub base_span: Span,
    /// What is asked for of operating system packages.
    pub orders: Vec<Order>,
    /// The person's own steps, and where each stands in `app.toml`.
    pub steps: Vec<(String, Span)>,
}

/// Settles everything.
///
/// # Errors
/// All findings, when there is one that a plan cannot be made with.
pub fn resolve(ground: Ground<'_>) -> Result<Settled, Vec<Finding>> {
    let mut notes = Notes::new(ground.source);
    let packages = switches::packages(ground);
    let project = ground.preset.known(ground.project).with(ground.source.name(), &packages);
    let ground = Ground {
        project: &project,
        ..ground
    };
    let manifest = ground.manifest;
    let version = base::version(ground, &mut notes);
    let framework = base::framework(ground, &mut notes);
    let base = base::base(ground, &version, framework, &mut notes);
    let manager = base::manager(ground, &mut notes);
    let tool = tool::tool(ground, manager, &mut notes);
    let words = command::words(ground, framework);
    let options = base::options(ground, base, (framework, manager, words.start), &mut notes);
    let build = build::build(ground, base, manager, framework, &mut notes);
    let assets = assets::assets(ground, &mut notes);
    let made = assets.as_ref().map(|(plan, _)| plan);
    let mut sources = artifacts::sources(ground, &options, (framework, &words), (&build.manager_copies, made), &mut notes);
    let mut runtime = runtime::runtime(ground, (base, manager), framework, (&words, &sources.binaries), &mut notes);
    sources.fill(&mut runtime.writable, ground);
    if runtime.scratch {
        let placed = sources.artifacts.placed.iter_mut();
        placed.chain(&mut runtime.writable).for_each(PlacedPlan::on_scratch);
    }
    let labels = labels::labels(manifest);
    let findings = notes.into_findings();
    let (Some(base), Some(manager)) = (base, manager) else {
        return Err(findings);
    };
    if !findings.is_empty() {
        return Err(findings);
    }
    let mut images = base::images(
        ground,
        base,
        manager,
        (&version, &tool.version),
        matches!(runtime.health.kind.as_str(), "http" | "tcp"),
    );
    let assets = assets.map(|(plan, image)| {
        images.insert("assets".to_owned(), image);
        plan
    });
    let plan = Plan {
        name: manifest.app.name.to_string(),
        context: manifest.build.context.as_ref().map_or(".", |c| c.as_str()).to_owned(),
        language: manifest.app.language.to_string(),
        version,
        framework: framework.map(|f| f.name.clone()).unwrap_or_default(),
        manager: manager.name.clone(),
        manager_version: tool.version,
        manager_hash: tool.hash,
        base: base.name.clone(),
        images,
        facts: base
            .facts
            .iter()
            .chain(&manager.facts)
            .chain(framework.iter().flat_map(|f| &f.facts))
            .map(|(k, v)| (k.clone(), v.clone()))
            .collect(),
        options,
        assets: assets.into_iter().collect(),
        build: build.with_sources(sources.copies),
        artifacts: sources.artifacts,
        runtime,
        labels,
    };
    Ok(Settled {
        plan,
        version_span: manifest.app.version.as_ref().map_or(manifest.app.language.span(), At::span),
        base_span: manifest.runtime.base.as_ref().map_or(manifest.app.language.span(), At::span),
        orders: Vec::new(),
        steps: manifest
            .build
            .run
            .iter()
            .map(|step| (step.as_str().trim().to_owned(), step.span()))
            .collect(),
    })
}
