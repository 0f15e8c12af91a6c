//! Values that cannot be misused: once one of these exists, it cannot break out of the instruction it is written into.

mod archive;
mod image;
mod name;
mod nearest;
mod path;
mod port;
mod registry;
mod text;

pub use archive::{MirrorUrl, Platform, Snapshot};
pub use image::{Digest, ImageRef};
pub use name::{EnvName, LabelKey, Name, PackageName, ProgramName, Requirement, SecretId, Signal};
pub use nearest::nearest;
pub use path::{AbsPath, ContextPath, RelPath};
pub use port::Port;
pub use registry::{RegistryPath, is_docker_hub, is_loopback};
pub use text::{HttpPath, Line, ShellLine};

use serde::de::{self, Deserializer, Visitor};

/// Why a text is no such value: one sentence, lower case, without a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid(pub String);

impl std::fmt::Display for Invalid {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads a text and checks it while it is read: whoever knows places can then say where the wrong one stands, in a list too.
pub(crate) fn read<'de, D: Deserializer<'de>, T>(deserializer: D, check: fn(&str) -> Result<T, Invalid>) -> Result<T, D::Error> {
    struct Text<T>(fn(&str) -> Result<T, Invalid>);
    impl<T> Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a text in quotes")
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
            (self.0)(text).map_err(E::custom)
        }
    }
    deserializer.deserialize_str(Text(check))
}

/// Gives a newtype over `String` its reading from text, its showing, and its serde and schema forms, all through one check.
macro_rules! checked_string {
    ($type:ident, $what:literal, $pattern:literal, $check:expr) => {
        impl $type {
            /// Takes a text if it is such a value.
            ///
            /// # Errors
            /// One sentence that says why it is not.
            pub fn new(text: impl Into<String>) -> Result<Self, $crate::value::Invalid> {
                let text = text.into();
                let check: fn(&str) -> Result<(), String> = $check;
                check(&text).map_err($crate::value::Invalid)?;
                Ok(Self(text))
            }

            /// The text itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::value::read(deserializer, |text| Self::new(text))
            }
        }

        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "description": $what, "pattern": $pattern })
            }

            fn inline_schema() -> bool {
                true
            }
        }
    };
}
pub(crate) use checked_string;

/// Shows a text inside a message: cut to a sane length, with control characters and direction marks spelled out.
pub fn shown(text: &str) -> String {
    const MOST: usize = 60;
    if text.len() <= MOST && is_plain(text) {
        return text.to_owned();
    }
    let mut out = String::new();
    for (count, c) in text.chars().enumerate() {
        if count == MOST {
            out.push('…');
            break;
        }
        if is_hidden(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// Characters that change what a person sees without being seen: controls, bidirectional marks, zero-width ones, line separators
/// (Unicode general categories Cc, Cf, Zl, Zp in so far as they are used for that; CVE-2021-42574).
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || c >= '\u{ad}'
            && matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a text is all printable characters of ASCII, and so neither hides anything nor is wider than it is long. That is quickly seen, and
/// so are most texts.
pub fn is_plain(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b' '..=b'~'))
}
