//! File capabilities that are root by another name.

use crate::{
    audit::{Hit, Policy, Rule, commands::calls_of},
    dockerfile::Dockerfile,
    finding::{Confidence, Severity},
    value::shown,
};

pub const RULE: Rule = Rule {
    name: "dangerous-capability",
    severity: Severity::Warning,
    summary: "a program gets a capability that is as good as root",
    check,
};

/// Each of these lets its holder become root or read and write what root can.
const DANGEROUS: &[&str] = &[
    "cap_bpf",
    "cap_chown",
    "cap_dac_override",
    "cap_dac_read_search",
    "cap_fowner",
    "cap_mknod",
    "cap_net_admin",
    "cap_perfmon",
    "cap_setfcap",
    "cap_setgid",
    "cap_setpcap",
    "cap_setuid",
    "cap_sys_admin",
    "cap_sys_boot",
    "cap_sys_chroot",
    "cap_sys_module",
    "cap_sys_ptrace",
    "cap_sys_rawio",
    "cap_sys_time",
    "all",
];

fn check(file: &Dockerfile, _: &Policy) -> Vec<Hit> {
    calls_of(file, crate::names!["setcap"])
        .filter(|call| call.program() == "setcap")
        .filter_map(|call| {
            let capabilities = call.arguments().iter().find(|w| w.value.contains(['=', '+']))?;
            let lower = capabilities.value.to_ascii_lowercase();
            let named = lower.split([',', '=', '+', ' ']).find(|name| DANGEROUS.contains(name));
            let what = named.or_else(|| lower.starts_with('=').then_some("all"))?;
            Some(
                Hit::new(
                    capabilities.span,
                    format!("`{}` is as good as root to whoever runs this program", shown(what)),
                )
                .confidence(Confidence::Heuristic)
                .help("Give the container the capability when it is run, or find out what the program can do without."),
            )
        })
        .collect()
}
