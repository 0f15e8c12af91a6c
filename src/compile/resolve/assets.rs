//! What browsers load, where a build of its own makes it: a stage of its own, settled by the preset that builds sites.

use std::collections::BTreeMap;

use super::{Ground, artifacts::group, base, build, notes::Notes, tool};
use crate::{
    compile::{
        detect::{Inputs, Taken, json_at},
        manifest::{App, Artifacts, Assets, At, Build, Image, Manifest, PackagesSection, PolicySection, Runtime},
        plan::{AssetPlan, CopyPlan},
        preset::SwitchValue,
        project::{Below, Kind, at},
    },
    value::shown,
};

/// The stage, if app.toml asks for one, and its image, not pinned yet.
pub fn assets(ground: Ground<'_>, notes: &mut Notes<'_>) -> Option<(AssetPlan, String)> {
    let (said, maker) = (ground.manifest.assets.as_ref()?, ground.maker?);
    let folder = said.folder.as_ref().map_or("", |f| f.as_str());
    if ground.refused.has("assets") {
        return None;
    }
    let span = said.folder.as_ref().map_or(said.made.span(), At::span);
    if said.made.is_empty() {
        let help = "name what the build makes, from the app's folder: made = [\"frontend/dist\"]";
        notes.error("no-artifacts", said.made.span(), "the stage of [assets] would make nothing", help);
        return None;
    }
    let inside = Below {
        project: ground.project,
        folder,
    };
    let manifest = alone(ground.manifest, said);
    let project = maker.known(&inside);
    let within = Ground {
        manifest: &manifest,
        preset: maker,
        maker: None,
        project: &project,
        ..ground
    };
    let script = said.script.as_ref().map(|s| s.as_str());
    let [file, object] = &ground.common.assets.lines;
    let known = script.is_none_or(|s| json_at(&project, file, object).is_some_and(|lines| lines.get(s).is_some()));
    let manager = base::manager(within, notes);
    let Some((manager, image)) = manager.and_then(|m| Some((m, m.build.clone()?))).filter(|_| known) else {
        let place = if folder.is_empty() { "beside app.toml" } else { "in that folder" };
        let message = match script {
            Some(script) if !known => format!("{file} has no script `{}` {place}", shown(script)),
            _ => format!("nothing builds assets {place}: there is no {file} with a build script"),
        };
        notes.error(
            "missing-file",
            span,
            message,
            "say where it is and what is run: [assets] folder = \"…\", script = \"…\"",
        );
        return None;
    };
    let tool = tool::tool(within, Some(manager), notes);
    let framework = base::framework(within, notes);
    let base = maker.bases.first();
    let mut options = base::options(within, base, (framework, Some(manager), None), notes);
    if let Some(script) = script {
        options.insert("script".to_owned(), SwitchValue::Text(script.to_owned()));
    }
    let mut plan = AssetPlan {
        folder: folder.to_owned(),
        manager: [manager.name.clone()],
        manager_version: [tool.version],
        manager_hash: [tool.hash],
        facts: [manager.facts.clone()],
        options: [options],
        build: [build::build(within, base, Some(manager), framework, notes)],
        made: said.made.iter().map(|m| m.as_str()).map(brought).collect(),
    };
    let from_top = |path: &str| at(folder, path);
    let (mut sources, _) = Inputs::take(&maker.inputs, &project, &within.skipped());
    let early: Vec<&String> = plan.build.iter().flat_map(|b| &b.manager_copies).flat_map(|c| &c.from).collect();
    sources.retain(|taken| !early.contains(&&taken.path) && !plan.makes(&from_top(&taken.path)));
    let [build] = &mut plan.build;
    build.copies = group(&sources, "./");
    for copy in build.manager_copies.iter_mut().chain(&mut build.copies) {
        copy.from.iter_mut().for_each(|path| *path = from_top(path));
    }
    Some((plan, image))
}

/// What is asked of the other preset: nothing but how it is built.
fn alone(manifest: &Manifest, said: &Assets) -> Manifest {
    Manifest {
        app: App {
            name: manifest.app.name.clone(),
            language: manifest.app.language.clone(),
            version: None,
            framework: None,
        },
        build: Build {
            manager: said.manager.clone(),
            env: said.env.clone(),
            secrets: manifest.build.secrets.clone(),
            ..Build::default()
        },
        assets: None,
        artifacts: Artifacts::default(),
        runtime: Runtime::default(),
        image: Image::default(),
        packages: PackagesSection::default(),
        policy: PolicySection::default(),
        registries: BTreeMap::new(),
        template: None,
    }
}

/// From the stage to the same place among the sources.
fn brought(path: &str) -> CopyPlan {
    CopyPlan {
        from: vec![format!("/src/{path}")],
        to: format!("./{path}"),
    }
}

/// Takes what it is made of out of what the app is built of and what ships, unless sources of the app lie there, too; and lets what it makes ship,
/// where that is not built into a program.
pub fn among(ground: Ground<'_>, assets: &AssetPlan, needed: &mut Vec<Taken>, leaving: &mut Vec<(Taken, Option<String>)>) {
    if ground.manifest.artifacts.files.is_some() {
        return;
    }
    let preset = ground.preset;
    let by_same_tools = preset.managers.iter().any(|m| assets.manager.contains(&m.name));
    let is_source = |name: &str| preset.signs.sources.iter().any(|ending| name.ends_with(ending.as_str()));
    let is_apart = by_same_tools || !ground.project.list(&assets.folder).iter().any(|(name, _)| is_source(name));
    if is_apart && !assets.folder.is_empty() {
        let inside = format!("{}/", assets.folder);
        let stays = |taken: &Taken| taken.path != assets.folder && !taken.path.starts_with(&inside);
        needed.retain(stays);
        leaving.retain(|(taken, _)| stays(taken));
    }
    if preset.binaries.is_none() {
        let made = assets.made.iter().filter_map(|c| c.to.strip_prefix("./"));
        leaving.extend(made.map(|path| {
            let folder = ground.project.kind(path) != Some(Kind::File);
            let path = path.to_owned();
            (Taken { path, folder }, None)
        }));
    }
}
