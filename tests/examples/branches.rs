//! Every branch of every template is reached: where its body asks for something that is not in the plan, some example no longer compiles.

use std::{collections::BTreeMap, fs, ops::Range, path::Path};

use hullwright::compile::{Library, Pinning};

use crate::{example::Example, golden::nothing_wrong, packages};

/// What a body is replaced by; the engine refuses what is not defined.
const TRAP: &str = "branch_not_reached";

/// The body of an `if`, `elif`, `else` or `for`.
struct Branch {
    /// The line of its tag.
    line: usize,
    /// Its tag.
    tag: String,
    /// Where its body lies.
    body: Range<usize>,
}

/// A tag, `{% … %}`: what it says and where it stands.
struct Tag<'t> {
    says: &'t str,
    place: Range<usize>,
}

fn tags(text: &str) -> Vec<Tag<'_>> {
    text.match_indices("{%")
        .map(|(start, _)| {
            let end = start + text[start..].find("%}").expect("a tag is closed") + 2;
            let says = text[start + 2..end - 2].trim_matches(|c: char| c == '-' || c.is_whitespace());
            Tag { says, place: start..end }
        })
        .collect()
}

/// All branches of a template, in the order of their ends.
fn branches(text: &str) -> Vec<Branch> {
    let mut open: Vec<Tag<'_>> = Vec::new();
    let mut found = Vec::new();
    for tag in tags(text) {
        let word = tag.says.split(' ').next().unwrap_or_default();
        if matches!(word, "elif" | "else" | "endif" | "endfor") {
            let start = open.pop().expect("what is closed was opened");
            found.push(Branch {
                line: text[..start.place.start].matches('\n').count() + 1,
                tag: start.says.to_owned(),
                body: start.place.end..tag.place.start,
            });
        }
        match word {
            "if" | "for" | "elif" | "else" => open.push(tag),
            "endif" | "endfor" | "include" => {}
            other => panic!("a template here has no `{other}`"),
        }
    }
    assert!(open.is_empty(), "every branch ends");
    found
}

/// An example and the templates that make its Dockerfile.
struct Made {
    example: Example,
    by: Vec<String>,
}

/// All examples, and the library after each was compiled with it: it has read every preset, and its copies need not do so again.
fn made() -> (Library, Vec<Made>) {
    let library = Library::builtin();
    let all = Example::all().into_iter().chain(packages::locked()).map(|example| {
        let compiled = example.compile(&library, example.lock().as_ref(), Pinning::default());
        let manifest = compiled.is_ok().then(|| example.manifest.text()).expect("an example compiles");
        let languages = library.languages();
        let language = languages.iter().find(|l| manifest.contains(&format!("language = \"{l}\"")));
        let templates = library.templates(language.expect("an app has a language"));
        let by = templates.iter().map(|(name, _)| (*name).to_owned()).collect();
        Made { example, by }
    });
    let all = all.collect();
    (library, all)
}

/// Whether some example needs the branch. The one that did goes to the front: it often needs the next one, too.
fn reached(library: &Library, name: &str, text: &str, branch: &Branch, all: &mut [Made]) -> bool {
    let trapped = format!("{}{{{{ {TRAP} }}}}{}", &text[..branch.body.start], &text[branch.body.end..]);
    let library = library
        .clone()
        .with(BTreeMap::from([(name.to_owned(), trapped)]))
        .expect("one template is not too large");
    let found = all.iter().position(|made| {
        let result = made.by.iter().any(|by| by == name).then(|| {
            let lock = made.example.lock();
            made.example.compile(&library, lock.as_ref(), Pinning::default())
        });
        result.and_then(Result::err).is_some_and(|e| {
            assert!(e.message.contains(TRAP), "{name}:{}: {}", branch.line, e.message);
            true
        })
    });
    found.inspect(|at| all[..=*at].rotate_right(1)).is_some()
}

#[test]
fn every_branch_of_every_template_is_reached_by_an_example() {
    let (library, mut all) = made();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut count = 0;
    let mut unreached = Vec::new();
    for entry in fs::read_dir(folder).expect("templates/ is there") {
        let path = entry.expect("templates/ can be read").path();
        let name = path.file_name().and_then(|n| n.to_str()).expect("names are UTF-8");
        let text = fs::read_to_string(&path).expect("a template is UTF-8");
        for branch in branches(&text) {
            count += 1;
            if !reached(&library, name, &text, &branch, &mut all) {
                unreached.push(format!(
                    "templates/{name}:{}: {{% {} %}} is reached by no example",
                    branch.line, branch.tag
                ));
            }
        }
    }
    assert!(count > 50, "only {count} branches were found");
    unreached.sort();
    nothing_wrong(&unreached);
}
