//! Which packages a package needs: constraints, alternatives, what is provided, circles, what every system has.

use hullwright::packages::{Format, Problem, Universe, apk_index, closure, deb_index};

use crate::archive::{apk, deb};

/// The names of a closure, with a `-` before those that every system has.
fn names(text: &str, wanted: &[&str]) -> Result<String, Problem> {
    let universe = Universe::new(Format::Deb, deb_index(text));
    told(&universe, wanted, &["apt"])
}

fn told(universe: &Universe<'_>, wanted: &[&str], base: &[&str]) -> Result<String, Problem> {
    let base: Vec<String> = base.iter().map(|b| (*b).to_owned()).collect();
    let found = closure(universe, wanted, &base)?;
    let words = found.iter().map(|p| if p.base { format!("-{}", p.name) } else { p.name.clone() });
    Ok(words.collect::<Vec<_>>().join(" "))
}

fn unmet(package: &str, needs: &str) -> Result<String, Problem> {
    Err(Problem::Unmet {
        package: package.to_owned(),
        needs: needs.to_owned(),
    })
}

#[test]
fn all_that_is_needed_is_there_and_nothing_more() {
    let text = deb("a", "1", "Depends: b, c (>= 2)\nRecommends: r\nSuggests: s")
        + &deb("b", "1", "Pre-Depends: d")
        + &deb("c", "2", "")
        + &deb("d", "1", "")
        + &deb("r", "1", "")
        + &deb("s", "1", "");
    assert_eq!(names(&text, &["a"]).unwrap(), "a b c d");
    assert_eq!(names(&text, &["d", "r"]).unwrap(), "d r");
}

#[test]
fn a_circle_is_no_trap() {
    let text = deb("a", "1", "Depends: b") + &deb("b", "1", "Depends: c, a") + &deb("c", "1", "Depends: a");
    assert_eq!(names(&text, &["b"]).unwrap(), "a b c");
}

#[test]
fn versions_are_held_to_their_limits() {
    let with = |limit: &str| deb("a", "1", &format!("Depends: b ({limit})")) + &deb("b", "2.0-1", "");
    for limit in [
        "= 2.0-1",
        ">= 2.0",
        ">= 2.0-1",
        "<= 2.0-1",
        "<< 2.0-2",
        ">> 2.0-1~",
        ">= 2.0-1~deb13u1",
    ] {
        assert_eq!(names(&with(limit), &["a"]).unwrap(), "a b", "{limit}");
    }
    for (limit, said) in [
        ("= 2.0", "b = 2.0"),
        ("<< 2.0-1", "b < 2.0-1"),
        (">> 2.0-1", "b > 2.0-1"),
        (">= 1:1", "b >= 1:1"),
        ("!! 1", ""),
    ] {
        assert_eq!(names(&with(limit), &["a"]), unmet("a", said), "{limit}");
    }
}

#[test]
fn of_alternatives_the_chosen_one_counts_then_the_system_s_then_the_first() {
    let text = deb("a", "1", "Depends: x | y | z")
        + &deb("b", "1", "Depends: y")
        + &deb("c", "1", "Depends: x (>= 2) | z")
        + &deb("d", "1", "Depends: nowhere | z")
        + &deb("e", "1", "Depends: x | base")
        + &deb("x", "1", "")
        + &deb("y", "1", "")
        + &deb("z", "1", "")
        + &deb("base", "1", "Essential: yes");
    assert_eq!(names(&text, &["a"]).unwrap(), "a x");
    assert_eq!(names(&text, &["a", "b"]).unwrap(), "a b y", "what must be there is looked at first");
    assert_eq!(names(&text, &["a", "z"]).unwrap(), "a z");
    assert_eq!(names(&text, &["c"]).unwrap(), "c z");
    assert_eq!(names(&text, &["d"]).unwrap(), "d z");
    assert_eq!(names(&text, &["e"]).unwrap(), "-base e");
}

