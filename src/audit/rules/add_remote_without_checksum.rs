//! A file from the network that nobody compares with what it should be.

use std::cell::OnceCell;

use crate::{
    audit::{
        Hit, Policy, Rule,
        checksums::{Arguments, declared},
        commands::effective,
        copies::{SourceKind, source_kind},
    },
    dockerfile::{Body, Dockerfile, Instruction, Word},
    edit::Edit,
    finding::{Change, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "add-remote-without-checksum",
    severity: Severity::Warning,
    summary: "ADD fetches something without a checksum or commit",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    let arguments = OnceCell::new();
    for outer in &file.instructions {
        let instruction = effective(outer);
        let Body::Add(add) = &instruction.body else { continue };
        if instruction.flag("checksum").is_none() {
            let alone = add.sources.len() == 1 && std::ptr::eq(outer, instruction);
            let found = add.sources.iter().filter_map(|source| Some((source, unverified(source)?)));
            hits.extend(found.map(|(source, hit)| match alone {
                true => mend(file, instruction, source, arguments.get_or_init(|| Arguments::of(file)), hit),
                false => hit,
            }));
        }
    }
    hits
}

/// What it should be nobody knows here: the build has to be told.
fn mend(file: &Dockerfile, instruction: &Instruction, source: &Word, arguments: &Arguments<'_>, hit: Hit) -> Hit {
    if source_kind(&source.value) != SourceKind::Remote || source.value.contains('$') {
        return hit;
    }
    let name = arguments.name(&source.value);
    let flag = Edit::insert(instruction.keyword_span.end, format!(" --checksum=sha256:${{{name}}}"));
    hit.review_fix(
        "take it only if it has the SHA-256 that the build must be given",
        vec![declared(file, instruction, &name), flag],
    )
    .changing([Change::Added("ARG"), Change::Flags])
}

fn unverified(source: &Word) -> Option<Hit> {
    let written = shown(&source.value);
    match source_kind(&source.value) {
        SourceKind::Remote => Some(
            Hit::new(source.span, format!("`{written}` is fetched without a checksum"))
                .help("Add `--checksum=sha256:…`, taken from a copy that you looked at."),
        ),
        SourceKind::Repository if !names_commit(&source.value) => Some(
            Hit::new(source.span, format!("`{written}` is cloned without a commit"))
                .help("Write the full commit after `#`, or add `--checksum=` with it; a tag or branch can be moved."),
        ),
        _ => None,
    }
}

/// `…#<40 or 64 hexadecimal digits>[:folder]`, or the same as `?checksum=` or `?commit=`; a variable is taken to be one.
fn names_commit(source: &str) -> bool {
    let in_query = |key| source.split_once(key).map(|(_, value)| value);
    let fragment = source.split_once('#').map(|(_, fragment)| fragment);
    [fragment, in_query("checksum="), in_query("commit=")]
        .into_iter()
        .flatten()
        .any(|name| {
            let name = name.split([':', '&']).next().unwrap_or_default();
            let hex = matches!(name.len(), 40 | 64) && name.bytes().all(|b| b.is_ascii_hexdigit());
            hex || name.contains('$')
        })
}
