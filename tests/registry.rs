//! What registries may do to us: every answer, refusal and fault over a real connection to this machine, and what the program makes of it.

#[expect(dead_code, reason = "it is made for the tests of the command line")]
mod support;

#[path = "registry/faults.rs"]
mod faults;
#[path = "registry/hardening.rs"]
mod hardening;
#[path = "registry/lab.rs"]
mod lab;
#[path = "registry/login.rs"]
mod login;
#[path = "registry/mirrors.rs"]
mod mirrors;
#[path = "registry/online.rs"]
mod online;
#[path = "registry/renew.rs"]
mod renew;
#[path = "registry/retry.rs"]
mod retry;
#[path = "registry/server.rs"]
mod server;