#[test]
fn what_is_provided_meets_a_need() {
    let text = deb("a", "1", "Depends: mta")
        + &deb("b", "1", "Depends: abi (= 3)")
        + &deb("c", "1", "Depends: mta (>= 1)")
        + &deb("postfix", "1", "Provides: mta")
        + &deb("exim", "1", "Provides: mta")
        + &deb("lib3", "1", "Provides: abi (= 3)")
        + &deb("lib2", "1", "Provides: abi (= 2)");
    assert_eq!(names(&text, &["a"]).unwrap(), "a exim", "the same one every time");
    assert_eq!(names(&text, &["a", "postfix"]).unwrap(), "a postfix");
    assert_eq!(names(&text, &["b"]).unwrap(), "b lib3");
    assert_eq!(names(&text, &["c"]), unmet("c", "mta >= 1"), "a name without a version has none");
}

#[test]
fn architectures_in_names_say_nothing_here() {
    let text = deb("a", "1", "Depends: python3:any (>= 3.11~), libc6:native") + &deb("python3", "3.13", "") + &deb("libc6", "2", "");
    assert_eq!(names(&text, &["a"]).unwrap(), "a libc6 python3");
}

#[test]
fn what_every_system_has_is_marked_with_all_that_it_needs() {
    let text = deb("bash", "5", "Essential: yes\nPre-Depends: libc6")
        + &deb("tzdata", "2026", "Priority: required")
        + &deb("apt", "3", "Depends: libssl")
        + &deb("libssl", "3", "Depends: libc6")
        + &deb("libc6", "2", "")
        + &deb("a", "1", "Depends: libssl, libc6, b, tzdata")
        + &deb("b", "1", "");
    assert_eq!(names(&text, &["a"]).unwrap(), "a b -libc6 -libssl -tzdata");
    assert_eq!(
        names(&text, &["libssl"]).unwrap(),
        "-libc6 libssl",
        "what was asked for is always named"
    );
}

#[test]
fn an_alternative_that_is_refused_is_passed_over() {
    let text = deb("a", "1", "Depends: x | y") + &deb("b", "1", "Conflicts: x") + &deb("x", "1", "") + &deb("y", "1", "");
    assert_eq!(names(&text, &["a", "b"]).unwrap(), "a b y");
    let text = deb("a", "1", "Depends: x") + &deb("b", "1", "Breaks: x (<< 2)") + &deb("x", "1", "");
    let clash = Problem::Clash {
        package: "b".to_owned(),
        with: "x".to_owned(),
    };
    assert_eq!(names(&text, &["a", "b"]), Err(clash));
    let newer = text.replace("Package: x\nVersion: 1", "Package: x\nVersion: 2");
    assert_eq!(names(&newer, &["a", "b"]).unwrap(), "a b x");
    let own = deb("a", "1", "Provides: mta\nConflicts: mta");
    assert_eq!(names(&own, &["a"]).unwrap(), "a", "nobody refuses himself");
}

#[test]
fn the_order_of_an_index_and_of_the_wishes_does_not_matter() {
    let paragraphs = [
        deb("a", "1", "Depends: x | y, v"),
        deb("b", "1", "Depends: y | x"),
        deb("x", "1", "Provides: v"),
        deb("y", "1", "Provides: v"),
    ];
    let forward = names(&paragraphs.concat(), &["a", "b"]).unwrap();
    let mut turned = paragraphs.to_vec();
    turned.reverse();
    assert_eq!(names(&turned.concat(), &["a", "b"]).unwrap(), forward);
}

#[test]
fn alpine_needs_are_met_by_names_libraries_and_commands() {
    let text = apk("a", "1-r0", "D:so:libb.so.1 cmd:c busybox>=1.30 d~1.2 !old")
        + &apk("b", "1-r0", "p:so:libb.so.1=1.0 pc:b=1.0")
        + &apk("c", "1-r0", "p:cmd:c=1-r0")
        + &apk("d", "1.2.5-r0", "")
        + &apk("old", "1-r0", "")
        + &apk("busybox", "1.37.0-r30", "D:musl")
        + &apk("musl", "1.2-r0", "");
    let universe = Universe::new(Format::Apk, apk_index(&text));
    assert_eq!(told(&universe, &["a"], &["busybox"]).unwrap(), "a b -busybox c d -musl");
    assert_eq!(
        told(&universe, &["a", "old"], &[]),
        Err(Problem::Clash {
            package: "a".to_owned(),
            with: "old".to_owned()
        })
    );
}
