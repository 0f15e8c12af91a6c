//! The runtime stage: command, ports, user, environment, health.

use std::collections::BTreeMap;

use super::{
    Ground,
    build::{merge_env, packages},
    command::{Words, command},
    links::links,
    notes::Notes,
};
use crate::{
    compile::{
        manifest::{At, Health, HealthTable},
        plan::{HealthPlan, PlacedPlan, RuntimePlan},
        preset::{Base, Framework, Manager, PackageFamily},
    },
    source::Span,
};

/// The uid and gid that an app runs as unless app.toml says: distroless' `nonroot`, above every host's own users.
const NONROOT: u32 = 65532;

/// The runtime stage.
pub fn runtime(
    ground: Ground<'_>,
    (base, manager): (Option<&Base>, Option<&Manager>),
    framework: Option<&Framework>,
    (words, binaries): (&Words<'_>, &[String]),
    notes: &mut Notes<'_>,
) -> RuntimePlan {
    let said = &ground.manifest.runtime;
    let family = base.map_or(PackageFamily::None, |b| b.runtime_packages);
    if let (PackageFamily::None, Some(base), Some(first)) = (family, base, said.packages.first()) {
        let able: Vec<&str> = ground
            .preset
            .bases
            .iter()
            .filter(|b| b.runtime_packages != PackageFamily::None)
            .map(|b| b.name.as_str())
            .collect();
        let message = format!("the base `{}` has no package manager, so nothing can be installed in it", base.name);
        let help = if able.is_empty() {
            "leave the packages out".to_owned()
        } else {
            format!("choose a base that can: {}", able.join(", "))
        };
        notes.error("packages-impossible", first.span(), message, help);
    }
    let ports = ports(ground, framework, notes);
    let (uid, gid, openshift) = user(ground, notes);
    let command = command(
        ground,
        (base, framework.and_then(|f| f.lacks.as_deref())),
        words,
        binaries,
        ports.first().copied(),
        notes,
    );
    let mut env = preset_env(ground, (base, manager, framework), words, ports.first().copied());
    let has = |text: &String| command.iter().any(|word| word.contains(text.as_str()));
    let without = ground.preset.runtime.env_not_with.iter();
    without
        .filter(|(_, texts)| texts.iter().any(has))
        .for_each(|(name, _)| drop(env.remove(name)));
    let writable = writable(ground, notes);
    RuntimePlan {
        links: links(ground, &writable, &command, notes),
        writable,
        scratch: base.is_some_and(|b| b.runtime == "scratch"),
        shell: base.is_some_and(|b| b.shell),
        family,
        packages: packages(&said.packages, base.map_or(&[], |b| &b.runtime_needs), notes),
        locked: Vec::new(),
        env: merge_env(&env, &said.env),
        health: health(ground, base, ports.first().copied(), notes),
        command,
        ports,
        uid,
        gid,
        openshift,
        stop: match &said.stop {
            Some(said) => said.to_string(),
            None => {
                let own = base.and_then(|b| b.stop.as_ref());
                let started = words.start.and_then(|start| start.stop.as_ref());
                started
                    .or(own)
                    .or(ground.preset.runtime.stop.as_ref())
                    .map_or("SIGTERM", String::as_str)
                    .to_owned()
            }
        },
    }
}

/// The preset's environment with the base's, the manager's and the framework's over it, and over that what the start command's line sets.
fn preset_env(
    ground: Ground<'_>,
    (base, manager, framework): (Option<&Base>, Option<&Manager>, Option<&Framework>),
    words: &Words<'_>,
    port: Option<u16>,
) -> BTreeMap<String, String> {
    let port = port.unwrap_or(ground.preset.runtime.port).to_string();
    let all = ground
        .preset
        .runtime
        .env
        .iter()
        .chain(base.iter().flat_map(|b| &b.env))
        .chain(manager.iter().flat_map(|m| &m.runtime_env))
        .chain(framework.iter().flat_map(|f| &f.env))
        .chain(&words.env);
    all.map(|(name, value)| (name.clone(), value.replace("{port}", &port))).collect()
}

fn ports(ground: Ground<'_>, framework: Option<&Framework>, notes: &mut Notes<'_>) -> Vec<u16> {
    let Some(said) = &ground.manifest.runtime.ports else {
        if framework.is_some_and(|f| f.portless) {
            return Vec::new();
        }
        return vec![framework.and_then(|f| f.port).unwrap_or(ground.preset.runtime.port)];
    };
    let mut seen: BTreeMap<u16, Span> = BTreeMap::new();
    for port in said {
        if let Some(first) = seen.insert(port.number(), port.span()) {
            notes.twice(port.span(), first, &format!("port {}", port.number()));
        }
    }
    said.iter().map(|p| p.number()).collect()
}

fn user(ground: Ground<'_>, notes: &mut Notes<'_>) -> (u32, u32, bool) {
    let said = &ground.manifest.runtime;
    let openshift = said.openshift.as_ref().is_some_and(|o| *o.value());
    let default_gid = |uid| if openshift { 0 } else { uid };
    let Some(user) = &said.user else {
        return (NONROOT, default_gid(NONROOT), openshift);
    };
    let (uid, gid) = (*user.uid.value(), user.gid.as_ref().map(|g| *g.value()));
    if uid == 0 {
        let help = format!("leave `user` out to run as {NONROOT}, or name another uid");
        notes.error(
            "root-user",
            user.uid.span(),
            "uid 0 is root: an app that is taken over would own the container",
            help,
        );
    }
    for id in [Some(&user.uid), user.gid.as_ref()]
        .into_iter()
        .flatten()
        .filter(|id| *id.value() == u32::MAX)
    {
        let message = "4294967295 is not an id: the kernel uses it for `none`";
        notes.error("bad-value", id.span(), message, "name a smaller one");
    }
    match (&user.gid, openshift) {
        (Some(gid), true) if *gid.value() != 0 => {
            let message = format!("openshift = true needs group 0, but gid is {}", gid.value());
            notes.error("contradiction", gid.span(), message, "leave gid out, or openshift");
        }
        (Some(gid), false) if *gid.value() == 0 && !ground.refused.has("runtime.openshift") => {
            let help = "name another gid, or say openshift = true if any uid of group 0 is to run it";
            notes.error("root-group", gid.span(), "gid 0 is root's group", help);
        }
        _ => {}
    }
    (uid, gid.unwrap_or(default_gid(uid)), openshift)
}

fn writable(ground: Ground<'_>, notes: &mut Notes<'_>) -> Vec<PlacedPlan> {
    const SYSTEM: [&str; 9] = ["/bin", "/boot", "/dev", "/etc", "/lib", "/proc", "/sbin", "/sys", "/usr"];
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for path in &ground.manifest.runtime.writable {
        let text = path.as_str();
        if SYSTEM
            .iter()
            .any(|s| text == *s || text.strip_prefix(s).is_some_and(|rest| rest.starts_with('/')))
            || text == "/app"
        {
            let help = "name a folder of the app's own, such as /app/data or /var/lib/app";
            notes.error(
                "bad-writable",
                path.span(),
                format!("`{text}` holds code or belongs to the system: the app must not write to it"),
                help,
            );
        }
        if let Some(first) = seen.insert(text, path.span()) {
            notes.twice(path.span(), first, &format!("the folder `{text}`"));
        }
    }
    seen.into_keys().map(|path| PlacedPlan::new("", path)).collect()
}

fn health(ground: Ground<'_>, base: Option<&Base>, port: Option<u16>, notes: &mut Notes<'_>) -> HealthPlan {
    let mut plan = HealthPlan {
        kind: "none".to_owned(),
        command: Vec::new(),
        interval: 30,
        timeout: 5,
        start: 10,
        retries: 3,
    };
    match ground.manifest.runtime.health.as_ref().map(At::value) {
        Some(Health::Off) => {}
        Some(Health::Table(table)) => asked(ground, table, port, &mut plan, notes),
        None => {
            if let Some(port) = port {
                plan.kind = "tcp".to_owned();
                plan.command = fill_probe(&ground.preset.runtime.tcp_probe, port, "");
            }
        }
    }
    if let (Some(first), Some(base)) = (plan.command.first_mut(), base)
        && let Some(path) = base.programs.get(first)
    {
        first.clone_from(path);
    }
    plan
}

fn asked(ground: Ground<'_>, table: &HealthTable, port: Option<u16>, plan: &mut HealthPlan, notes: &mut Notes<'_>) {
    let span = ground.manifest.runtime.health.as_ref().map_or(Span::at(0), At::span);
    match (&table.path, &table.command) {
        (Some(path), None) => match port {
            Some(port) => {
                plan.kind = "http".to_owned();
                plan.command = fill_probe(&ground.preset.runtime.http_probe, port, path.as_str());
            }
            None if ground.refused.has("runtime.ports") => {}
            None => notes.error(
                "contradiction",
                path.span(),
                "there is no port to ask for this path",
                "name a port, or probe with a command",
            ),
        },
        (None, Some(command)) if command.first().is_some_and(|w| !w.as_str().is_empty()) => {
            plan.kind = "command".to_owned();
            plan.command = command.iter().map(ToString::to_string).collect();
        }
        _ if ground.refused.has("runtime.health") => {}
        (None, Some(command)) => notes.error(
            "no-command",
            command.span(),
            "the command is empty",
            "name the program and its arguments",
        ),
        (Some(_), Some(command)) => notes.error(
            "contradiction",
            command.span(),
            "health has both a path and a command",
            "leave one of them out",
        ),
        (None, None) => notes.error(
            "missing-key",
            span,
            "health has neither a path nor a command",
            "write { path = \"/healthz\" }, or false",
        ),
    }
    let seconds = [
        (&table.interval, &mut plan.interval, 1),
        (&table.timeout, &mut plan.timeout, 1),
        (&table.start, &mut plan.start, 0),
    ];
    for (said, value, least) in seconds {
        set(said.as_ref(), value, least, 3600, notes);
    }
    set(table.retries.as_ref(), &mut plan.retries, 1, 100, notes);
}

fn set(said: Option<&At<u32>>, value: &mut u32, least: u32, most: u32, notes: &mut Notes<'_>) {
    let Some(said) = said else { return };
    *value = *said.value();
    if !(least..=most).contains(said.value()) {
        notes.error(
            "bad-value",
            said.span(),
            format!("{} is out of range", said.value()),
            format!("it goes from {least} to {most}"),
        );
    }
}

fn fill_probe(pattern: &[String], port: u16, path: &str) -> Vec<String> {
    pattern
        .iter()
        .map(|w| w.replace("{port}", &port.to_string()).replace("{path}", path))
        .collect()
}
