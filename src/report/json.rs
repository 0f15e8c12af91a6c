//! Findings and errors as one JSON document for programs; `schema/report.schema.json` describes it, and comes from the types here.
//!
//! Lines and columns count from one, columns in characters; offsets count bytes from zero. A program that reads this must let further keys
//! pass; `version` changes when one goes or changes its meaning.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Count, fingerprint::fingerprints, statistics, veil::Veil};
use crate::{
    error::{Error, Fault},
    finding::{Finding, Fix, Place, Safety, Text},
    source::{Source, Span},
    value::is_hidden,
};

/// The format that this program writes.
const VERSION: u32 = 1;

/// What `hullwright audit` and `hullwright check` write with `--format json`.
#[derive(JsonSchema, Serialize)]
#[schemars(title = "hullwright report")]
struct Document<'a> {
    /// The version of this format: 1.
    version: u32,
    /// What was found, by file and place.
    findings: Vec<Seen<'a>>,
    /// What could not be done.
    errors: Vec<Failure<'a>>,
    /// How many findings there are of each rule; only with `--statistics`, and then `findings` is empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    statistics: Option<Vec<statistics::Row>>,
    /// The sum of it.
    summary: Summary,
}

/// A finding.
#[derive(JsonSchema, Serialize)]
struct Seen<'a> {
    /// The rule's name: `hullwright explain RULE` tells more.
    rule: &'a str,
    /// How bad it is.
    #[schemars(extend("enum" = ["info", "warning", "error"]))]
    severity: &'static str,
    /// How far it can be trusted without knowing more than the file.
    #[schemars(extend("enum" = ["heuristic", "depends-on-base", "certain"]))]
    confidence: &'static str,
    /// One sentence.
    message: &'a str,
    #[serde(flatten)]
    place: Located<'a>,
    /// What it is known by from one run to the next, whatever the line's number.
    fingerprint: String,
    /// What stands under the underline; may be empty.
    label: &'a str,
    /// What to do.
    help: &'a [Text],
    /// Other places that explain it.
    related: Vec<Further<'a>>,
    /// How to mend it by machine; null when there is no way.
    fix: Option<Mending<'a>>,
}

/// A place in a file.
#[derive(JsonSchema, Serialize)]
struct Located<'a> {
    /// The file's path as it was given or found; `<stdin>` for standard input.
    file: &'a str,
    #[serde(flatten)]
    range: Range,
}

/// From a place to just before another.
#[derive(JsonSchema, Serialize)]
struct Range {
    /// The first character.
    start: Point,
    /// The character behind the last one.
    end: Point,
}

/// A place between two characters.
#[derive(JsonSchema, Serialize)]
struct Point {
    /// The line, from one.
    line: usize,
    /// The column in characters, from one.
    column: usize,
    /// The offset in bytes, from zero.
    offset: usize,
}

/// A further place.
#[derive(JsonSchema, Serialize)]
struct Further<'a> {
    #[serde(flatten)]
    place: Located<'a>,
    /// What is to be seen there.
    message: &'a str,
}

/// Edits of the file that mend a finding.
#[derive(JsonSchema, Serialize)]
struct Mending<'a> {
    /// What they do.
    title: &'a str,
    /// Whether the image does the same afterwards, or a person should look first.
    #[schemars(extend("enum" = ["safe", "review"]))]
    safety: &'static str,
    /// They do not overlap.
    edits: Vec<Replacement<'a>>,
}

/// A text that goes, and what stands there afterwards.
#[derive(JsonSchema, Serialize)]
struct Replacement<'a> {
    #[serde(flatten)]
    range: Range,
    /// What stands there afterwards.
    text: &'a str,
}

/// Something that could not be done.
#[derive(JsonSchema, Serialize)]
struct Failure<'a> {
    /// Whose fault it is.
    #[schemars(extend("enum" = ["input", "environment", "bug"]))]
    fault: &'static str,
    /// What could not be done, and why; empty when its findings say it all.
    message: &'a str,
    /// What to do next.
    hints: &'a [String],
    /// The places that made it impossible.
    findings: Vec<Seen<'a>>,
}

/// Numbers.
#[derive(JsonSchema, Serialize)]
struct Summary {
    /// How many files or projects were judged.
    files: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    /// How many further findings the baseline knows.
    known: usize,
}

/// A document with further keys.
#[derive(Serialize)]
struct More<'a, T> {
    #[serde(flatten)]
    document: Document<'a>,
    #[serde(flatten)]
    more: &'a T,
}

