//! What must never be shown: a password or a token. It can be sent, and in no other way be looked at.

use std::fmt;

/// A password or a token. Neither `Debug` nor an error shows it, and it has no `Display`.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes a text that must not be shown.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, for the one who sends it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// How somebody proves who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// A name and a password.
    Password {
        /// The name. It is not shown either: some registries take a token for it.
        user: Secret,
        /// The password.
        password: Secret,
    },
    /// An identity token, which the registry's token service changes for a short-lived one.
    Identity(Secret),
    /// A token that the registry takes as it is.
    Token(Secret),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_show_itself() {
        let credential = Credential::Password {
            user: Secret::new("somebody"),
            password: Secret::new("hunter2"),
        };
        let shown = format!("{credential:?} {:#?}", Credential::Identity(Secret::new("hunter2")));
        assert!(!shown.contains("hunter2") && !shown.contains("somebody"), "{shown}");
    }
}
