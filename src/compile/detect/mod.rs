//! How a preset sees things in a project: a few general verbs, so that a language needs no code.

mod condition;
mod depends;
mod find;
mod found;
mod imports;
mod inputs;
mod known;
mod lookup;
mod modules;
mod readme;
mod script;
mod search;
mod sources;
mod words;
mod yaml;

pub use condition::{Condition, any};
pub use depends::{Named, Names};
pub use find::Find;
pub use found::Found;
pub use imports::Outside;
pub use inputs::{Inputs, Taken, unfold};
pub use known::Known;
pub use lookup::{json_at, requirement_name, toml_at, toml_texts};
pub use modules::{Module, Modules};
pub use readme::told_ports;
pub use script::{Script, Wording};
pub use sources::{MOST, is_aside, sources, sources_in};
pub use yaml::yaml_at;
