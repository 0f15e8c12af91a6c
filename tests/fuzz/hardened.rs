//! What `diff` makes of a text: it can be read, the builder takes it if it took the text, and there is nothing left to do to it.

use std::sync::Arc;

use hullwright::{
    audit::{
        Policy,
        harden::{Hardened, Proven, harden},
    },
    dockerfile::Dockerfile,
    source::Source,
};

use crate::soundness;

/// What is longer takes long, and shows nothing that shorter texts do not.
const LONGEST: usize = 2_000;

fn parse(text: &str) -> Dockerfile {
    Dockerfile::parse(Arc::new(Source::new("Dockerfile", text)))
}

/// Hardens a text, and what comes of it once more. Panics if something does not hold.
pub fn check(text: &str, file: Dockerfile, policy: &Policy) {
    if text.len() > LONGEST {
        return;
    }
    let accepted = file.problems.is_empty();
    let done = harden(file, policy, &[]);
    sound(text, &done.safe, accepted);
    sound(text, &done.all, accepted);
    again(text, &done.safe, policy, |again| &again.safe);
    again(text, &done.all, policy, |again| &again.all);
}

/// The new text is read as every other, and is not refused if the old one was not.
fn sound(old: &str, new: &Proven, accepted: bool) {
    if new.text() != old {
        let file = parse(new.text());
        soundness::check(new.text(), &file);
        assert!(
            !accepted || file.problems.is_empty(),
            "{:?} in {:?} of {old:?}",
            file.problems,
            new.text()
        );
    }
}

/// Hardening the new text the same way changes nothing.
fn again(old: &str, new: &Proven, policy: &Policy, which: fn(&Hardened) -> &Proven) {
    if new.text() != old {
        let again = harden(parse(new.text()), policy, &[]);
        assert_eq!(which(&again).text(), new.text(), "hardened twice, from {old:?}");
    }
}
