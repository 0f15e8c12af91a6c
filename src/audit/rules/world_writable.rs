//! Files that everybody may write.

use crate::{
    audit::{
        Hit, Policy, Rule,
        commands::{Call, calls_of},
        modes::modes,
        texts::{places, word_around},
        writings::writings,
    },
    dockerfile::{Dockerfile, shell::ShellWord},
    edit::Edit,
    finding::{Change, Severity},
    source::Span,
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "world-writable",
    severity: Severity::Warning,
    summary: "files are made writable for everybody",
    check,
};

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    let unmasked = calls_of(file, crate::names!["umask"])
        .filter_map(|call| open_mask(&call))
        .map(|mask| {
            let hit = Hit::new(
                mask.span,
                format!(
                    "what is made under umask `{}` can be written by every user and every process",
                    shown(&mask.value)
                ),
            );
            hit.review_fix("let only the owner write: 022", vec![Edit::replace(mask.span, "022")])
                .changing([Change::Words])
        });
    let modes = modes(file).into_iter().filter(|mode| mode.world_writable()).map(|mode| {
        let written = shown(&mode.text);
        let hit = Hit::new(mode.span, format!("mode `{written}` lets every user and every process write here"));
        match mode.octal() {
            Some(number) if file.source.slice(mode.span) == mode.text => {
                let width = mode.text.len();
                let better = format!("{:0width$o}", number & !0o022);
                hit.review_fix(
                    format!("let only the owner write: {better}"),
                    vec![Edit::replace(mode.span, better)],
                )
                .changing([Change::Words, Change::Flags])
            }
            _ => hit.help("Give the files to the user who needs them (`COPY --chown=`, `chown`), and let only that one write."),
        }
    });
    let of_logins = writings(file).filter(|w| is_read_at_login(w.path)).flat_map(|w| {
        let masks = w.lines(file).filter_map(|(line, span, _)| {
            let mut words = line.split_ascii_whitespace();
            let setting = words.next().is_some_and(|word| word.eq_ignore_ascii_case("umask"));
            let mask = words.next().filter(|mask| setting && leaves_open(mask))?;
            Some(Hit::new(
                span,
                format!("what a login makes under umask `{}` can be written by every user", shown(mask)),
            ))
        });
        masks
            .map(|hit| hit.help("Let only the owner write: `umask 022`."))
            .collect::<Vec<_>>()
    });
    let lists = calls_of(file, crate::names!["setfacl"])
        .flat_map(|call| given_to_others(&call))
        .map(|entry| {
            let message = format!("`{}` lets every user and every process write here", shown(&entry.value));
            Hit::new(entry.span, message).help("Give the right to the user or group that needs it: `setfacl -m u:app:rwX`, `chown`.")
        });
    let of_windows = granted(file).map(|span| {
        let message = format!("`{}` lets every user and every process write here", shown(file.source.slice(span)));
        Hit::new(span, message).help("Grant it to the account that needs it: `icacls DIR /grant \"ContainerUser:(OI)(CI)M\"`.")
    });
    let of_python = set_by_python(file).map(|span| {
        let message = format!("`{}` lets every user and every process write here", shown(file.source.slice(span)));
        Hit::new(span, message).help("Leave the right to write to the owner: `0o755`, `0o644`.")
    });
    let all = modes.chain(unmasked).chain(lists).chain(of_logins);
    all.chain(of_windows).chain(of_python).collect()
}

/// What icacls grants everybody, as far as that is writing: `Everyone:F`, `Everyone:(OI)(CI)M`. Nobody takes the text of cmd apart.
fn granted(file: &Dockerfile) -> impl Iterator<Item = Span> {
    places(file, "Everyone:").filter_map(|place| {
        let source = &file.source;
        let line = source.line_span(source.line(place.start));
        let before = source.slice(Span::new(line.start, place.start)).to_ascii_lowercase();
        let before = before.rsplit(['&', ';', '|']).next()?;
        let word = word_around(file, place.start);
        let rights = source.slice(Span::new(place.end, word.end)).trim_end_matches(['"', '\'', '`']);
        let end = place.end + rights.len();
        let rights = rights.rsplit(')').find(|part| !part.is_empty())?.trim_start_matches('(');
        let writes = rights.split(',').any(|right| matches!(right, "F" | "M" | "W" | "GA" | "GW" | "WD"));
        (before.contains("icacls") && before.contains("/grant") && writes).then_some(Span::new(place.start, end))
    })
}

/// `os.chmod("/data", 0o777)` in a script of Python that stands in the file.
fn set_by_python(file: &Dockerfile) -> impl Iterator<Item = Span> {
    places(file, "os.chmod(").filter_map(|place| {
        let source = &file.source;
        let line = source.line_span(source.line(place.start));
        let rest = source.slice(Span::new(place.end, line.end));
        let call = rest.split(')').next().unwrap_or(rest);
        let (_, mode) = call.rsplit_once("0o")?;
        let digits = mode.split(|c: char| !c.is_ascii_digit()).next()?;
        let bits = u32::from_str_radix(digits, 8).ok()?;
        let open = bits & 0o002 != 0 && bits & 0o1000 == 0;
        open.then_some(Span::new(place.start, place.end + call.len() + 1))
    })
}

/// Whether a shell, or login itself, takes its umask from a file.
fn is_read_at_login(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let names = [
        "profile",
        ".profile",
        "bash.bashrc",
        ".bashrc",
        ".bash_profile",
        ".zshrc",
        "zshenv",
        "login.defs",
    ];
    names.contains(&name) || path.contains("/profile.d/")
}

/// The word of a call to umask that lets others write.
fn open_mask<'a>(call: &Call<'a>) -> Option<&'a ShellWord> {
    if call.program() != "umask" {
        return None;
    }
    let mask = call.arguments().iter().find(|w| !w.value.starts_with('-'))?;
    leaves_open(&mask.value).then_some(mask)
}

/// Whether a mask, octal or symbolic, lets others write.
fn leaves_open(mask: &str) -> bool {
    let octal = u32::from_str_radix(mask, 8).map(|bits| bits & 0o002 == 0);
    let gives = |clause: &str| {
        let (who, rights) = clause.split_once('=')?;
        Some((who.is_empty() || who.contains(['a', 'o'])) && rights.contains('w'))
    };
    octal.unwrap_or_else(|_| mask.split(',').any(|clause| gives(clause) == Some(true)))
}

/// The words of a call to setfacl that let others write: `o::rwx`, `default:other:rw`.
fn given_to_others<'a>(call: &Call<'a>) -> impl Iterator<Item = &'a ShellWord> + use<'a> {
    let sets = call.program() == "setfacl" && call.option(Some('x'), "remove").is_none();
    let words = if sets { call.arguments() } else { &[] };
    words.iter().filter(|word| {
        let entries = word.value.trim_start_matches("--modify=").trim_start_matches("--set=");
        entries.split(',').any(|entry| {
            let entry = entry.trim_start_matches("default:").trim_start_matches("d:");
            let (who, rights) = entry.split_once(':').unwrap_or_default();
            let rights = rights.trim_start_matches(':');
            matches!(who, "o" | "other") && (rights.contains('w') || matches!(rights, "2" | "3" | "6" | "7"))
        })
    })
}
