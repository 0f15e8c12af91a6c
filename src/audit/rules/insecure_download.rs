//! Downloads that take any certificate.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls},
        downloads::{addresses, curl_switch, is_local},
    },
    dockerfile::{Dockerfile, shell::ShellWord},
    edit::Edit,
    finding::Severity,
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "insecure-download",
    severity: Severity::Error,
    summary: "curl or wget does not check the server's certificate",
    page: include_str!("insecure_download.md"),
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    calls(file)
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
        })
        .collect()
}

fn unchecked<'a>(call: &Call<'a>) -> Option<&'a ShellWord> {
    match call.program() {
        "curl" => curl_switch(call, 'k')
            .or_else(|| call.argument("--insecure"))
            .or_else(|| call.argument("--proxy-insecure")),
        "wget" => call.argument("--no-check-certificate"),
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
