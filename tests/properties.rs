//! No `app.toml` and no template, however hostile, gets anything out of the compiler but what was planned.

#[path = "properties/manifests.rs"]
mod manifests;
#[path = "properties/nasty.rs"]
mod nasty;
#[path = "properties/slots.rs"]
mod slots;
#[path = "properties/templates.rs"]
mod templates;
#[path = "common/xorshift.rs"]
mod xorshift;
