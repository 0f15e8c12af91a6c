//! What goes into the build stage and what leaves it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Ground, assets, command::Words, made, notes::Notes, switches};
use crate::{
    compile::{
        detect::{Inputs, Taken},
        manifest::{Artifact, At, Binary},
        plan::{ArtifactPlan, AssetPlan, BinaryPlan, CopyPlan, PlacedPlan},
        preset::{Framework, Leaves, SwitchValue},
        project::Kind,
    },
    source::Span,
    value::{RelPath, shown},
};

/// What goes in and what comes out.
pub struct Sources {
    /// COPYs into the build stage.
    pub copies: Vec<CopyPlan>,
    /// What leaves it.
    pub artifacts: ArtifactPlan,
    /// Names of the programs, for the start command.
    pub binaries: Vec<String>,
}

/// Settles both from app.toml, the preset and the project.
pub fn sources(
    ground: Ground<'_>,
    options: &BTreeMap<String, SwitchValue>,
    (framework, words): (Option<&Framework>, &Words<'_>),
    (manager, assets): (&[CopyPlan], Option<&AssetPlan>),
    notes: &mut Notes<'_>,
) -> Sources {
    let skip = ground.skipped();
    let building = switches::is_building(ground, options);
    let (mut needed, _) = Inputs::take(&ground.preset.inputs, ground.project, &skip);
    needed.extend(framework.iter().flat_map(|f| Inputs::take(&f.inputs, ground.project, &skip).0));
    let on = ground
        .preset
        .options
        .iter()
        .filter(|(name, _)| options.get(*name) == Some(&SwitchValue::Bool(true)));
    needed.extend(on.flat_map(|(_, switch)| Inputs::take(&switch.inputs, ground.project, &skip).0));
    let usual = words.start.and_then(|s| s.artifacts.as_ref());
    let usual = usual.or_else(|| switches::of_switches(ground, options));
    let leaves = framework.map_or(&[][..], |f| f.leaves.as_slice());
    // A leaf that is there only when the project has it is the project's.
    let of_build = |l: &Leaves| l.when.as_ref() != Some(&l.from);
    let made = |path: &str| {
        assets.is_some_and(|a| a.makes(path))
            || leaves.iter().any(|l| l.from == path && of_build(l))
            || made::is_made(ground, options, path)
    };
    let mut leaving: Vec<(Taken, Option<String>)> = Vec::new();
    match &ground.manifest.artifacts.files {
        Some(said) => {
            for artifact in said {
                leaving.push(one(ground, artifact, made(artifact.from.as_str()), notes));
            }
            note_twice(said, notes);
        }
        None if !leaves.is_empty() && !framework.is_some_and(|f| f.whole) => leaving.extend(leaves.iter().filter_map(|l| left(ground, l))),
        None => {
            let started: Vec<Taken> = made::for_start(ground, words)
                .into_iter()
                .filter(|t| building && made(&t.path) && !switches::is_member(ground, options))
                .collect();
            let named = if building && started.is_empty() {
                made::named_by_build(ground, options)
            } else {
                Vec::new()
            };
            // Who builds and then starts from the sources needs them.
            let built =
                !ground.preset.built_artifacts.is_empty() && (!started.is_empty() || building && framework.is_some_and(|f| f.whole));
            let all = if built {
                &ground.preset.built_artifacts
            } else {
                &ground.preset.artifacts
            };
            let (taken, _) = Inputs::take(usual.unwrap_or(all), ground.project, &skip);
            leaving.extend(
                taken
                    .into_iter()
                    .filter(|t| !made(&t.path))
                    .chain(started)
                    .chain(named)
                    .map(|t| (t, None)),
            );
            leaving.extend(leaves.iter().filter_map(|l| left(ground, l)));
        }
    }
    if let Some(assets) = assets {
        assets::among(ground, assets, &mut needed, &mut leaving);
    }
    for artifact in &ground.manifest.artifacts.also {
        leaving.push(one(ground, artifact, made(artifact.from.as_str()), notes));
    }
    // What the manager's own step brings is there already.
    let brought = |t: &Taken| manager.iter().any(|c| c.from.contains(&t.path));
    needed.retain(|taken| !brought(taken) && !made(&taken.path));
    let from_project = leaving
        .iter()
        .filter(|(taken, _)| !made(&taken.path))
        .map(|(taken, _)| taken.clone());
    needed.extend(from_project);
    for file in &ground.manifest.build.files {
        needed.extend(existing(ground, file.as_str(), file.span(), notes));
    }
    // What the project brings of files that are written goes in, and leaves in another place.
    let links = || ground.manifest.runtime.links.keys().map(|path| path.as_str());
    needed.extend(links().filter_map(|path| there(ground, path)));
    let binaries = binaries(ground, notes);
    if ground.preset.binaries.as_ref().is_some_and(|b| b.ready_made) {
        needed.extend(binaries.iter().filter_map(|b| ready(ground, b, notes)));
    }
    let lacking = framework.is_some_and(|f| f.lacks.is_some()) && words.command.is_empty();
    // What a way to start lists is all that it needs, even if that is nothing.
    let nothing = !lacking && leaving.is_empty() && binaries.is_empty() && !ground.preset.template_takes && usual.is_none();
    if nothing && !ground.refused.has("artifacts") {
        let span = ground
            .manifest
            .artifacts
            .files
            .as_ref()
            .and_then(|f| f.first())
            .map_or(ground.manifest.app.language.span(), At::span);
        notes.error(
            "no-artifacts",
            span,
            "nothing would leave the build stage",
            "name the app's files: [artifacts] files = [\"…\"]",
        );
    }
    let same = leaving
        .iter()
        .filter(|(taken, to)| to.is_none() && links().all(|link| link != taken.path));
    let same = same.map(|(taken, _)| taken.clone()).collect();
    Sources {
        copies: group(&plain(needed), "./"),
        binaries: binaries.iter().map(|b| b.name.clone()).collect(),
        artifacts: ArtifactPlan {
            files: plain(same).into_iter().map(|t| for_a_shell(t.path)).collect(),
            placed: leaving
                .iter()
                .filter_map(|(t, to)| Some(PlacedPlan::new(&t.path, to.as_ref()?)))
                .collect(),
            binaries,
        },
    }
}

fn one(ground: Ground<'_>, artifact: &At<Artifact>, made: bool, notes: &mut Notes<'_>) -> (Taken, Option<String>) {
    let path = artifact.from.as_str();
    let to = artifact.to.as_ref().map(|p| p.as_str().to_owned());
    let taken = if made {
        None
    } else {
        existing(ground, path, artifact.from_span.unwrap_or(artifact.span()), notes)
    };
    // What the build makes has no kind yet: a name with a dot in it is a file.
    let folder = !path.rsplit('/').next().unwrap_or_default().contains('.');
    let unknown = Taken {
        path: path.to_owned(),
        folder,
    };
    (taken.unwrap_or(unknown), to)
}

/// What a framework's build makes, if this project's does.
fn left(ground: Ground<'_>, leaves: &Leaves) -> Option<(Taken, Option<String>)> {
    if let Some(when) = &leaves.when {
        ground.project.kind(when)?;
    }
    let taken = Taken {
        path: leaves.from.clone(),
        folder: ground.project.kind(&leaves.from) != Some(Kind::File),
    };
    Some((taken, leaves.to.clone()))
}

/// The path if it is there.
fn there(ground: Ground<'_>, path: &str) -> Option<Taken> {
    ground.project.kind(path).map(|kind| Taken {
        path: path.to_owned(),
        folder: kind == Kind::Folder,
    })
}

/// The path if it is there; otherwise it is noted with the nearest name.
fn existing(ground: Ground<'_>, path: &str, span: Span, notes: &mut Notes<'_>) -> Option<Taken> {
    if let Some(taken) = there(ground, path) {
        return Some(taken);
    }
    let mut parent = path;
    while let Some((above, _)) = parent.rsplit_once('/')
        && ground.project.kind(above).is_none()
    {
        parent = above;
    }
    let parent = parent.rsplit_once('/').map_or("", |(above, _)| above);
    let names: Vec<String> = ground
        .project
        .list(parent)
        .into_iter()
        .map(|(name, _)| if parent.is_empty() { name } else { format!("{parent}/{name}") })
        .filter(|name| RelPath::new(name).is_ok())
        .collect();
    let known: Vec<&str> = names.iter().map(String::as_str).take(20).collect();
    let message = format!("`{}` is not in the project", shown(path));
    notes.unknown("missing-file", span, message, path, &known, "here there is");
    None
}

fn note_twice(said: &[At<Artifact>], notes: &mut Notes<'_>) {
    let mut seen: BTreeMap<(&str, Option<&str>), Span> = BTreeMap::new();
    for artifact in said {
        let key = (artifact.from.as_str(), artifact.to.as_ref().map(|p| p.as_str()));
        if let Some(first) = seen.insert(key, artifact.span()) {
            notes.twice(artifact.span(), first, &format!("the artifact `{}`", artifact.from.as_str()));
        }
    }
}

/// A pattern as a shell should see it: a file whose name starts with a dash must not become an option.
fn for_a_shell(path: String) -> String {
    if path.starts_with('*') { format!("./{path}") } else { path }
}

/// Sorted, without what lies inside a folder that is taken anyway.
fn plain(taken: Vec<Taken>) -> Vec<Taken> {
    let all: BTreeSet<Taken> = taken.into_iter().collect();
    let folders: Vec<String> = all.iter().filter(|t| t.folder).map(|t| format!("{}/", t.path)).collect();
    all.into_iter()
        .filter(|t| !folders.iter().any(|f| t.path.starts_with(f.as_str())))
        .collect()
}

/// COPYs for paths: files at the top share one, everything else has its own.
pub fn group(taken: &[Taken], to: &str) -> Vec<CopyPlan> {
    let top: Vec<String> = taken
        .iter()
        .filter(|t| !t.folder && !t.path.contains('/'))
        .map(|t| t.path.clone())
        .collect();
    let mut copies = Vec::new();
    if !top.is_empty() {
        copies.push(CopyPlan {
            from: top,
            to: to.to_owned(),
        });
    }
    for t in taken.iter().filter(|t| t.folder || t.path.contains('/')) {
        let slash = if t.folder { "/" } else { "" };
        copies.push(CopyPlan {
            from: vec![t.path.clone()],
            to: format!("{to}{}{slash}", t.path),
        });
    }
    copies
}

fn binaries(ground: Ground<'_>, notes: &mut Notes<'_>) -> Vec<BinaryPlan> {
    let said = ground.manifest.artifacts.binaries.as_deref();
    let Some(made) = &ground.preset.binaries else {
        if let Some(first) = said.and_then(<[_]>::first) {
            let message = format!("a build of {} makes no programs", ground.preset.title);
            notes.error(
                "no-binaries",
                first.span(),
                message,
                "name the app's files instead: [artifacts] files = [\"…\"]",
            );
        }
        return Vec::new();
    };
    let Some(said) = said else {
        return vec![BinaryPlan {
            name: ground.manifest.app.name.to_string(),
            from: source_of(ground, &made.from, ground.manifest.app.name.as_str()),
        }];
    };
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    let mut out = Vec::new();
    for binary in said {
        if let Some(first) = seen.insert(binary.name.as_str(), binary.span()) {
            notes.twice(binary.span(), first, &format!("the program `{}`", binary.name.as_str()));
        }
        out.push(binary_plan(ground, binary, &made.from, notes));
    }
    out
}

/// A program that is in the project already.
fn ready(ground: Ground<'_>, binary: &BinaryPlan, notes: &mut Notes<'_>) -> Option<Taken> {
    let found = there(ground, binary.from.trim_start_matches("./")).filter(|t| !t.folder);
    if found.is_none() {
        let span = ground.manifest.artifacts.binaries.as_ref().and_then(|b| b.first());
        let span = span.map_or(ground.manifest.app.language.span(), At::span);
        let message = format!("the program `{}` is not in the project", shown(&binary.name));
        let help = "build it first, or say where it is: [artifacts] binaries = [{ name = \"…\", from = \"path/to/it\" }]";
        notes.error("missing-file", span, message, help);
    }
    found
}

fn binary_plan(ground: Ground<'_>, binary: &At<Binary>, patterns: &[String], notes: &mut Notes<'_>) -> BinaryPlan {
    let name = binary.name.as_str();
    let from = match &binary.from {
        Some(path) => {
            existing(ground, path.as_str(), path.span(), notes);
            format!("./{}", path.as_str())
        }
        None => source_of(ground, patterns, name),
    };
    BinaryPlan {
        name: name.to_owned(),
        from,
    }
}

fn source_of(ground: Ground<'_>, patterns: &[String], name: &str) -> String {
    let filled = patterns.iter().map(|p| p.replace("{name}", name));
    let there = |p: &String| p == "." || ground.project.kind(p).is_some();
    match filled.into_iter().find(there) {
        Some(path) if path != "." => {
            // a source file stands for its folder, which may hold more of the same program
            let is_source =
                ground.preset.binaries.as_ref().is_some_and(|b| !b.ready_made) && ground.project.kind(&path) == Some(Kind::File);
            let folder = path.rsplit_once('/').filter(|_| is_source);
            format!("./{}", folder.map_or(path.as_str(), |(folder, _)| folder))
        }
        _ => ".".to_owned(),
    }
}
