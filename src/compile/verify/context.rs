//! Every COPY and bind mount from the build context must find its source: in the folder, and past `.dockerignore`.

use crate::{
    compile::{ignorefile, project::Project},
    dockerfile::{Body, Dockerfile},
    finding::{Finding, Place},
    source::Span,
};

/// The sources that a build would not find.
pub fn unfed(file: &Dockerfile, ignore: &str, project: &dyn Project) -> Vec<Finding> {
    let mut sources: Vec<(String, Span)> = Vec::new();
    for instruction in &file.instructions {
        if let Body::Copy(copy) | Body::Add(copy) = &instruction.body
            && instruction.flag("from").is_none()
        {
            sources.extend(copy.sources.iter().map(|w| (w.value.to_string(), w.span)));
        }
        let binds = instruction.mounts().filter(|m| m.kind() == "bind" && m.get(&["from"]).is_none());
        sources.extend(binds.filter_map(|m| m.get(&["source", "src"]).map(|s| (s.to_owned(), m.span))));
    }
    sources
        .iter()
        .filter_map(|(path, span)| {
            why(path, ignore, project)
                .map(|(message, help)| Finding::error("unfed-copy", Place::new(&file.source, *span), message).help(help))
        })
        .collect()
}

fn why(path: &str, ignore: &str, project: &dyn Project) -> Option<(String, &'static str)> {
    let path = path.trim_start_matches("./").trim_end_matches('/');
    let there = match path.strip_prefix('*') {
        Some(ending) => project.list("").iter().any(|(name, _)| name.ends_with(ending)),
        None => project.kind(path).is_some(),
    };
    if !there {
        return Some((format!("`{path}` is not in the project"), "name what is there in app.toml"));
    }
    let probe = path.replace('*', "x");
    if !ignorefile::enters(ignore, &probe) {
        let help = "it looks like a secret, a cache or a leftover, which .dockerignore keeps out: name something else in app.toml, or mount a secret with [build] secrets";
        return Some((format!("`{path}` never enters the build context"), help));
    }
    None
}
