//! Messages of the parser, in words for people: what is wrong, what was meant, what is known here.

use crate::{
    finding::{Finding, Place, Text},
    value::{nearest, shown},
};

/// A mistake in the form of TOML itself.
pub fn syntax(place: Place, message: &str) -> Finding {
    let message = message.lines().next().unwrap_or_default();
    let text = place.source.slice(place.span).to_owned();
    let say = |message: Text| Finding::error("toml-syntax", place, message);
    match message {
        "duplicate key" => say("this key was already used".into()),
        _ if message.starts_with("string values must be quoted") => say("a text stands in quotes".into()).help(format!("write \"{text}\"")),
        _ => say(message.to_owned().into()),
    }
}

/// The key that a message says is missing.
pub fn missing_field(message: &str) -> Option<&str> {
    message.strip_prefix("missing field `")?.split('`').next()
}

/// A key that must be there.
pub fn missing(place: Place, field: &str) -> Finding {
    let finding = Finding::error("missing-key", place, format!("`{field}` is missing"));
    match field {
        "app" => finding.help("write at least [app] with `name` and `language`"),
        "from" => finding.help("say where it is in the project"),
        "id" => finding.help("give the secret an id, by which the build is handed it: id = \"token\""),
        "language" => finding.help("say the language: language = \"…\" (`hullwright presets` lists them)"),
        "name" => finding.help("give it a name: name = \"shop-api\""),
        "reason" => finding.help("say why the rule does not count here: reason = \"…\""),
        "rule" => finding.help("name the rule (`hullwright explain` lists them)"),
        "to" => finding.help("say where it goes in the image: to = \"/srv/www\""),
        "uid" => finding.help("name the user's number: uid = 65532"),
        _ => finding,
    }
}

/// A mistake in what a key says; and the key that was meant, when an unknown one is near to it. `key` is its dotted name.
pub fn explain(place: Place, message: &str, key: &str) -> (Finding, Option<String>) {
    let message = message.lines().next().unwrap_or_default();
    let mut ticked = message.split('`').skip(1).step_by(2);
    if message.starts_with("unknown field") {
        let word = ticked.next().unwrap_or_default();
        let known: Vec<&str> = ticked.filter(|k| *k != "$schema").collect();
        let finding = Finding::error("unknown-key", place, format!("unknown key `{}`", shown(word)));
        let meant = nearest(word, known.iter().copied()).map(str::to_owned);
        return (suggest(finding, word, &known, "known keys here"), meant);
    }
    if message.starts_with("unknown variant") {
        let word = ticked.next().unwrap_or_default();
        let known: Vec<&str> = ticked.collect();
        let finding = Finding::error("unknown-value", place, format!("unknown value `{}`", shown(word)));
        return (suggest(finding, word, &known, "known values"), None);
    }
    let parted = |start: &str| message.strip_prefix(start).and_then(|m| m.split_once(", expected "));
    if let Some((found, expected)) = parted("invalid type: ") {
        return (wrong_type(place, found, expected, key), None);
    }
    if let Some((found, "u32")) = parted("invalid value: ") {
        let range = if found.contains('-') {
            "from 0 on".to_owned()
        } else {
            format!("up to {}", u32::MAX)
        };
        let message = format!("expected a whole number {range}, found {}", written(&place, found));
        return (Finding::error("bad-value", place, message), None);
    }
    (Finding::error("bad-value", place, message.to_owned()), None)
}

fn wrong_type(place: Place, found: &str, expected: &str, key: &str) -> Finding {
    let text = place.source.slice(place.span).to_owned();
    let wanted = match expected {
        "a TOML datetime" => "a day without quotes, such as 2027-06-30",
        "a boolean" => "true or false",
        "a map" => "a table",
        "a sequence" => "a list",
        "a string" => "a text in quotes",
        "u32" => "a whole number",
        other => other,
    };
    let message = format!("expected {wanted}, found {}", written(&place, found));
    let finding = Finding::error("wrong-type", place, message);
    let scalar = ["integer", "floating point", "boolean"].iter().any(|kind| found.starts_with(kind));
    if wanted.contains("in quotes") && scalar {
        let loss = text.parse::<f64>().ok().map(|n| n.to_string()).filter(|n| *n != text);
        let why = loss.map(|n| format!(" (as a number, {text} would be {n})")).unwrap_or_default();
        return finding.help(format!("put it in quotes: \"{text}\"{why}"));
    }
    if wanted == "a list" && key.ends_with("command") && found.starts_with("string ") {
        return finding.help("name the program and each argument by itself, as no shell takes them apart: [\"program\", \"argument\"]");
    }
    if wanted == "a list" && !text.contains('\n') && text.len() < 60 {
        return finding.help(format!("put it in brackets: [{text}]"));
    }
    finding
}

/// What was found there, as it is written.
fn written(place: &Place, found: &str) -> String {
    let text = place.source.slice(place.span);
    match found.split(' ').next().unwrap_or_default() {
        "integer" | "floating" => format!("the number {}", shown(text)),
        "boolean" => shown(text),
        "string" => format!("the text {}", shown(text)),
        "sequence" => "a list".to_owned(),
        "map" if text.starts_with(|c: char| c.is_ascii_digit()) => "a day or a time".to_owned(),
        "map" => "a table".to_owned(),
        _ => found.to_owned(),
    }
}

/// Adds the nearest known word, and all of them.
pub fn suggest(finding: Finding, word: &str, known: &[&str], title: &str) -> Finding {
    let finding = match nearest(word, known.iter().copied()) {
        Some(near) => finding.label(format!("did you mean `{near}`?")),
        None => finding,
    };
    if known.is_empty() {
        return finding;
    }
    finding.help(format!("{title}: {}", known.join(", ")))
}
