//! Each example and its committed files.

use std::sync::Arc;

use hullwright::{
    audit::{Policy, audit},
    compile::{Library, Pinning},
    dockerfile::Dockerfile,
    source::Source,
};

use crate::{
    disk::Disk,
    example::{Example, folders, told},
    golden::{differs, nothing_wrong},
};

const LOCKED: Pinning = Pinning {
    locked: true,
    unpinned: false,
};

#[test]
fn every_folder_is_an_example() {
    // `hardening/` holds Dockerfiles with their hardened versions: another kind of example.
    let other = |name: &str| name == "hardening";
    for folder in folders() {
        let name = folder.file_name().and_then(|n| n.to_str()).expect("names are UTF-8");
        assert!(other(name) || folder.join("app.toml").is_file(), "examples/{name} has no app.toml");
    }
}

#[test]
fn each_compiles_to_exactly_its_committed_files() {
    let mut wrong = Vec::new();
    for example in Example::all() {
        let made = example.compiled();
        let files = [
            ("Dockerfile", made.dockerfile()),
            (".dockerignore", made.dockerignore()),
            ("app.lock", made.lock()),
        ];
        wrong.extend(files.iter().filter_map(|(name, text)| differs(&example.folder.join(name), text)));
    }
    nothing_wrong(&wrong);
}

#[test]
fn an_audit_of_each_finds_nothing_at_all() {
    for example in Example::all() {
        let made = example.compiled();
        let source = Arc::new(Source::new("Dockerfile", made.dockerfile()));
        // What an example waives, it waives with a reason; nothing else makes a rule quiet.
        let policy = Policy {
            waivers: made.policy().waivers.clone(),
            ..Policy::default()
        };
        let findings = audit(&Dockerfile::parse(source), &policy);
        let seen: Vec<_> = findings.iter().map(|f| (&f.rule, &f.message)).collect();
        assert!(seen.is_empty(), "examples/{}: {seen:?}", example.name);
    }
}

#[test]
fn a_deleted_lock_comes_back_the_same_from_the_catalogue() {
    for example in Example::all() {
        let anew = example
            .compile(&Library::builtin(), None, Pinning::default())
            .expect("the catalogue has it");
        assert_eq!(anew.lock(), example.compiled().lock(), "examples/{}", example.name);
        assert_eq!(anew.dockerfile(), example.compiled().dockerfile(), "examples/{}", example.name);
    }
}

#[test]
fn locked_gives_the_same_bytes() {
    for example in Example::all() {
        let lock = example.lock();
        assert!(lock.is_some(), "examples/{} has no app.lock", example.name);
        let locked = example.compile(&Library::builtin(), lock.as_ref(), LOCKED);
        let locked = locked.unwrap_or_else(|e| panic!("examples/{}: {}", example.name, told(&e)));
        let made = example.compiled();
        assert_eq!(locked.dockerfile(), made.dockerfile(), "examples/{}", example.name);
        assert_eq!(locked.dockerignore(), made.dockerignore(), "examples/{}", example.name);
        assert_eq!(locked.lock(), made.lock(), "examples/{}", example.name);
    }
}

#[test]
fn locked_with_a_lock_that_covers_nothing_names_each_image() {
    let empty = Arc::new(Source::new("app.lock", "version = 1\n"));
    for example in Example::all() {
        for lock in [None, Some(&empty)] {
            let error = example.compile(&Library::builtin(), lock, LOCKED).expect_err("nothing is covered");
            let disk = Disk::new(&example.folder);
            let library = Library::builtin();
            let images = hullwright::compile::images(hullwright::compile::Inputs {
                manifest: &example.manifest,
                lock: None,
                project: &disk,
                library: &library,
                pinning: LOCKED,
            });
            let images = images.expect("its images are known");
            assert_eq!(error.findings.len(), images.len(), "examples/{}: {}", example.name, told(&error));
            for (role, image) in images {
                let named = error
                    .findings
                    .iter()
                    .any(|f| f.message.contains(&format!("the {role} image {image}")));
                assert!(
                    named,
                    "examples/{}: the {role} image {image} is not named: {}",
                    example.name,
                    told(&error)
                );
            }
        }
    }
}
