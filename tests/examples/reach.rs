//! Whatever a preset offers is used by some example, or stands here with a reason.

use std::collections::BTreeSet;

use hullwright::compile::Library;

use crate::example::Example;

/// What no example uses, and why.
const UNUSED: [(&str, &str); 59] = [
    (
        "bun framework next",
        "as node's next-start, in a table of names and folders; tests/init/cases/bun-next holds the lines",
    ),
    ("bun framework sveltekit", "as adonis"),
    (
        "bun manager bun-unlocked",
        "the same steps with another command, as node-npm-unlocked has them",
    ),
    (
        "dart framework shelf",
        "its lock file needs the index of packages, which was not within reach",
    ),
    (
        "elixir framework phoenix",
        "its lock file needs the index of packages, which was not within reach",
    ),
    (
        "node framework adonis",
        "only names and folders are its own, no branch of a template; docs/real-projects/node.md says which were built",
    ),
    ("node framework angular-ssr", "as adonis"),
    ("node framework koa", "it only says that the project serves"),
    (
        "node manager yarn-3",
        "node-yarn-berry with another last step; discord-birthday-bot in docs/real-projects/fifth.md was built with it",
    ),
    (
        "go manager none",
        "another variable than with modules; GoLang-Guestbook in docs/real-projects/eleventh.md was built with it",
    ),
    ("java framework war", "nothing of it starts by itself: it only says so"),
    ("node framework remix", "as adonis"),
    ("node framework strapi", "as adonis"),
    ("node framework sveltekit-bare", "it is refused, with what is missing"),
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
    ("python framework panel", "as dash"),
    ("python framework pyramid", "as dash"),
    ("python framework shiny", "as dash"),
    (
        "python manager conda",
        "where it stays the manager, it is refused, with what to do instead",
    ),
    ("python framework gradio", "as dash"),
    ("python framework litestar", "as dash"),
    ("python framework quart", "as dash"),
    ("python framework sanic", "as dash"),
    (
        "rust manager cargo-unlocked",
        "an example without a lock would not be built the same twice; tests/init/cases/rust-no-lock compiles one",
    ),
    (
        "static-site framework angular",
        "only names and folders are its own, no branch of a template; docs/real-projects/static.md says which were built",
    ),
    (
        "static-site framework browser-sync",
        "only names and folders are its own, no branch of a template; docs/real-projects/eighteenth.md says which was built",
    ),
    (
        "static-site framework create-react-app",
        "only names and folders are its own, no branch of a template; docs/real-projects/static.md says which were built",
    ),
    (
        "static-site framework docusaurus",
        "only names and folders are its own, no branch of a template; docs/real-projects/static.md says which were built",
    ),
    (
        "static-site framework eleventy",
        "only names and folders are its own, no branch of a template; docs/real-projects/static.md says which were built",
    ),
    (
        "static-site framework gatsby",
        "only names and folders are its own, no branch of a template; docs/real-projects/static.md says which were built",
    ),
    (
        "static-site framework hexo",
        "only names and folders are its own, no branch of a template; docs/real-projects/static.md says which were built",
    ),
    (
        "static-site framework next-export",
        "only names and folders are its own, no branch of a template; docs/real-projects/static.md says which were built",
    ),
    (
        "static-site framework parcel",
        "only names and folders are its own, no branch of a template; docs/real-projects/static.md says which were built",
    ),
    (
        "static-site framework sveltekit-static",
        "only names and folders are its own, no branch of a template; docs/real-projects/static.md says which were built",
    ),
    (
        "static-site framework vitepress",
        "only names and folders are its own, no branch of a template; docs/real-projects/static.md says which were built",
    ),
    (
        "static-site framework vue-cli",
        "only names and folders are its own, no branch of a template; docs/real-projects/static.md says which were built",
    ),
    (
        "static-site framework vuepress",
        "only names and folders are its own, no branch of a template; docs/real-projects/static.md says which were built",
    ),
    ("static-site manager npm-unlocked", "as bun-unlocked"),
    ("static-site manager yarn", "the steps are those of node-yarn-berry"),
    ("ruby framework sinatra", "as rails"),
    ("static-site framework ember", "as angular"),
    ("node framework waku", "as next-start, with development dependencies"),
    ("node framework nitro", "the steps are those of nuxt"),
    ("node framework qwik", "as express, with folders of its own"),
    ("node framework qwik-bare", "it is refused, with what to do about it"),
    ("static-site framework react-router-spa", "as angular"),
    ("static-site framework preact-cli", "as angular"),
    ("static-site framework quasar", "as angular"),
    ("static-site framework rsbuild", "as angular"),
    ("static-site framework rspack", "as angular"),
    ("static-site framework rspress", "as angular"),
    ("static-site framework slidev", "as angular"),
    ("static-site framework webpack", "as angular"),
    (
        "swift framework hummingbird",
        "its lock file needs repositories that were not within reach",
    ),
    ("swift framework vapor", "as hummingbird"),
];

#[test]
fn every_language_manager_base_and_framework_is_used() {
    let library = Library::builtin();
    let used: BTreeSet<String> = Example::all()
        .iter()
        .flat_map(|example| {
            let made = example.compiled();
            let plan = made.plan();
            let language = library.built_as(&plan.language);
            [
                plan.language.clone(),
                language.to_owned(),
                format!("{language} manager {}", plan.manager),
                format!("{language} base {}", plan.base),
                format!("{language} framework {}", plan.framework),
            ]
        })
        .collect();
    let mut unused = BTreeSet::new();
    for language in library.languages() {
        let preset = library
            .preset(language)
            .expect("a built-in preset is well-formed")
            .expect("it is there");
        let managers = preset.managers.iter().map(|m| format!("{language} manager {}", m.name));
        let bases = preset.bases.iter().map(|b| format!("{language} base {}", b.name));
        let frameworks = preset.frameworks.iter().map(|f| format!("{language} framework {}", f.name));
        let all = managers.chain(bases).chain(frameworks).chain([language.to_owned()]);
        // What a language takes over from another one is used by that one's examples.
        let own = library.built_as(language) == language;
        unused.extend(
            all.filter(|offered| own || offered == language)
                .filter(|offered| !used.contains(offered)),
        );
    }
    let excused: BTreeSet<String> = UNUSED.iter().map(|(what, _)| (*what).to_owned()).collect();
    assert_eq!(unused, excused, "left: no example uses it; right: excused above");
}
