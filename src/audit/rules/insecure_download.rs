//! Downloads that take any certificate.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls_of, effective},
        downloads::{addresses, curl_switch, is_local},
    },
    dockerfile::{Body, Dockerfile, Pair, shell::ShellWord},
    edit::Edit,
    finding::{Confidence, Severity},
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "insecure-download",
    severity: Severity::Error,
    summary: "curl, wget or another downloader does not check the server's certificate",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = held(file);
    hits.extend(
        calls_of(
            file,
            crate::names!["curl", "wget", "wget2", "axel", "aria2c", "http", "https", "xh", "xhs"],
        )
        .filter_map(|call| {
            let option = unchecked(&call)?;
            let local = addresses(&call).all(|word| is_local(&word.value)) && addresses(&call).next().is_some();
            (!local).then(|| {
                let written = shown(&option.value);
                Hit::new(
                    option.span,
                    format!("`{written}` switches off the check of the certificate: anybody in between can answer"),
                )
                .review_fix("check the certificate", vec![without(file, &call, option)])
            })
        }),
    );
    hits
}

/// Options that wait in a variable which is named after the program.
fn held(file: &Dockerfile) -> Vec<Hit> {
    let unchecked = |pair: &&Pair| {
        let of = |program: &str, options: &[&str]| {
            let value = pair
                .value
                .as_ref()
                .filter(|value| value.value.contains('-') && pair.key.value.to_ascii_lowercase().contains(program));
            value.is_some_and(|value| value.value.split_ascii_whitespace().any(|word| options.contains(&word)))
        };
        of("curl", &["-k", "--insecure"]) || of("wget", &["--no-check-certificate"]) || of("aria2", &["--check-certificate=false"])
    };
    let pairs = file
        .instructions
        .iter()
        .map(effective)
        .flat_map(|instruction| match &instruction.body {
            Body::Env(pairs) | Body::Arg(pairs) => pairs.as_slice(),
            _ => &[],
        });
    let found = pairs.filter(unchecked).map(|pair| {
        let message = "these options switch off the check of the certificate: anybody in between can answer";
        Hit::new(pair.span, message)
            .confidence(Confidence::Heuristic)
            .help("Leave the option out; an authority of one's own belongs among those that the image trusts.")
    });
    found.collect()
}

fn unchecked<'a>(call: &Call<'a>) -> Option<&'a ShellWord> {
    match call.program() {
        "curl" => curl_switch(call, 'k')
            .or_else(|| call.argument("--insecure"))
            .or_else(|| call.argument("--proxy-insecure")),
        "wget" | "wget2" => call.argument("--no-check-certificate"),
        "axel" => call.option(Some('k'), "insecure"),
        "aria2c" => call.argument("--check-certificate=false"),
        "http" | "https" | "xh" | "xhs" => ["--verify=no", "--verify=false"].iter().find_map(|off| call.argument(off)),
        _ => None,
    }
}

/// Takes the option out, or its letter out of a cluster.
fn without(file: &Dockerfile, call: &Call<'_>, option: &ShellWord) -> Edit {
    let written = file.source.slice(option.span);
    if !written.starts_with("--") && written != "-k" {
        return Edit::replace(option.span, written.replacen('k', "", 1));
    }
    let before = call.words.iter().rev().find(|word| word.span.end < option.span.start);
    let start = before.map_or(option.span.start, |word| word.span.end);
    let gap = Span::new(start, option.span.start);
    let blank = file.source.slice(gap).bytes().all(|b| b == b' ');
    Edit::delete(if blank { gap.to(option.span) } else { option.span })
}
