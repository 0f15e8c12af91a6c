//! The build stage: packages, environment, secrets, extra steps, and what the manager needs.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ground, artifacts::group, notes::Notes};
use crate::{
    compile::{
        detect::Inputs,
        manifest::{At, Secret},
        plan::{BuildPlan, CopyPlan, EnvVar, SecretPlan},
        preset::{Base, Framework, Manager, PackageFamily},
    },
    value::{EnvName, Line, PackageName},
};

impl BuildPlan {
    /// The same with the sources that are copied in.
    pub fn with_sources(mut self, copies: Vec<CopyPlan>) -> Self {
        self.copies = copies;
        self
    }
}

/// The build stage without its sources.
pub fn build(
    ground: Ground<'_>,
    base: Option<&Base>,
    manager: Option<&Manager>,
    framework: Option<&Framework>,
    notes: &mut Notes<'_>,
) -> BuildPlan {
    let said = &ground.manifest.build;
    let own = manager.and_then(|m| m.build_packages);
    let family = own.or(base.map(|b| b.build_packages)).unwrap_or(PackageFamily::None);
    if let (PackageFamily::None, Some(base), Some(first)) = (family, base, said.packages.first()) {
        let message = format!("the build stage of base `{}` has no package manager", base.name);
        notes.error("packages-impossible", first.span(), message, "choose another base");
    }
    let mut files = Vec::new();
    if let Some(manager) = manager {
        let (taken, missing) = Inputs::take(&manager.files, ground.project, &ground.skipped());
        for file in missing {
            let span = said.manager.as_ref().map_or(ground.manifest.app.language.span(), At::span);
            let message = format!("{} needs {file}, which is not beside app.toml", manager.name);
            notes.error(
                "missing-file",
                span,
                message,
                format!("add {file}, or name another manager: [build] manager = …"),
            );
        }
        files = taken;
    }
    let preset_env = manager.map_or_else(BTreeMap::new, |m| m.env.clone());
    let mut env = ground.preset.build_env.clone();
    env.extend(preset_env);
    env.extend(framework.map_or_else(BTreeMap::new, |f| f.build_env.clone()));
    BuildPlan {
        family,
        packages: packages(&said.packages, manager.map_or(&[], |m| &m.build_needs), notes),
        locked: Vec::new(),
        env: merge_env(&env, &said.env),
        cache: manager.and_then(|m| m.cache.clone()).unwrap_or_default(),
        secrets: secrets(&said.secrets, ground, notes),
        run: said.run.iter().map(|step| step.as_str().trim().to_owned()).collect(),
        manager_copies: group(&files, "./"),
        manager_files: files.iter().filter(|f| !f.folder).map(|f| f.path.clone()).collect(),
        copies: Vec::new(),
    }
}

/// Packages and those that are needed anyway, sorted; one named twice is noted.
pub fn packages(said: &[At<PackageName>], needed: &[String], notes: &mut Notes<'_>) -> Vec<String> {
    let mut seen: BTreeMap<&str, &At<PackageName>> = BTreeMap::new();
    for package in said {
        if let Some(first) = seen.insert(package.as_str(), package) {
            notes.twice(package.span(), first.span(), &format!("the package `{}`", package.as_str()));
        }
    }
    let all: BTreeSet<&str> = seen.into_keys().chain(needed.iter().map(String::as_str)).collect();
    all.into_iter().map(str::to_owned).collect()
}

/// A preset's environment with app.toml's over it, sorted by name.
pub fn merge_env(preset: &BTreeMap<String, String>, said: &BTreeMap<At<EnvName>, At<Line>>) -> Vec<EnvVar> {
    let var = |name: &str, value: &str, expands| EnvVar {
        name: name.to_owned(),
        value: value.to_owned(),
        expands,
    };
    let mut all: BTreeMap<String, EnvVar> = preset.iter().map(|(n, v)| (n.clone(), var(n, v, true))).collect();
    all.extend(said.iter().map(|(n, v)| (n.to_string(), var(n.as_str(), v.as_str(), false))));
    all.into_values().collect()
}

fn secrets(said: &[Secret], ground: Ground<'_>, notes: &mut Notes<'_>) -> Vec<SecretPlan> {
    let mut seen: BTreeMap<&str, &Secret> = BTreeMap::new();
    let mut out = Vec::new();
    for secret in said {
        if let Some(first) = seen.insert(secret.id.as_str(), secret) {
            notes.twice(secret.id.span(), first.id.span(), &format!("the secret `{}`", secret.id.as_str()));
        }
        let build = secret.build.as_ref().filter(|build| ***build);
        let takes = ground.preset.build_takes_secrets || ground.manifest.assets.is_some();
        if let Some(build) = build.filter(|_| !takes) {
            let message = format!("{} projects are built by no script of their own", ground.preset.title);
            notes.error(
                "secret-without-script",
                build.span(),
                message,
                "leave `build` out: the steps that fetch packages get the secret anyway",
            );
        }
        out.push(SecretPlan {
            id: secret.id.to_string(),
            env: secret.env.as_ref().map(|e| e.to_string()).unwrap_or_default(),
            build: build.is_some(),
        });
    }
    out
}
