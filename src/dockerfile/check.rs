//! What BuildKit refuses although it can be read: values of flags, ports, signals, references. A value with a variable is not judged.

use super::{Body, Flag, Instruction, Mount, Problem, Word, duration, mount, port};
use crate::source::Span;

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
                if text
                    .split(',')
                    .any(|part| part.is_empty() || (part.contains('"') && !part.starts_with('"')))
                {
                    refuse(flag.span, "a mount is a list of key=value with commas between".to_owned());
                } else if let Some(message) = mount::mistake(&Mount::read(flag)) {
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
                if port.word.value.split_whitespace().any(|p| port::mistake(p).is_some()) {
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

pub(super) fn has_variable(word: &Word) -> bool {
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

/// The signals of Linux, without `SIG`.
const SIGNALS: [&str; 37] = [
    "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE", "POLL", "PROF", "PWR", "QUIT",
    "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU", "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ",
    "RTMIN", "RTMAX", "UNUSED",
];

/// A number other than 0, or a name.
pub(super) fn is_signal(text: &str) -> bool {
    if let Ok(number) = text.parse::<i64>() {
        return number != 0;
    }
    let name = text.to_ascii_uppercase();
    let name = name.strip_prefix("SIG").unwrap_or(&name);
    let offset = name.strip_prefix("RTMIN+").or_else(|| name.strip_prefix("RTMAX-"));
    SIGNALS.contains(&name) || offset.is_some_and(|n| n.parse::<u8>().is_ok_and(|n| (1..=15).contains(&n)))
}
