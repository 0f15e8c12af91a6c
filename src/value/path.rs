//! Paths: inside the project, and inside the image.

use super::{Invalid, shown};

/// A path inside the project, relative to its folder, `/` between parts, never leaving it. `./a/` is read as `a`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RelPath(String);

/// An absolute path inside the image, other than `/` itself. A trailing `/` is dropped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AbsPath(String);

/// A build context: `.`, or a folder above that of `app.toml`, as `..` or `../..`. A trailing `/` is dropped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContextPath(String);

impl ContextPath {
    /// Takes a text if it is such a path.
    ///
    /// # Errors
    /// One sentence that says why it is not.
    pub fn new(text: impl AsRef<str>) -> Result<Self, Invalid> {
        let text = text.as_ref();
        let path = text.strip_suffix('/').unwrap_or(text);
        if path == "." || path.split('/').all(|part| part == "..") && path.split('/').count() <= 16 {
            return Ok(Self(path.to_owned()));
        }
        Err(Invalid(format!(
            "`{}` is no build context: that is a folder above app.toml's, as `..` or `../..`",
            shown(text)
        )))
    }

    /// The path, without a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl RelPath {
    /// Takes a text if it is such a path.
    ///
    /// # Errors
    /// One sentence that says why it is not.
    pub fn new(text: impl AsRef<str>) -> Result<Self, Invalid> {
        let text = text.as_ref();
        let bad = |why: &str| Err(Invalid(format!("`{}` {why}", shown(text))));
        if text.starts_with('/') || text.starts_with('~') || text.get(1..2) == Some(":") {
            return bad("is not inside the project: write it relative to the folder of app.toml");
        }
        if text.split('/').any(|part| part == "..") {
            return bad("leaves the project: a path cannot go up with `..`");
        }
        let path = text
            .split('/')
            .filter(|part| !part.is_empty() && *part != ".")
            .collect::<Vec<_>>()
            .join("/");
        if path.is_empty() {
            return bad("is the whole project: name the files and folders that are needed, so that nothing else gets in");
        }
        check_characters(text, &path)?;
        Ok(Self(path))
    }

    /// The path, without `.` parts and trailing slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl AbsPath {
    /// Takes a text if it is such a path.
    ///
    /// # Errors
    /// One sentence that says why it is not.
    pub fn new(text: impl AsRef<str>) -> Result<Self, Invalid> {
        let text = text.as_ref();
        let bad = |why: &str| Err(Invalid(format!("`{}` {why}", shown(text))));
        if !text.starts_with('/') {
            return bad("is not absolute: a path inside the image starts with `/`");
        }
        if text.split('/').any(|part| part == ".." || part == ".") {
            return bad("is not plain: leave out `.` and `..`");
        }
        let path = text.split('/').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
        if path.is_empty() {
            return bad("is the whole image: name a folder");
        }
        check_characters(text, &path)?;
        Ok(Self(format!("/{path}")))
    }

    /// The path, without a trailing slash.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Characters that need no quoting in COPY, in `.dockerignore` and in a shell. Names with others can be renamed; a wrongly quoted one cannot be taken back.
fn check_characters(shown_text: &str, path: &str) -> Result<(), Invalid> {
    if path.len() > 1024 {
        return Err(Invalid(format!(
            "`{}` is too long for a path: 1024 bytes at most",
            shown(shown_text)
        )));
    }
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '@' | '=' | ',' | '/');
    if let Some(c) = path.chars().find(|c| !plain(*c)) {
        return Err(Invalid(format!(
            "`{}` has `{}` in it: a path here has letters, digits and `. _ - + @ = ,` only",
            shown(shown_text),
            shown(&c.to_string())
        )));
    }
    if path.split('/').any(|part| part.starts_with('-')) {
        return Err(Invalid(format!(
            "`{}` has a part that starts with `-`: programs would read it as an option",
            shown(shown_text)
        )));
    }
    Ok(())
}

macro_rules! path_traits {
    ($type:ident, $what:literal, $pattern:literal) => {
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
                super::read(deserializer, |text| Self::new(text))
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

path_traits!(
    RelPath,
    "A path inside the project",
    "^[^/~\\s*?\\[\\]\"'$\\\\][^\\s*?\\[\\]\"'$\\\\]*$"
);
path_traits!(AbsPath, "An absolute path inside the image", "^/[^\\s*?\\[\\]\"'$\\\\]+$");
path_traits!(ContextPath, "A folder above that of app.toml", r"^(\.|\.\.(/\.\.)*)/?$");
