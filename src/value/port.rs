//! A port that an app without privileges can listen on.

use serde::de::{self, Deserializer, Visitor};

use super::Invalid;

/// A TCP or UDP port from 1024 to 65535.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Port(u16);

impl Port {
    /// Takes a number if it is such a port.
    ///
    /// # Errors
    /// One sentence that says why it is not.
    pub fn new(number: i64) -> Result<Self, Invalid> {
        match u16::try_from(number) {
            Ok(22) => Err(Invalid(
                "port 22 is for ssh: a container is entered through its engine, never through a daemon of its own".into(),
            )),
            Ok(0) | Err(_) => Err(Invalid(format!("{number} is no port: ports go from 1 to 65535"))),
            Ok(low @ 1..1024) => Err(Invalid(format!(
                "port {low} needs privileges that the app will not have: listen on 1024 or above (8080, say) and map {low} to it from outside"
            ))),
            Ok(port) => Ok(Self(port)),
        }
    }

    /// The number.
    pub fn number(self) -> u16 {
        self.0
    }
}

impl serde::Serialize for Port {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(self.0)
    }
}

impl<'de> serde::Deserialize<'de> for Port {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Number;
        impl Visitor<'_> for Number {
            type Value = Port;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a port number")
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Port, E> {
                Port::new(number).map_err(E::custom)
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Port, E> {
                Port::new(i64::try_from(number).unwrap_or(i64::MAX)).map_err(E::custom)
            }
        }
        deserializer.deserialize_i64(Number)
    }
}

impl schemars::JsonSchema for Port {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Port".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "integer", "description": "A port that needs no privileges", "minimum": 1024, "maximum": 65535 })
    }

    fn inline_schema() -> bool {
        true
    }
}
