//! Downloads over HTTP without TLS.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{calls, calls_in, effective, scripts},
        downloads::{addresses, goes_in_the_clear, is_download, is_local, is_verification},
    },
    dockerfile::{Body, Dockerfile},
    edit::Edit,
    finding::Severity,
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "plain-http",
    severity: Severity::Warning,
    summary: "something is fetched over HTTP without TLS",
    check,
};

/// Variables that say where package managers fetch from.
const INDEXES: &[&str] = &[
    "GOPROXY",
    "NPM_CONFIG_REGISTRY",
    "PIP_EXTRA_INDEX_URL",
    "PIP_INDEX_URL",
    "UV_DEFAULT_INDEX",
    "UV_INDEX_URL",
    "YARN_NPM_REGISTRY_SERVER",
    "YARN_REGISTRY",
];

/// Programs that take code or packages from an address among their arguments.
const FETCHERS: &[&str] = &[
    "bundle",
    "cargo",
    "composer",
    "conda",
    "gem",
    "git",
    "go",
    "helm",
    "hg",
    "kubectl",
    "mamba",
    "micromamba",
    "mvn",
    "mvnw",
    "npm",
    "pip",
    "pip3",
    "pnpm",
    "svn",
    "uv",
    "yarn",
];

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    if !["http://", "http ", "xh "].iter().any(|word| file.source.contains(word)) {
        return hits;
    }
    for instruction in file.instructions.iter().map(effective) {
        if let Body::Env(pairs) | Body::Arg(pairs) = &instruction.body {
            let indexes = pairs
                .iter()
                .filter(|pair| INDEXES.iter().any(|name| pair.key.value.eq_ignore_ascii_case(name)));
            let values = indexes.filter_map(|pair| pair.value.as_ref());
            hits.extend(values.filter_map(|value| hit(file, &value.value, value.span)));
        }
        if let Body::Add(add) = &instruction.body
            && instruction.flag("checksum").is_none()
        {
            hits.extend(add.sources.iter().filter_map(|source| hit(file, &source.value, source.span)));
        }
    }
    for (at, _, script) in scripts(file) {
        if calls_in(at, script).any(|call| is_verification(&call)) {
            continue;
        }
        for call in calls_in(at, script) {
            if is_download(&call) {
                hits.extend(addresses(&call).filter_map(|word| {
                    let in_the_clear = goes_in_the_clear(&call, &word.value).then(|| clear(&word.value, word.span));
                    in_the_clear.or_else(|| hit(file, &word.value, word.span))
                }));
            }
        }
    }
    for call in calls(file).filter(|call| FETCHERS.contains(&call.program())) {
        let value = |word: &str| {
            word.find("http://")
                .filter(|at| *at == 0 || word.starts_with("--") || word.starts_with("-D"))
        };
        let words = call.arguments();
        // a proxy passes TLS on
        let proxy = |word: &str| word.to_ascii_lowercase().contains("proxy");
        let before = words.iter().map(|w| w.value.as_str());
        let named = words.iter().zip([""].into_iter().chain(before)).filter(|(word, before)| {
            let name = word.value.split('=').next().unwrap_or_default();
            !(proxy(before) || proxy(name) && name.len() < word.value.len())
        });
        hits.extend(named.filter_map(|(word, _)| hit(file, word.value.get(value(&word.value)?..)?, word.span)));
    }
    hits
}

fn hit(file: &Dockerfile, address: &str, span: Span) -> Option<Hit> {
    let plain = address.starts_with("http://") && !address.starts_with("http://$") && !is_local(address);
    let at = file.source.slice(span).find("http://").map(|at| span.start + at + "http".len());
    plain.then(|| {
        let hit = clear(address, span);
        match at {
            Some(at) => hit.review_fix("fetch it over TLS", vec![Edit::insert(at, "s")]),
            None => hit,
        }
    })
}

fn clear(address: &str, span: Span) -> Hit {
    let message = format!("`{}` is fetched in the clear: anybody in between can change it", shown(address));
    Hit::new(span, message).help("Use https, or check what arrives against a checksum.")
}
