//! Names that other programs give a meaning to: of apps, environment variables, packages, labels, secrets and signals.

use super::shown;

/// An app's name; it becomes a file name and an image name, so it follows the image grammar's component.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name(String);

super::checked_string!(
    Name,
    "Lower-case letters, digits, `.`, `_` and `-`; at most 63",
    "^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$",
    |text| {
        let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_' | b'-');
        let edge = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
        if text.len() <= 63 && text.bytes().all(inner) && edge(text.bytes().next()) && edge(text.bytes().last()) {
            Ok(())
        } else {
            Err(format!(
                "`{}` cannot be a name: use up to 63 lower-case letters, digits, `.`, `_` and `-`, with a letter or digit at both ends",
                shown(text)
            ))
        }
    }
);

/// A program's name as its build calls it; it becomes a file name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ProgramName(String);

super::checked_string!(
    ProgramName,
    "Letters, digits, `.`, `_` and `-`; at most 63",
    "^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$",
    |text| {
        let inner = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
        let edge = |b: Option<u8>| b.is_some_and(|b| b.is_ascii_alphanumeric());
        if text.len() <= 63 && text.bytes().all(inner) && edge(text.bytes().next()) && edge(text.bytes().last()) {
            Ok(())
        } else {
            Err(format!(
                "`{}` cannot be a program's name: use up to 63 letters, digits, `.`, `_` and `-`, with a letter or digit at both ends",
                shown(text)
            ))
        }
    }
);

/// A name of an environment variable (POSIX, Base Definitions 8.1).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EnvName(String);

super::checked_string!(
    EnvName,
    "A name of an environment variable",
    "^[A-Za-z_][A-Za-z0-9_]{0,127}$",
    |text| {
        let ok = text.len() <= 128
            && text.bytes().next().is_some_and(|b| !b.is_ascii_digit())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        if ok {
            Ok(())
        } else {
            Err(format!(
                "`{}` cannot name an environment variable: use letters, digits and `_`, not starting with a digit",
                shown(text)
            ))
        }
    }
);

/// A name of an operating system package, as Debian's policy (5.6.1) and Alpine's index have them; no version.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackageName(String);

super::checked_string!(
    PackageName,
    "A package of the base image's distribution",
    "^[A-Za-z0-9][A-Za-z0-9+._-]{0,127}$",
    |text| {
        let ok = text.len() <= 128
            && text.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric())
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'_' | b'-'));
        if ok {
            Ok(())
        } else {
            Err(format!(
                "`{}` is no package name: use letters, digits, `+`, `.`, `_` and `-`, without a version",
                shown(text)
            ))
        }
    }
);

/// A package of a language and which releases of it, as PEP 508 has them without address and without marker: `uvicorn[standard]>=0.30,<1`. It can be no
/// option of a program, no path and no address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Requirement(String);

super::checked_string!(
    Requirement,
    "A package of the language, with releases of it",
    "^[A-Za-z0-9][A-Za-z0-9._-]*(\\[[A-Za-z0-9,._-]*\\])?([=<>!~][A-Za-z0-9.,=<>!~+*-]*)?$",
    |text| {
        let of = |more: &str, b: u8| b.is_ascii_alphanumeric() || more.bytes().any(|m| m == b);
        let (name, releases) = text.split_at(text.find(['=', '<', '>', '!', '~']).unwrap_or(text.len()));
        let (name, extras) = name.split_once('[').map_or((name, None), |(name, extras)| (name, Some(extras)));
        let is_file = [".txt", ".whl", ".gz", ".zip"].iter().any(|ending| name.ends_with(ending));
        let ok = text.len() <= 200
            && !is_file
            && name.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric())
            && name.bytes().all(|b| of("._-", b))
            && extras.is_none_or(|e| e.strip_suffix(']').is_some_and(|e| e.bytes().all(|b| of(",._-", b))))
            && releases.bytes().all(|b| of(".,=<>!~+*-", b));
        if ok {
            Ok(())
        } else {
            Err(format!(
                "`{}` is no package: write its name, and behind it which releases, such as flask or flask==3.1.2",
                shown(text)
            ))
        }
    }
);

/// A key of an image label, as Docker's guidelines for label keys have them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LabelKey(String);

super::checked_string!(
    LabelKey,
    "A label's key, such as com.example.team",
    "^[a-z0-9][a-z0-9._/-]{0,254}$",
    |text| {
        let ok = text.len() <= 255
            && text.bytes().next().is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'_' | b'/' | b'-'));
        if ok {
            Ok(())
        } else {
            Err(format!(
                "`{}` is no label key: use lower-case letters, digits, `.`, `-`, `_` and `/`",
                shown(text)
            ))
        }
    }
);

/// The id under which a secret is handed to the build (`docker build --secret id=…`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SecretId(String);

super::checked_string!(SecretId, "The id of a build secret", "^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$", |text| {
    let ok = text.len() <= 128
        && text.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'));
    if ok {
        Ok(())
    } else {
        Err(format!(
            "`{}` cannot be a secret's id: use letters, digits, `.`, `_` and `-`",
            shown(text)
        ))
    }
});

/// A signal that asks a program to stop, by its canonical name (signal(7)).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Signal(String);

super::checked_string!(
    Signal,
    "A signal that a program can answer",
    "^SIG(TERM|INT|QUIT|HUP|USR1|USR2|WINCH|RTMIN\\+3)$",
    |text| match text {
        "SIGTERM" | "SIGINT" | "SIGQUIT" | "SIGHUP" | "SIGUSR1" | "SIGUSR2" | "SIGWINCH" | "SIGRTMIN+3" => Ok(()),
        "SIGKILL" | "SIGSTOP" => Err(format!(
            "`{text}` cannot be answered by a program: it would be cut off in the middle of its work"
        )),
        _ => Err(format!(
            "`{}` is no signal to stop with: use SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGUSR1, SIGUSR2, SIGWINCH or SIGRTMIN+3",
            shown(text)
        )),
    }
);
