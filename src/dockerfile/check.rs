//! What BuildKit refuses although it can be read: values of flags, ports, signals, references. A value with a variable is not judged.

use super::{Base, Body, Dockerfile, Flag, Instruction, Keyword, Mount, Origin, Problem, Word, duration};
use crate::{source::Span, value::ImageRef};

/// Judges one instruction on its own.
pub(super) fn instruction(instruction: &Instruction, problems: &mut Vec<Problem>) {
    let mut refuse = |span: Span, message: String| problems.push(Problem { span, message });
    match &instruction.body {
        Body::Healthcheck(check) if check.probe.is_some() => {
            for flag in &instruction.flags {
                if let Some(message) = probe_flag(flag) {
                    refuse(flag.span, message);
                }
            }
        }
        Body::Run(_) => {
            let modes = [
                ("network", ["default", "none", "host"].as_slice()),
                ("security", &["sandbox", "insecure"]),
            ];
            for (name, known) in modes {
                let flag = instruction
                    .flag(name)
                    .filter(|f| f.value.as_ref().is_some_and(|v| !known.contains(&v.value.as_str())));
                if let Some(flag) = flag {
                    refuse(flag.span, format!("--{name} is one of {}", known.join(", ")));
                }
            }
            for flag in instruction.flags.iter().filter(|f| f.name == "mount") {
                let text = flag.value.as_ref().map_or("", |v| v.value.as_str());
                if text.is_empty() || text.split(',').any(|part| part.contains('"') && !part.starts_with('"')) {
                    refuse(flag.span, "a mount is a list of key=value with commas between".to_owned());
                } else if let Some(message) = mount_mistake(&Mount::read(flag)) {
                    refuse(flag.span, message);
                }
            }
        }
        Body::Copy(_) => {
            if let Some(from) = instruction.flag("from").filter(|f| f.value.as_ref().is_some_and(has_variable)) {
                refuse(
                    from.span,
                    "variables are not expanded in --from: open a stage with FROM instead".to_owned(),
                );
            }
        }
        Body::Expose(ports) => {
            for port in ports.iter().filter(|p| !has_variable(&p.word)) {
                if port.word.value.split_whitespace().any(|p| !is_port(p)) {
                    refuse(port.word.span, format!("invalid port `{}`", port.word.value));
                }
            }
        }
        Body::Stopsignal(signal) if !has_variable(signal) && !is_signal(&signal.value) => {
            refuse(signal.span, format!("invalid signal `{}`", signal.value));
        }
        _ => {}
    }
}

/// Judges what can only be judged once all stages are known.
pub(super) fn file(file: &Dockerfile) -> Vec<Problem> {
    let mut problems = Vec::new();
    for stage in &file.stages {
        if let Base::Unresolved(name) = &stage.base
            && !has_variable(&stage.image)
            && !name.contains('@')
            && matches!(
                file.instructions.get(stage.instructions.start).map(|i| &i.body),
                Some(Body::From(_))
            )
            && let Err(why) = ImageRef::parse(name)
        {
            problems.push(Problem {
                span: stage.image.span,
                message: why.to_string(),
            });
        }
    }
    for (index, instruction) in file.instructions.iter().enumerate() {
        if instruction.keyword != Keyword::Copy || file.stage_of(index).is_none() {
            continue;
        }
        if let (Some(flag), Origin::Unresolved(from)) = (instruction.flag("from"), file.copy_from(index))
            && !from.is_empty()
            && (from.bytes().all(|b| b.is_ascii_digit()) || file.names.contains_key(&from.to_ascii_lowercase()))
        {
            problems.push(Problem {
                span: flag.span,
                message: format!("no stage `{from}` above this one"),
            });
        }
    }
    problems
}

fn has_variable(word: &Word) -> bool {
    word.value.contains('$')
}

