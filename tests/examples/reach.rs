//! Whatever a preset offers is used by some example, or stands here with a reason.

use std::collections::BTreeSet;

use hullwright::compile::Library;

use crate::example::Example;

/// What no example uses, and why.
const UNUSED: [(&str, &str); 12] = [
    (
        "elixir framework phoenix",
        "its lock file needs the index of packages, which was not within reach",
    ),
    ("node framework nuxt", "its lock file would be longer than all others together"),
    (
        "php framework laravel",
        "its lock file needs the index of PHP packages, which was not within reach",
    ),
    ("php framework symfony", "as laravel"),
    (
        "ruby framework rails",
        "its lock file needs the index of gems, which was not within reach",
    ),
    (
        "python framework dash",
        "reaches the same branches as flask; its lock would be long",
    ),
    ("python framework falcon", "as dash"),
    ("python framework gradio", "as dash"),
    ("python framework litestar", "as dash"),
    ("python framework quart", "as dash"),
    ("python framework sanic", "as dash"),
    (
        "rust manager cargo-unlocked",
        "an example without a lock would not be built the same twice; tests/init/cases/rust-no-lock compiles one",
    ),
];

#[test]
fn every_language_manager_base_and_framework_is_used() {
    let used: BTreeSet<String> = Example::all()
        .iter()
        .flat_map(|example| {
            let made = example.compiled();
            let plan = made.plan();
            let language = &plan.language;
            [
                language.clone(),
                format!("{language} manager {}", plan.manager),
                format!("{language} base {}", plan.base),
                format!("{language} framework {}", plan.framework),
            ]
        })
        .collect();
    let mut unused = BTreeSet::new();
    let library = Library::builtin();
    for language in library.languages() {
        let preset = library
            .preset(language)
            .expect("a built-in preset is well-formed")
            .expect("it is there");
        let managers = preset.managers.iter().map(|m| format!("{language} manager {}", m.name));
        let bases = preset.bases.iter().map(|b| format!("{language} base {}", b.name));
        let frameworks = preset.frameworks.iter().map(|f| format!("{language} framework {}", f.name));
        let all = managers.chain(bases).chain(frameworks).chain([language.to_owned()]);
        unused.extend(all.filter(|offered| !used.contains(offered)));
    }
    let excused: BTreeSet<String> = UNUSED.iter().map(|(what, _)| (*what).to_owned()).collect();
    assert_eq!(unused, excused, "left: no example uses it; right: excused above");
}
