//! The house is as `ARCHITECTURE.md` says: who may look at whom, what is fenced in, how large things are, and no language in the code.

#[path = "architecture/code.rs"]
mod code;
#[path = "architecture/fences.rs"]
mod fences;
#[path = "architecture/files.rs"]
mod files;
#[path = "architecture/grain.rs"]
mod grain;
#[path = "architecture/languages.rs"]
mod languages;
#[path = "architecture/layers.rs"]
mod layers;
