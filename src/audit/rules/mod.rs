//! All rules, in alphabetical order. A rule is `x.rs`, `x.md` and its word in this list.

use super::Rule;

macro_rules! rules {
    ($($name:ident)*) => {
        $(mod $name;)*

        /// Every rule, in the order of their names.
        pub const RULES: &[Rule] = &[$($name::RULE),*];
    };
}

rules! {
    syntax_error
}