/// What is wrong with a flag of HEALTHCHECK.
fn probe_flag(flag: &Flag) -> Option<String> {
    let value = flag.value.as_ref()?.value.as_str();
    let name = flag.name.as_str();
    match name {
        "retries" if value.is_empty() => None,
        "retries" => match value.parse::<i32>() {
            Ok(0..) => None,
            _ => Some(format!("--retries is a number from 0 on, not `{value}`")),
        },
        "interval" | "timeout" | "start-period" | "start-interval" => match duration::nanoseconds(value) {
            Some(0.0) => None,
            Some(long) if long >= 1e6 => None,
            Some(_) => Some(format!("--{name} cannot be less than 1ms")),
            None => Some(format!("--{name} is a duration such as 30s or 1m30s, not `{value}`")),
        },
        _ => None,
    }
}

/// What is wrong with a mount.
fn mount_mistake(mount: &Mount) -> Option<String> {
    if mount
        .get(&["from"])
        .is_some_and(|from| from.find('$').is_some_and(|at| at + 1 < from.len()))
    {
        return Some("variables are not expanded in from=: open a stage with FROM instead".to_owned());
    }
    if mount
        .options
        .iter()
        .any(|(_, value)| value.as_ref().is_some_and(|v| v.contains('$')))
    {
        return None;
    }
    let kind = mount.kind().to_ascii_lowercase();
    if !matches!(kind.as_str(), "bind" | "cache" | "tmpfs" | "secret" | "ssh") {
        return Some(format!("unsupported mount type `{kind}`"));
    }
    for (key, value) in &mount.options {
        let allowed = match key.as_str() {
            "type" | "from" | "source" | "src" | "target" | "dst" | "destination" | "id" | "env" => value.is_some(),
            "readonly" | "ro" | "readwrite" | "rw" => true,
            "sharing" => value.is_some() && kind == "cache",
            "size" => value.is_some() && kind == "tmpfs",
            "required" => matches!(kind.as_str(), "secret" | "ssh"),
            "mode" | "uid" | "gid" => value.is_some() && matches!(kind.as_str(), "cache" | "secret" | "ssh"),
            _ => false,
        };
        if !allowed {
            return Some(format!("unexpected `{key}` in a mount of type {kind}"));
        }
    }
    let sharing = mount.get(&["sharing"]).map(str::to_ascii_lowercase);
    if sharing.is_some_and(|s| !matches!(s.as_str(), "shared" | "private" | "locked")) {
        return Some("sharing is shared, private or locked".to_owned());
    }
    let named = mount.get(&["id", "source", "src", "target", "dst", "destination"]);
    if kind == "secret" && named.is_none_or(str::is_empty) {
        return Some("a secret mount needs an id or a target".to_owned());
    }
    None
}

/// `80`, `80/tcp`, `80-90`, and the `ip:host:` before it that BuildKit only warns of.
fn is_port(text: &str) -> bool {
    let last = text.rsplit(':').next().unwrap_or(text);
    let (ports, protocol) = last.split_once('/').unwrap_or((last, ""));
    let number = |text: &str| text.strip_prefix('+').unwrap_or(text).parse::<u16>().ok();
    let range = match ports.split_once('-') {
        Some((first, last)) => number(first).zip(number(last)).is_some_and(|(first, last)| first <= last),
        None => number(ports).is_some(),
    };
    range && matches!(protocol.to_ascii_lowercase().as_str(), "" | "tcp" | "udp" | "sctp")
}

/// The signals of Linux, without `SIG`.
const SIGNALS: [&str; 37] = [
    "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE", "POLL", "PROF", "PWR", "QUIT",
    "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU", "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ",
    "RTMIN", "RTMAX", "UNUSED",
];

/// A number other than 0, or a name.
fn is_signal(text: &str) -> bool {
    if let Ok(number) = text.parse::<i64>() {
        return number != 0;
    }
    let name = text.to_ascii_uppercase();
    let name = name.strip_prefix("SIG").unwrap_or(&name);
    let offset = name.strip_prefix("RTMIN+").or_else(|| name.strip_prefix("RTMAX-"));
    SIGNALS.contains(&name) || offset.is_some_and(|n| n.parse::<u8>().is_ok_and(|n| (1..=15).contains(&n)))
}
