//! What BuildKit refuses in a `--mount`.

use super::Mount;

fn set(value: &str) -> bool {
    !value.is_empty()
}

/// What is wrong with a mount.
pub(super) fn mistake(mount: &Mount) -> Option<String> {
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
    let wrong = |(key, value): &(String, Option<String>)| value.as_ref().is_some_and(|value| !is_value(key, value));
    if let Some((key, value)) = mount.options.iter().find(|option| wrong(option)) {
        return Some(format!("`{}` is no value of {key}", value.as_deref().unwrap_or_default()));
    }
    let sharing = mount.get(&["sharing"]).map(str::to_ascii_lowercase);
    if sharing.is_some_and(|s| !matches!(s.as_str(), "shared" | "private" | "locked")) {
        return Some("sharing is shared, private or locked".to_owned());
    }
    let named = mount.get(&["id", "source", "src", "target", "dst", "destination"]);
    if kind == "ssh" && mount.get(&["source", "src"]).is_some_and(set) {
        return Some("a mount of type ssh has no source".to_owned());
    }
    if kind == "secret" && mount.get(&["from"]).is_some_and(set) {
        return Some("a mount of type secret has no from".to_owned());
    }
    if kind == "secret" && mount.get(&["id"]).is_some_and(set) && mount.get(&["source", "src"]).is_some_and(set) {
        return Some("a mount of type secret has an id or a source, not both".to_owned());
    }
    if kind == "secret" && named.is_none_or(str::is_empty) {
        return Some("a secret mount needs an id or a target".to_owned());
    }
    None
}

/// Whether a key that takes no free text takes this value.
fn is_value(key: &str, value: &str) -> bool {
    match key {
        "readonly" | "ro" | "readwrite" | "rw" | "required" => is_switch(value),
        "mode" => number(value, 8),
        "uid" | "gid" => number(value, 10),
        "size" => is_size(value),
        _ => true,
    }
}

/// What Go reads as true or false.
pub(super) fn is_switch(text: &str) -> bool {
    let known = ["1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false", "FALSE", "False"];
    known.contains(&text)
}

fn number(text: &str, radix: u32) -> bool {
    !text.starts_with('+') && u32::from_str_radix(text, radix).is_ok()
}

/// `64m`, `1.5 GiB`: a number, perhaps a blank, perhaps a unit.
fn is_size(text: &str) -> bool {
    let units = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let digits = text.get(..text.len() - units.len()).unwrap_or("");
    let unit = units.strip_prefix(' ').unwrap_or(units).to_ascii_lowercase();
    let unit = unit.strip_suffix('b').unwrap_or(&unit);
    let unit = unit.strip_suffix('i').unwrap_or(unit);
    digits.parse::<f64>().is_ok() && !digits.starts_with('.') && !digits.ends_with('.') && matches!(unit, "" | "k" | "m" | "g" | "t" | "p")
}
