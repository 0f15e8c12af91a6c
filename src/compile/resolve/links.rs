//! What an app writes among its own files: folders that the project has something in, and files, in whose place it finds links into such folders.

use std::collections::BTreeMap;

use super::{Ground, artifacts::Sources, notes::Notes};
use crate::{
    compile::{
        ignorefile,
        plan::{CopyPlan, LinkPlan, PlacedPlan},
        project::{Kind, leaves_out},
    },
    source::Span,
};

/// The links, sorted by where they stand; `writable` are the folders that the app may write to, `command` is how it starts.
pub fn links(ground: Ground<'_>, writable: &[PlacedPlan], command: &[String], notes: &mut Notes<'_>) -> Vec<LinkPlan> {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    let mut links = Vec::new();
    for (from, to) in &ground.manifest.runtime.links {
        let (path, target) = (from.as_str(), to.as_str());
        let (parent, name) = path.rsplit_once('/').unwrap_or(("", path));
        let own = format!("/app/{path}");
        if let Some(folder) = writable
            .iter()
            .find(|w| own == w.path() || own.starts_with(&format!("{}/", w.path())))
        {
            let message = format!("`{path}` lies in `{}`, which the app writes to anyway", folder.path());
            notes.error("bad-link", from.span(), message, "leave this line out");
            continue;
        }
        if command
            .iter()
            .any(|word| word == &own || word.strip_prefix("./").unwrap_or(word) == path)
        {
            let message = format!("`{path}` is what the app starts: it must not be able to change that");
            notes.error("bad-link", from.span(), message, "leave this line out");
            continue;
        }
        if ground.project.kind(path) == Some(Kind::Folder) {
            let message = format!("`{path}` is a folder: a link stands for one file");
            let help = format!("if the app writes to it, name it: [runtime] writable = [\"/app/{path}\"]");
            notes.error("bad-link", from.span(), message, help);
            continue;
        }
        let folder = target.rsplit_once('/').map_or("", |(folder, _)| folder);
        let Some(at) = writable.iter().position(|w| w.path() == folder) else {
            let message = format!("`{target}` lies in no folder that the app may write to");
            let help = match folder {
                "" => "name a file in a folder of the app's own, such as /app/data".to_owned(),
                folder => format!("add its folder: [runtime] writable = [\"{folder}\"]"),
            };
            notes.error("bad-link", to.span(), message, help);
            continue;
        };
        if let Some(first) = seen.insert(target, to.span()) {
            notes.twice(to.span(), first, &format!("the file `{target}`"));
        }
        let file = target.rsplit('/').next().unwrap_or(name);
        let place = format!("/writable/{}/{}/{file}", at + 1, writable[at].name);
        links.push(LinkPlan {
            from: path.to_owned(),
            to: target.to_owned(),
            parent: parent.to_owned(),
            seed: if ground.project.kind(path).is_some() {
                place
            } else {
                String::new()
            },
        });
    }
    links
}

/// Whether something enters the build context.
fn enters(ground: Ground<'_>, path: &str) -> bool {
    let never: Vec<&str> = ground
        .preset
        .ignore
        .iter()
        .chain(&ground.common.ignore)
        .map(String::as_str)
        .collect();
    ignorefile::enters(&never.join("\n"), path)
}

impl Sources {
    /// Lets what the project has in folders that are written to leave in them, and nowhere else: the app may change it.
    pub fn fill(&mut self, writable: &mut [PlacedPlan], ground: Ground<'_>) {
        let project = ground.project;
        for folder in writable {
            let path = folder.path();
            let Some(own) = path.strip_prefix("/app/").filter(|own| project.kind(own) == Some(Kind::Folder)) else {
                continue;
            };
            let inside = |from: &String| {
                own.strip_prefix(from.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            let all = project.list(own);
            if all.is_empty() {
                continue;
            }
            let is_copied = self.copies.iter().flat_map(|c| &c.from).any(inside);
            // What version control knows is the project's, even if nothing else copies it.
            let has_some = all.iter().any(|(name, _)| !name.starts_with('.'));
            if !is_copied && has_some && enters(ground, own) && !leaves_out(project, "", own) {
                self.copies.push(CopyPlan {
                    from: vec![own.to_owned()],
                    to: format!("./{own}/"),
                });
            } else if !is_copied {
                continue;
            }
            own.clone_into(&mut folder.from);
            self.artifacts.files.retain(|file| *file != folder.from);
        }
    }
}
