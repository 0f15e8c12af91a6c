//! Files with one weakness each, and files with none: the folder's name begins with the number of the weakness in the list of all that are
//! known of. The comments of a file say what must be found, and where: `# expect: rule`, `# at: text`, and what the audit is told.

use std::{collections::BTreeSet, fs, path::Path};

use hullwright::{
    audit::{Level, Policy},
    finding::Finding,
};

use super::{brief, findings, folder, names};

/// A file and what its comments say.
pub struct Case {
    pub name: String,
    text: String,
}

impl Case {
    pub fn says(&self, key: &str) -> Option<&str> {
        let start = format!("# {key}: ");
        self.text.lines().find_map(|line| line.strip_prefix(&start))
    }

    fn policy(&self) -> Policy {
        let mut policy = Policy {
            allow_registries: self.says("allow").into_iter().map(str::to_owned).collect(),
            required_labels: self.says("label").into_iter().map(str::to_owned).collect(),
            today: Some("2026-11-22".parse().expect("a day")),
            ..Policy::default()
        };
        policy.levels.extend(self.says("ask").map(|rule| (rule.to_owned(), Level::Warning)));
        policy
    }
}

/// The Dockerfile of each folder of a folder, in order.
pub fn cases(folder_name: &str) -> Vec<Case> {
    let mut names: Vec<_> = fs::read_dir(folder(folder_name))
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("a plain name"))
        .collect();
    names.sort();
    let text = |name: &str| fs::read_to_string(folder(folder_name).join(name).join("Dockerfile")).expect("a Dockerfile in each folder");
    names.into_iter().map(|name| Case { text: text(&name), name }).collect()
}

/// What is wrong with the findings of a file that has one weakness.
fn complaint(case: &Case, found: &[Finding]) -> Option<String> {
    let expected = case.says("expect").expect("a line `# expect: rule`");
    let at = case.says("at").expect("a line `# at: what is underlined`");
    let first_line = |place: &hullwright::finding::Place| {
        let text = place.source.slice(place.span);
        text.lines().next().unwrap_or_default().trim_end_matches([' ', '\\']).to_owned()
    };
    // the dots stand for what no comment should repeat, a token above all
    let is_there = |text: &str| match at.strip_suffix('…') {
        Some(start) => text.starts_with(start),
        None => text == at.trim_end_matches([' ', '\\']),
    };
    let placed = found.iter().any(|f| {
        let related = case
            .says("related")
            .is_none_or(|text| f.related.iter().any(|r| first_line(&r.place) == text));
        f.rule == expected && is_there(&first_line(&f.place)) && related
    });
    let right = names(found) == BTreeSet::from([expected]) && placed;
    (!right).then(|| format!("{}: {expected} at `{at}`\n{}", case.name, brief(found)))
}

#[test]
fn each_weakness_is_named_for_what_it_is_and_nothing_else_is_found() {
    let cases = cases("tests/weaknesses");
    assert!(cases.len() >= 160, "only {} files", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|case| complaint(case, &findings(&case.text, &case.policy())))
        .collect();
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn clean_files_are_silent() {
    let mut paths: Vec<_> = fs::read_dir(folder("tests/clean"))
        .expect("the folder is there")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    assert!(paths.len() >= 10, "only {} files", paths.len());
    let policy = Policy {
        today: Some("2026-11-22".parse().expect("a day")),
        ..Policy::default()
    };
    let audited = paths.iter().map(|path: &std::path::PathBuf| {
        let text = fs::read_to_string(Path::new(path)).expect("a text");
        (path.display().to_string(), findings(&text, &policy))
    });
    let loud: String = audited
        .filter(|(_, found)| !found.is_empty())
        .map(|(path, found)| path + "\n" + &brief(&found))
        .collect();
    assert!(loud.is_empty(), "{loud}");
}
