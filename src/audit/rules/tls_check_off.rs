//! Package managers and runtimes that are told to trust any server.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls, calls_in, effective},
        cuts::{without_call, without_pair, without_word},
        texts::places,
        writings::writings,
    },
    dockerfile::{Body, Dockerfile, shell::ShellWord},
    edit::Edit,
    finding::{Change, Confidence, Severity},
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "tls-check-off",
    severity: Severity::Error,
    summary: "a tool is told not to check servers' certificates",
    check,
};

/// Variables that switch the check off when they hold one of these values; an empty list means any value but an empty or negative one.
const VARIABLES: &[(&str, &[&str])] = &[
    ("COMPOSER_DISABLE_TLS", &[]),
    ("GIT_SSL_NO_VERIFY", &[]),
    ("GOFLAGS", &["-insecure"]),
    ("GOINSECURE", &[]),
    ("NODE_TLS_REJECT_UNAUTHORIZED", &["0"]),
    ("NPM_CONFIG_STRICT_SSL", &["false", "0"]),
    ("PIP_TRUSTED_HOST", &[]),
    ("PYTHONHTTPSVERIFY", &["0"]),
    ("UV_INSECURE_HOST", &[]),
    ("YARN_ENABLE_STRICT_SSL", &["false", "0"]),
    ("YARN_STRICT_SSL", &["false", "0"]),
];

/// Settings files by the end of their names, and the key in them that has the check done.
const FILES: &[(&str, &str)] = &[
    (".repo", "sslverify"),
    ("condarc", "ssl_verify"),
    ("curlrc", "insecure"),
    ("dnf.conf", "sslverify"),
    ("gemrc", "ssl_verify_mode"),
    ("gitconfig", "sslverify"),
    ("npmrc", "strict-ssl"),
    ("pip.conf", "trusted-host"),
    ("wgetrc", "check_certificate"),
    ("yarnrc", "strict-ssl"),
    ("yum.conf", "sslverify"),
];
/// Texts that mean it wherever they stand, PowerShell's and apt's, and what follows where any certificate is taken.
const ANYWHERE: &[(&str, &str)] = &[
    ("-SkipCertificateCheck", ""),
    ("ServerCertificateValidationCallback", "$true"),
    ("::Verify-Host \"false\"", ""),
    ("::Verify-Peer \"false\"", ""),
];

/// How far behind a name its value is looked for.
const NEAR: usize = 100;

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let mut hits = Vec::new();
    for writing in writings(file) {
        if let Some((_, key)) = FILES.iter().find(|(end, _)| writing.path.ends_with(end)) {
            let off = writing.lines(file).filter(|(line, ..)| is_off(line, key));
            hits.extend(off.map(|(line, span, _)| hit(line, span).confidence(Confidence::Heuristic)));
        }
    }
    for (text, then) in ANYWHERE {
        let told = places(file, text).filter(|place| {
            let below = file.source.text().get(place.end..).unwrap_or_default();
            let near: String = below.chars().take(NEAR).take_while(|c| !matches!(c, '}' | ';' | '\n')).collect();
            !near.starts_with(":$false") && near.to_ascii_lowercase().contains(then)
        });
        hits.extend(told.map(|place| hit(text, place)));
    }
    for instruction in file.instructions.iter().map(effective) {
        if let Body::Env(pairs) | Body::Arg(pairs) = &instruction.body {
            let off = pairs
                .iter()
                .filter(|pair| pair.value.as_ref().is_some_and(|value| switches_off(&pair.key.value, &value.value)));
            hits.extend(off.map(|pair| {
                let hit = hit(&pair.key.value, pair.span);
                mended(
                    hit,
                    without_pair(file, instruction, pairs, pair).map(|(edit, change)| (edit, vec![change])),
                )
            }));
        }
    }
    let some = file.may_call(TOOLS);
    for call in calls(file).chain(started(file)) {
        let set = call.command.assignments.iter().filter(|a| switches_off(&a.name, &a.value.value));
        hits.extend(set.map(|assignment| {
            let next = call
                .command
                .words
                .first()
                .map(|program| Span::new(assignment.span.start, program.span.start));
            let alone = call.command.assignments.len() == 1;
            let cut = next.filter(|_| alone).map(|span| (Edit::delete(span), vec![Change::Words]));
            mended(hit(&assignment.name, assignment.span), cut)
        }));
        if !some {
            continue;
        }
        hits.extend(option(&call).map(|word| mended(hit(&word.value, word.span), without(file, &call, word))));
    }
    hits
}

/// What the shell of CMD and ENTRYPOINT calls when the container starts.
fn started(file: &Dockerfile) -> impl Iterator<Item = Call<'_>> {
    let scripts = file.instructions.iter().map(effective).enumerate().filter_map(|(at, instruction)| {
        let starts = matches!(instruction.body, Body::Cmd(_) | Body::Entrypoint(_));
        instruction.script().filter(|_| starts).map(|script| (at, script))
    });
    scripts.flat_map(|(at, script)| calls_in(at, script))
}

