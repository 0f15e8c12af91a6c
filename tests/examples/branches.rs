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

fn reached(name: &str, text: &str, branch: &Branch, examples: &[Example]) -> bool {
    let trapped = format!("{}{{{{ {TRAP} }}}}{}", &text[..branch.body.start], &text[branch.body.end..]);
    let library = Library::builtin()
        .with(BTreeMap::from([(name.to_owned(), trapped)]))
        .expect("one template is not too large");
    let meant = name.strip_suffix(".Dockerfile.tera");
    let languages = library.languages();
    let built_as = |example: &Example| {
        languages
            .iter()
            .find(|l| example.manifest.text().contains(&format!("language = \"{l}\"")))
    };
    examples
        .iter()
        .filter(|example| meant.is_none_or(|m| built_as(example).is_some_and(|l| library.built_as(l) == m)))
        .any(|example| {
            let lock = example.lock();
            let result = example.compile(&library, lock.as_ref(), Pinning::default());
            result.is_err_and(|e| {
                assert!(e.message.contains(TRAP), "{name}:{}: {}", branch.line, e.message);
                true
            })
        })
}

#[test]
fn every_branch_of_every_template_is_reached_by_an_example() {
    let examples: Vec<Example> = Example::all().into_iter().chain(packages::locked()).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut count = 0;
    let mut unreached = Vec::new();
    for entry in fs::read_dir(folder).expect("templates/ is there") {
        let path = entry.expect("templates/ can be read").path();
        let name = path.file_name().and_then(|n| n.to_str()).expect("names are UTF-8");
        let text = fs::read_to_string(&path).expect("a template is UTF-8");
        for branch in branches(&text) {
            count += 1;
            if !reached(name, &text, &branch, &examples) {
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
