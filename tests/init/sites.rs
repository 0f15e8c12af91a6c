//! Makers of sites: a package among the dependencies, of either kind, says which folder the build leaves, and whether unknown paths get the first page.

use std::sync::Arc;

use hullwright::{
    compile::{Inputs, Library, Memory, Pinning, Plan, SwitchValue, outline},
    source::Source,
};

/// The package, the framework, the folder, and whether there is one page for all paths.
const MAKERS: [(&str, &str, &str, bool); 22] = [
    ("@11ty/eleventy", "eleventy", "_site", false),
    ("@angular/core", "angular", "dist/shop/browser", true),
    ("@docusaurus/core", "docusaurus", "build", false),
    ("@quasar/app-vite", "quasar", "dist/spa", true),
    ("@quasar/app-webpack", "quasar", "dist/spa", true),
    ("@rsbuild/core", "rsbuild", "dist", true),
    ("@rspack/cli", "rspack", "dist", true),
    ("@rspress/core", "rspress", "doc_build", false),
    ("@slidev/cli", "slidev", "dist", true),
    ("@sveltejs/adapter-static", "sveltekit-static", "build", false),
    ("@vue/cli-service", "vue-cli", "dist", true),
    ("astro", "astro", "dist", false),
    ("ember-source", "ember", "dist", true),
    ("gatsby", "gatsby", "public", false),
    ("hexo", "hexo", "public", false),
    ("html-webpack-plugin", "webpack", "dist", true),
    ("parcel", "parcel", "dist", true),
    ("preact-cli", "preact-cli", "build", true),
    ("react-scripts", "create-react-app", "build", true),
    ("rspress", "rspress", "doc_build", false),
    ("vite", "vite", "dist", true),
    ("vitepress", "vitepress", "docs/.vitepress/dist", false),
];

fn plan(dependency: &str, kind: &str) -> Plan {
    let package = format!(r#"{{ "scripts": {{ "build": "make-it" }}, "{kind}": {{ "{dependency}": "1.0.0" }} }}"#);
    let files = [
        ("package.json", package.as_str()),
        ("package-lock.json", "{}"),
        ("angular.json", r#"{ "projects": { "shop": {} } }"#),
        ("docs/.vitepress/config.js", ""),
        ("src/index.js", ""),
    ];
    // Files of one maker would speak for it beside another.
    let meant = |file: &str| match dependency {
        "@angular/core" => !file.starts_with("docs"),
        "vitepress" => file != "angular.json",
        _ => !file.starts_with("docs") && file != "angular.json",
    };
    let files = files.into_iter().filter(|(name, _)| meant(name));
    outline(Inputs {
        manifest: &Arc::new(Source::new("app.toml", "[app]\nname = \"shop\"\nlanguage = \"static-site\"\n")),
        lock: None,
        project: &Memory::new(files),
        library: &Library::builtin(),
        pinning: Pinning {
            locked: false,
            unpinned: true,
        },
    })
    .unwrap_or_else(|e| panic!("{dependency}: {e}"))
}

#[test]
fn each_maker_is_known_by_its_package_and_leaves_its_folder() {
    for (dependency, framework, site, fallback) in MAKERS {
        for kind in ["dependencies", "devDependencies"] {
            let plan = plan(dependency, kind);
            assert_eq!(plan.framework, framework, "{dependency} among {kind}");
            assert_eq!(
                plan.options["site"],
                SwitchValue::Text(site.to_owned()),
                "{dependency} among {kind}"
            );
            assert_eq!(plan.options["fallback"], SwitchValue::Bool(fallback), "{dependency} among {kind}");
        }
    }
}
