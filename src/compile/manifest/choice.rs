//! Values of `app.toml` that can be written in more than one way.

use std::{borrow::Cow, fmt};

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{
    Deserialize, Deserializer,
    de::{self, MapAccess, Visitor, value::MapAccessDeserializer},
};

use super::At;
use crate::{
    source::Span,
    value::{HttpPath, Line, ProgramName, RelPath, shown},
};

/// Something that leaves the build stage: a path, or `{ from, to }`.
#[derive(Clone, Debug)]
pub struct Artifact {
    /// Where it is in the project or in what the build made.
    pub from: RelPath,
    /// Where that is written, if in a table.
    pub from_span: Option<Span>,
    /// Where it goes in the image; the same place under the app's folder when left out.
    pub to: Option<crate::value::AbsPath>,
}

/// A program that the build makes: its name, or `{ name, from }`.
#[derive(Clone, Debug)]
pub struct Binary {
    /// The file's name in the image.
    pub name: ProgramName,
    /// What it is built from; the preset says what is meant.
    pub from: Option<At<RelPath>>,
}

/// How health is asked.
#[derive(Clone, Debug)]
pub enum Health {
    /// Not by the image: the orchestrator does it.
    Off,
    /// By a request or a command.
    Table(Box<HealthTable>),
}

/// How health is asked, in detail.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct HealthTable {
    /// A request to the first port must answer with 2xx or 3xx.
    pub path: Option<At<HttpPath>>,
    /// A program of the image must end with 0.
    pub command: Option<At<Vec<Line>>>,
    /// Seconds between two probes.
    #[schemars(range(min = 1, max = 3600))]
    pub interval: Option<At<u32>>,
    /// Seconds that one may last.
    #[schemars(range(min = 1, max = 3600))]
    pub timeout: Option<At<u32>>,
    /// Seconds after the start in which failures do not count.
    #[schemars(range(min = 0, max = 3600))]
    pub start: Option<At<u32>>,
    /// Failures in a row that make it unhealthy.
    #[schemars(range(min = 1, max = 100))]
    pub retries: Option<At<u32>>,
}

/// A switch's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OptionValue {
    /// On or off.
    Bool(bool),
    /// A word.
    Text(Line),
}

/// A version, written in quotes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionText(pub String);

/// A day, written as `2027-06-30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Until(pub Date);

/// Implements `Deserialize` through one visitor, which keeps spans inside tables (an untagged enum would lose them).
macro_rules! visited {
    ($type:ty, $expecting:literal, { $($methods:tt)* }) => {
        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Seen;
                impl<'de> Visitor<'de> for Seen {
                    type Value = $type;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($expecting)
                    }

                    $($methods)*
                }
                deserializer.deserialize_any(Seen)
            }
        }
    };
}

visited!(Artifact, "a path, or a table with `from` and `to`", {
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Artifact, E> {
        let from = RelPath::new(text).map_err(E::custom)?;
        Ok(Artifact {
            from,
            from_span: None,
            to: None,
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Artifact, A::Error> {
        let table = ArtifactTable::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Artifact {
            from: table.from.value().clone(),
            from_span: Some(table.from.span()),
            to: Some(table.to),
        })
    }
});

visited!(Binary, "a name, or a table with `name` and `from`", {
    fn visit_str<E: de::Error>(self, text: &str) -> Result<Binary, E> {
        let name = ProgramName::new(text).map_err(E::custom)?;
        Ok(Binary { name, from: None })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Binary, A::Error> {
        let table = BinaryTable::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Binary {
            name: table.name,
            from: Some(table.from),
        })
    }
});

visited!(Health, "`false`, or a table with `path` or `command`", {
    fn visit_bool<E: de::Error>(self, on: bool) -> Result<Health, E> {
        if on {
            return Err(E::custom(
                "`true` does not say how: write `{ path = \"/healthz\" }` or `{ command = […] }`",
            ));
        }
        Ok(Health::Off)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Health, A::Error> {
        HealthTable::deserialize(MapAccessDeserializer::new(map)).map(|table| Health::Table(Box::new(table)))
    }
});

visited!(OptionValue, "true, false or a text", {
    fn visit_bool<E: de::Error>(self, on: bool) -> Result<OptionValue, E> {
        Ok(OptionValue::Bool(on))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<OptionValue, E> {
        Line::new(text).map(OptionValue::Text).map_err(E::custom)
    }
});

visited!(VersionText, "a version in quotes, such as \"3.13\"", {
    fn visit_str<E: de::Error>(self, text: &str) -> Result<VersionText, E> {
        let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
        if text.bytes().next().is_some_and(|b| b.is_ascii_digit()) && text.len() <= 32 && text.bytes().all(plain) {
            return Ok(VersionText(text.to_owned()));
        }
        Err(E::custom(format!(
            "`{}` is no version: write it like \"3.13\" or \"3.13.8\"",
            shown(text)
        )))
    }
});

impl<'de> Deserialize<'de> for Until {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = toml::value::Datetime::deserialize(deserializer)?;
        let date = written.date.ok_or_else(|| de::Error::custom("a day is written like 2027-06-30"))?;
        let (year, month, day) = (i16::try_from(date.year), i8::try_from(date.month), i8::try_from(date.day));
        let (Ok(year), Ok(month), Ok(day)) = (year, month, day) else {
            return Err(de::Error::custom("that day does not exist"));
        };
        Date::new(year, month, day)
            .map(Until)
            .map_err(|_| de::Error::custom("that day does not exist"))
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ArtifactTable {
    /// A path of the project, or of what the build made.
    from: At<RelPath>,
    /// Where it goes in the image.
    to: crate::value::AbsPath,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct BinaryTable {
    /// The file's name in the image.
    name: ProgramName,
    /// What it is built from, such as `cmd/shop`.
    from: At<RelPath>,
}

/// Gives a hand-read type its schema.
macro_rules! schema {
    ($type:ty, $name:literal, $body:expr) => {
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                let body: fn(&mut SchemaGenerator) -> Schema = $body;
                body(generator)
            }
        }
    };
}

schema!(Artifact, "Artifact", |g| {
    let (path, table) = (g.subschema_for::<RelPath>(), g.subschema_for::<ArtifactTable>());
    json_schema!({ "anyOf": [path, table] })
});
schema!(Binary, "Binary", |g| {
    let (name, table) = (g.subschema_for::<ProgramName>(), g.subschema_for::<BinaryTable>());
    json_schema!({ "anyOf": [name, table] })
});
schema!(Health, "Health", |g| {
    let table = g.subschema_for::<HealthTable>();
    json_schema!({ "anyOf": [{ "const": false }, table] })
});
schema!(OptionValue, "OptionValue", |_| json_schema!({ "type": ["boolean", "string"] }));
schema!(
    VersionText,
    "VersionText",
    |_| json_schema!({ "type": "string", "pattern": "^[0-9][A-Za-z0-9._-]{0,31}$" })
);
schema!(
    Until,
    "Until",
    |_| json_schema!({ "description": "A day: 2027-06-30", "type": ["string", "object"], "format": "date" })
);