/// The JSON Schema of the document.
pub fn schema() -> String {
    let generator = schemars::generate::SchemaSettings::draft07().for_serialize().into_generator();
    text(&generator.into_root_schema_for::<Document<'_>>())
}

/// The whole document.
pub fn report(findings: &[Finding], errors: &[Error], judged: usize, known: usize, counted: bool) -> String {
    text(&document(findings, errors, judged, known, counted))
}

/// The whole document with further keys at its end: those of `more`, which must be a table.
pub fn report_with(more: &impl Serialize, findings: &[Finding], errors: &[Error], judged: usize) -> String {
    let document = document(findings, errors, judged, 0, false);
    text(&More { document, more })
}

fn document<'a>(findings: &'a [Finding], errors: &'a [Error], judged: usize, known: usize, counted: bool) -> Document<'a> {
    let count = Count::of(findings);
    Document {
        version: VERSION,
        findings: if counted { Vec::new() } else { seen(findings) },
        errors: errors.iter().map(Failure::from).collect(),
        statistics: counted.then(|| statistics::rows(findings)),
        summary: Summary {
            files: judged,
            errors: count.errors,
            warnings: count.warnings,
            infos: count.infos,
            known,
        },
    }
}

fn seen(findings: &[Finding]) -> Vec<Seen<'_>> {
    let veil = Veil::over(findings);
    findings
        .iter()
        .zip(fingerprints(findings))
        .map(|(f, print)| Seen::new(f, print, &veil))
        .collect()
}

/// Any value as indented JSON with a final newline. What would act on a terminal is escaped, also where JSON itself does not ask for it.
pub fn text(value: &impl Serialize) -> String {
    let mut plain = serde_json::to_string_pretty(value).unwrap_or_default();
    plain.push('\n');
    let acts = |c: char| is_hidden(c) && c != '\n';
    let mut out = String::new();
    let mut rest = plain.as_str();
    while let Some((at, c)) = rest.char_indices().find(|(_, c)| acts(*c)) {
        out.push_str(rest.get(..at).unwrap_or_default());
        for unit in c.encode_utf16(&mut [0; 2]) {
            // A string takes all that is written to it.
            let _ = write!(out, "\\u{unit:04x}");
        }
        rest = rest.get(at + c.len_utf8()..).unwrap_or_default();
    }
    if rest.len() == plain.len() {
        return plain;
    }
    out.push_str(rest);
    out
}

impl<'a> Seen<'a> {
    fn new(finding: &'a Finding, fingerprint: String, veil: &Veil) -> Self {
        let related = finding.related.iter().map(|r| Further {
            place: Located::from(&r.place),
            message: &r.message,
        });
        Self {
            rule: &finding.rule,
            severity: finding.severity.name(),
            confidence: finding.confidence.name(),
            message: &finding.message,
            place: Located::from(&finding.place),
            fingerprint,
            label: &finding.label,
            help: &finding.help,
            related: related.collect(),
            fix: veil.fix(finding).map(|fix| Mending::new(fix, &finding.place.source)),
        }
    }
}

impl<'a> From<&'a Error> for Failure<'a> {
    fn from(error: &'a Error) -> Self {
        Self {
            fault: match error.fault {
                Fault::Input => "input",
                Fault::Environment => "environment",
                Fault::Bug => "bug",
            },
            message: &error.message,
            hints: &error.hints,
            findings: seen(&error.findings),
        }
    }
}

impl<'a> From<&'a Place> for Located<'a> {
    fn from(place: &'a Place) -> Self {
        Self {
            file: place.source.name(),
            range: Range::new(&place.source, place.span),
        }
    }
}

impl Range {
    fn new(source: &Source, span: Span) -> Self {
        let span = source.clamp(span);
        Self {
            start: Point::new(source, span.start),
            end: Point::new(source, span.end),
        }
    }
}

impl Point {
    fn new(source: &Source, offset: usize) -> Self {
        let at = source.location(offset);
        Self {
            line: at.line,
            column: at.column,
            offset,
        }
    }
}

impl<'a> Mending<'a> {
    fn new(fix: &'a Fix, source: &Source) -> Self {
        let edits = fix.edits.iter().map(|edit| Replacement {
            range: Range::new(source, edit.span),
            text: &edit.text,
        });
        Self {
            title: &fix.title,
            safety: match fix.safety {
                Safety::Safe => "safe",
                Safety::Review => "review",
            },
            edits: edits.collect(),
        }
    }
}