/// Whether a line of a settings file switches the check off: `key = 0`, `key: false`, `key off`; curl's and pip's keys by being there.
fn is_off(line: &str, key: &str) -> bool {
    let line = line.to_ascii_lowercase();
    let separator = |c: char| matches!(c, '=' | ':' | ' ' | '\t');
    let word = line.trim_start_matches(['-', ':']);
    let (name, value) = word.split_once(separator).unwrap_or((word, ""));
    let value = value.trim_matches(separator);
    match key {
        "insecure" => (name == key && !is_no(value)) || line == "-k",
        "trusted-host" => name == key && !value.is_empty(),
        _ => name == key && is_no(value),
    }
}

fn is_no(value: &str) -> bool {
    matches!(value, "false" | "0" | "no" | "off")
}

fn hit(what: &str, span: Span) -> Hit {
    Hit::new(
        span,
        format!(
            "`{}` switches off the check of certificates: anybody in between can answer",
            shown(what)
        ),
    )
    .help("Leave it out; if the server has a certificate of your own authority, add that authority's certificate.")
}

fn mended(hit: Hit, cut: Option<(Edit, Vec<Change>)>) -> Hit {
    match cut {
        Some((edit, changes)) => hit.review_fix("check certificates", vec![edit]).changing(changes),
        None => hit,
    }
}

/// Takes the option out, with its value if that is the next word; or the whole call, if it does nothing but set this.
fn without(file: &Dockerfile, call: &Call<'_>, word: &ShellWord) -> Option<(Edit, Vec<Change>)> {
    let words = call.arguments();
    if matches!(words.first().map(|w| w.value.as_str()), Some("config")) || call.program() == "export" && words.len() == 1 {
        return without_call(file, call);
    }
    let at = words.iter().position(|w| w.span == word.span)?;
    let before = at
        .checked_sub(1)
        .and_then(|at| words.get(at))
        .filter(|w| matches!(w.value.as_str(), "-c" | "-o"));
    let value = words
        .get(at + 1)
        .filter(|_| matches!(word.value.as_str(), "--trusted-host" | "--allow-insecure-host"));
    let span = before.map_or(word.span, |w| w.span.to(word.span));
    let span = value.map_or(span, |w| span.to(w.span));
    word.value.starts_with('-').then_some(()).or(before.map(|_| ()))?;
    Some((without_word(file, span), vec![Change::Words]))
}

fn switches_off(name: &str, value: &str) -> bool {
    let known = VARIABLES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    known.is_some_and(|(_, values)| match values {
        [] => !matches!(value, "" | "0" | "false" | "no"),
        values => values.contains(&value),
    })
}

/// The programs that have one.
const TOOLS: &[crate::dockerfile::Name] = crate::names![
    "git",
    "npm",
    "yarn",
    "pnpm",
    "pip",
    "uv",
    "python",
    "conda",
    "mamba",
    "micromamba",
    "bundle",
    "composer",
    "yum",
    "dnf",
    "microdnf",
    "dnf5",
    "yum-config-manager",
    "apt-get",
    "apt",
    "helm",
    "kubectl",
    "oc",
    "skopeo",
    "podman",
    "buildah",
    "go",
    "export",
];

/// The word of a call that switches the check off.
fn option<'a>(call: &Call<'a>) -> Option<&'a ShellWord> {
    let word = |test: fn(&str) -> bool| call.arguments().iter().find(|w| test(&w.value.to_ascii_lowercase()));
    let pair = |key: &str, off: fn(&str) -> bool| {
        let key = call.arguments().iter().position(|w| w.value.eq_ignore_ascii_case(key))?;
        let value = call.arguments().get(key + 1)?;
        off(&value.value).then_some(value)
    };
    match call.program() {
        "git" => pair("http.sslverify", is_no).or_else(|| word(|w| w == "http.sslverify=false" || w == "http.sslverify=0")),
        "npm" | "yarn" | "pnpm" => pair("strict-ssl", is_no)
            .or_else(|| pair("enableStrictSsl", is_no))
            .or_else(|| word(|w| matches!(w, "strict-ssl=false" | "--strict-ssl=false" | "--no-strict-ssl"))),
        "pip" | "pip3" | "uv" | "python" | "python3" => word(|w| w.starts_with("--trusted-host") || w.starts_with("--allow-insecure-host"))
            .or_else(|| word(|w| w.ends_with(".trusted-host")).filter(|_| call.argument("set").is_some())),
        "conda" | "mamba" | "micromamba" => pair("ssl_verify", is_no),
        "bundle" => pair("ssl_verify_mode", |v| v == "0"),
        "composer" => pair("disable-tls", |v| v == "true"),
        "yum" | "dnf" | "microdnf" | "dnf5" | "yum-config-manager" => word(|w| {
            let set = w.rsplit_once("sslverify=");
            set.is_some_and(|(before, value)| is_no(value) && (before.is_empty() || before.ends_with(['=', '.'])))
        }),
        "apt-get" | "apt" => word(|w| w.ends_with("verify-peer=false") || w.ends_with("verify-host=false")),
        "helm" | "kubectl" | "oc" => word(|w| matches!(w, "--insecure-skip-tls-verify" | "--insecure-skip-tls-verify=true")),
        "skopeo" | "podman" | "buildah" => word(|w| w.starts_with("--") && w.ends_with("tls-verify=false")),
        "go" if call.argument("get").is_some() => word(|w| w == "-insecure"),
        "go" | "export" => call
            .arguments()
            .iter()
            .find(|w| w.value.split_once('=').is_some_and(|(name, value)| switches_off(name, value))),
        _ => None,
    }
}
