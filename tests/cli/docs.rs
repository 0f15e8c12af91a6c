//! The documents say what is so: the table of equivalents comes from the rules, and what is shown of settings is accepted.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use hullwright::audit::{self, RULES};

use crate::{
    golden::{differs, nothing_wrong},
    support::Folder,
};

fn document(name: &str) -> (PathBuf, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
    let text = fs::read_to_string(&path).expect("the document is there");
    (path, text)
}

/// How the part of a document begins that is made from the rules.
const MADE: &str = "<!-- made by `UPDATE_GOLDEN=1 cargo test --test cli docs`: from here on -->\n";

/// What hadolint has and we have not, and why. Whatever a rule's page names is left out of the list.
const WITHOUT: [(&str, &str); 15] = [
    (
        "DL1001",
        "ignores in comments are counted by `unused-ignore`, and forbidden by `inline-ignores`",
    ),
    ("DL3001 DL3003 DL3059 DL4001", "taste: the image is no worse for it"),
    (
        "DL3008 DL3018 DL3033 DL3037 DL3041",
        "exact versions of operating system packages rot: distributions take the old ones away. A digest of the base, and a snapshot where it must be exact",
    ),
    ("DL3010", "`ADD` that unpacks is a risk of its own: see `add-local`"),
    ("DL3021 DL3043 DL3061", "BuildKit refuses it: `syntax-error` says so"),
    ("DL3029", "a constant platform is right for many a build stage"),
    (
        "DL3042 DL3060",
        "a cache that is kept costs room, and cache mounts are the better way",
    ),
    ("DL3044 DL3065", "BuildKit's own checks say it"),
    ("DL3045", "without WORKDIR the base image decides, which is not known here"),
    ("DL3046", "a flag against one bug of one program"),
    ("DL3047", "only the log is longer for it"),
    (
        "DL3048 DL3050 DL3051 DL3052 DL3053 DL3054 DL3055 DL3056 DL3058",
        "the form of labels: `required-labels` asks only that they are there",
    ),
    ("DL3067", "to copy a whole root is a common way to make one layer of many"),
    ("DL4005", "`RUN ln -sf` on a shell works, if crudely"),
    ("SC1000 to SC3999", "ShellCheck is not built in; run it beside, if you like"),
];

/// A table for each tool: its ids, and our rules.
fn tables() -> String {
    let mut tools: BTreeMap<String, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    for rule in RULES {
        for (tool, id) in rule.equivalents() {
            let ids = tools.entry(tool.to_owned()).or_default();
            ids.entry(id).or_default().insert(rule.name);
        }
    }
    let count = tools.len();
    let mut out = String::new();
    // hadolint first: most come from there.
    let order = |tool: &String| (tool != "hadolint", tool.to_lowercase());
    let mut names: Vec<&String> = tools.keys().collect();
    names.sort_by_key(|tool| order(tool));
    assert!(count > 8 && tools["hadolint"].len() > 30, "{names:?}");
    for tool in names {
        let rows = tools[tool].iter().map(|(id, rules)| {
            let page = |rule: &&str| format!("[{rule}](../src/audit/rules/{}.md)", rule.replace('-', "_"));
            let rules: Vec<String> = rules.iter().map(page).collect();
            format!("| {id} | {} |\n", rules.join(", "))
        });
        out += &format!("\n## {tool}\n\n| {tool} | hullwright |\n|---|---|\n{}", rows.collect::<String>());
        if tool == "hadolint" {
            out += &without();
        }
    }
    out
}

fn without() -> String {
    let mut out = String::from("\nWhat hadolint has besides, and why it is not here:\n\n| hadolint | why not |\n|---|---|\n");
    for (ids, why) in WITHOUT {
        let open: Vec<&str> = ids
            .split(' ')
            .filter(|id| audit::equivalent_to("hadolint", id).next().is_none())
            .collect();
        if open.iter().any(|id| id.starts_with("DL") || id.starts_with("SC")) {
            out += &format!("| {} | {why} |\n", open.join(" "));
        }
    }
    out
}

#[test]
fn the_table_of_equivalents_is_that_of_the_rules() {
    let (path, text) = document("coming-from-hadolint.md");
    let (written, _) = text.split_once(MADE).expect("the mark is there");
    nothing_wrong(
        &differs(&path, &format!("{written}{MADE}{}", tables()))
            .into_iter()
            .collect::<Vec<_>>(),
    );
}

#[test]
fn every_id_of_the_table_is_understood_by_explain() {
    let folder = Folder::new();
    for (id, rule) in [
        ("DL3002", "root-user"),
        ("ckv_docker_3", "root-user"),
        ("AVD-DS-0002", "root-user"),
        ("fd54f200-402c-4333-a5a4-36ef6709af2f", "root-user"),
        ("JSONArgsRecommended", "shell-form-command"),
    ] {
        folder.run(&["explain", id]).is(0).says(rule);
    }
    folder
        .run(&["explain", "DL3008"])
        .is(2)
        .tells("error: there is no rule `DL3008`, and none that corresponds to it");
}

#[test]
fn the_policy_that_is_shown_is_accepted_and_the_comment_ignores() {
    let (_, text) = document("audit.md");
    let block = |kind: &str| -> String {
        let (_, rest) = text.split_once(&format!("\n```{kind}\n")).expect("there is such a block");
        rest.split("\n```").next().unwrap_or_default().to_owned() + "\n"
    };
    let folder = Folder::new();
    folder.write("Dockerfile", format!("FROM debian:13\n{}", block("dockerfile")));
    folder
        .run(&["audit"])
        .never("[pipe-to-shell]")
        .never("[root-user]")
        .never("[malformed-ignore]")
        .never("[unknown-rule]");
    folder.write("hullwright.toml", block("toml"));
    folder.run(&["audit"]).is(1).says("missing-label");
}

#[test]
fn every_command_and_flag_that_is_shown_is_there() {
    let (_, text) = document("audit.md");
    let folder = Folder::new();
    let help = folder.run(&["audit", "--help"]).is(0).stdout;
    let flags: BTreeSet<&str> = text
        .split(|c: char| !(c.is_ascii_lowercase() || c == '-'))
        .filter(|word| word.starts_with("--") && word.len() > 3)
        .collect();
    assert!(flags.len() >= 5, "{flags:?}");
    for flag in flags {
        assert!(help.contains(flag), "audit has no {flag}");
    }
}
