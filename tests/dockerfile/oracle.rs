//! BuildKit's own Go code as the judge: what it takes and refuses, where instructions end, what the image is. `tests/e2e/oracle.sh` builds it from
//! Debian's packages, names it in `BUILDKIT_ORACLE`, and runs the test here that is ignored otherwise.

use std::{collections::BTreeMap, env};

use hullwright::{
    dockerfile::{Body, Dockerfile, Keyword, Word},
    source::Span,
};

use crate::{
    buildkit::{Image, Verdict, ask},
    corpus::corpus,
    mutate::{Random, cases, mutant},
    parse,
};

/// What we and BuildKit say differently of a file, if anything.
fn difference(file: &Dockerfile, verdict: &Verdict) -> Option<String> {
    match (verdict.refused.as_str(), file.problems.first()) {
        ("", Some(problem)) => return Some(format!("only we refuse it: {}", problem.message)),
        (why, None) if !why.is_empty() => return Some(format!("only BuildKit refuses it: {why}")),
        ("", None) => {}
        _ => return None,
    }
    let theirs = verdict.nodes.as_deref().unwrap_or_default();
    if theirs.len() != file.instructions.len() {
        return Some(format!("instructions: {} here, {} there", file.instructions.len(), theirs.len()));
    }
    for (ours, theirs) in file.instructions.iter().zip(theirs) {
        let lines = (file.source.line(ours.span.start), file.source.line(ours.span.end));
        if lines != (theirs.start, theirs.end) || !ours.keyword.name().eq_ignore_ascii_case(&theirs.keyword) {
            return Some(format!("place of {}", theirs.keyword));
        }
        let inner = ours.onbuild().unwrap_or(ours);
        let heredocs: Vec<String> = inner
            .heredocs
            .iter()
            // tabs go later
            .map(|h| file.source.slice(h.body).to_owned())
            .collect();
        if ours.onbuild().is_none() && heredocs != theirs.heredocs.as_deref().unwrap_or_default() {
            return Some("here-documents".to_owned());
        }
        if ours.flags.len() != theirs.flags.as_deref().unwrap_or_default().len() {
            return Some("flags".to_owned());
        }
    }
    image(file, verdict.image.as_ref()?)
}

/// Why a difference is none, if it is none.
fn excuse(file: &Dockerfile, what: &str) -> Option<&'static str> {
    let within_onbuild = |span: Span| file.instructions.iter().any(|i| i.onbuild().is_some() && i.span.contains(span));
    if what == "flags" && file.source.text().bytes().any(|b| matches!(b, 0x85 | 0xa0)) {
        return Some("BuildKit cuts flags at bytes that are blanks in Latin-1, in the middle of a character");
    }
    if what.ends_with("invalid mount target \"/\"") {
        return Some("where a mount without a target lies is for the WORKDIR of the base image to say");
    }
    if what.starts_with("only BuildKit refuses it") && hangs_on_the_build(file) {
        return Some("a variable gets its value from the build or the base image, here from neither");
    }
    if !what.starts_with("only we refuse it") {
        return None;
    }
    if file.problems.iter().all(|p| within_onbuild(p.span)) {
        return Some("BuildKit reads a trigger when it fires: this one can never run");
    }
    let number = |message: &str| {
        message
            .strip_prefix("no stage `")
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    if file.problems.iter().all(|p| number(&p.message)) {
        return Some("BuildKit counts the images that COPY --from names as stages");
    }
    None
}

/// Whether a value that BuildKit looks at is known only to who builds.
fn hangs_on_the_build(file: &Dockerfile) -> bool {
    file.instructions.iter().enumerate().any(|(at, i)| {
        let mut words: Vec<&Word> = i.flags.iter().filter_map(|f| f.value.as_ref()).collect();
        match &i.body {
            Body::From(from) => words.push(&from.image),
            Body::Expose(all) => words.extend(all.iter().map(|e| &e.word)),
            Body::Volume(all) => words.extend(all),
            Body::Stopsignal(word) | Body::User(word) | Body::Workdir(word) => words.push(word),
            Body::Copy(copy) | Body::Add(copy) => words.extend(copy.sources.iter().chain([&copy.destination])),
            Body::Env(pairs) | Body::Arg(pairs) | Body::Label(pairs) => words.extend(pairs.iter().filter_map(|p| p.value.as_ref())),
            _ => {}
        }
        words.iter().any(|w| w.value.contains('$') && file.expand(w, at).is_none())
    })
}

/// What differs in the image of the last stage, as far as we say anything of it.
fn image(file: &Dockerfile, theirs: &Image) -> Option<String> {
    let stage = file.final_stage()?;
    let settings = [
        (Keyword::User, &theirs.user),
        (Keyword::Workdir, &theirs.working_dir),
        (Keyword::Stopsignal, &theirs.stop_signal),
    ];
    for (keyword, theirs) in settings {
        match file.setting(keyword, stage) {
            // we give a path without the slash behind it
            Some(setting)
                if setting
                    .value
                    .as_ref()
                    .is_some_and(|ours| ours.trim_end_matches('/') != theirs.trim_end_matches("/.").trim_end_matches('/')) =>
            {
                return Some(format!("{}: {:?} here, {theirs:?} there", keyword.name(), setting.value));
            }
            None if !matches!(theirs.as_str(), "" | "/") => return Some(format!("{}: nothing here, {theirs:?} there", keyword.name())),
            _ => {}
        }
    }
    None
}

#[test]
#[ignore = "needs BuildKit's own code: run tests/e2e/oracle.sh"]
fn buildkit_says_the_same() {
    let oracle = env::var("BUILDKIT_ORACLE").expect("BUILDKIT_ORACLE names the program that tests/e2e/oracle.sh builds");
    let count: usize = env::var("ORACLE_FILES").map_or(20_000, |n| n.parse().expect("a number"));
    let seed: u64 = env::var("ORACLE_SEED").map_or(1, |n| n.parse().expect("a number"));
    let cases = [cases(), corpus()].concat();
    let mut random = Random::new(seed);
    let mut texts = cases.clone();
    texts.extend((0..count).map(|_| mutant(&mut random, &cases)));
    let mut differences: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut excused: BTreeMap<&str, usize> = BTreeMap::new();
    let mut taken = 0;
    for (text, verdict) in texts.iter().zip(ask(&oracle, &texts)) {
        taken += usize::from(verdict.refused.is_empty());
        let file = parse(text);
        let Some(what) = difference(&file, &verdict) else { continue };
        match excuse(&file, &what) {
            Some(why) => *excused.entry(why).or_default() += 1,
            None => differences.entry(what).or_default().push(text),
        }
    }
    let differ: usize = differences.values().map(Vec::len).sum();
    println!("{} files, {taken} taken, {differ} differ; with a reason: {excused:#?}", texts.len());
    for (what, texts) in &differences {
        let shortest = texts.iter().min_by_key(|t| t.len()).expect("one");
        println!("\n{} x {what}\n{shortest:?}", texts.len());
    }
    assert!(taken > texts.len() / 20, "only {taken} were taken: this compares little");
    assert!(differences.is_empty(), "BuildKit says otherwise of {differ} files");
}
