//! Sentences about stages: where they come from, what is in force in them, and which of them are needed.

use hullwright::dockerfile::{Base, Dockerfile, Keyword, Origin};

use crate::parse;

/// The index of the instruction on a line.
fn on_line(file: &Dockerfile, line: usize) -> usize {
    let found = file.instructions.iter().position(|i| file.source.line(i.span.start) == line);
    found.unwrap_or_else(|| panic!("no instruction on line {line}"))
}

fn user(text: &str) -> Option<(usize, Option<String>)> {
    let file = parse(text);
    let setting = file.user(file.final_stage()?)?;
    let line = file.source.line(file.instructions.get(setting.instruction)?.span.start);
    Some((line, setting.value.clone()))
}

#[test]
fn an_earlier_stage_wins_over_an_image_of_the_same_name() {
    let file = parse("FROM a AS Alpine\nFROM alpine\nFROM ALPINE\nFROM alpine:3\nCOPY --from=ALPINE x /\n");
    let bases: Vec<_> = file.stages.iter().map(|s| s.base.clone()).collect();
    assert_eq!(bases[1], Base::Stage(0));
    // FROM minds the case, and as an image it is none
    assert_eq!(bases[2], Base::Unresolved("ALPINE".to_owned()));
    assert_eq!(file.problems.len(), 1, "{:?}", file.problems);
    assert_eq!(file.copy_from(4), Origin::Stage(0));
    assert!(matches!(&bases[3], Base::Image(image) if image.to_string() == "alpine:3"));
}

#[test]
fn a_from_sees_only_the_arguments_above_all_stages() {
    let file = parse("ARG A=one\nFROM $A\nARG A=two\nARG B=three\nFROM ${A}${B}\n");
    assert!(matches!(&file.stages[1].base, Base::Image(image) if image.to_string() == "one"));
}

#[test]
fn a_reference_with_an_unknown_variable_is_not_guessed() {
    for text in ["ARG A\nFROM $A\n", "FROM x-$TARGETARCH\n", "ARG A\nFROM ${A:-b}\n"] {
        assert!(matches!(parse(text).stages[0].base, Base::Unresolved(_)), "{text:?}");
    }
}

#[test]
fn the_user_is_the_last_one_with_its_variables_expanded() {
    assert_eq!(
        user("FROM a\nUSER root\nARG U=app\nUSER $U:1\n"),
        Some((4, Some("app:1".to_owned())))
    );
    assert_eq!(user("FROM a\nARG U\nUSER $U\n"), Some((3, None)));
    assert_eq!(user("FROM a\nRUN x\n"), None);
}

#[test]
fn the_user_is_inherited_from_stages_of_the_file() {
    assert_eq!(
        user("FROM a AS b\nUSER 1\nFROM b AS c\nRUN x\nFROM c\n"),
        Some((2, Some("1".to_owned())))
    );
    assert_eq!(user("FROM a AS b\nUSER 1\nFROM a\n"), None);
}

#[test]
fn a_user_counts_from_the_next_instruction_on() {
    let file = parse("FROM a\nUSER 1\nRUN x\nUSER 2\n");
    let at = |line| file.setting_at(Keyword::User, on_line(&file, line)).and_then(|s| s.value.clone());
    assert_eq!((at(2), at(3), at(4)), (None, Some("1".to_owned()), Some("1".to_owned())));
}

#[test]
fn an_inherited_trigger_sets_what_is_in_force() {
    assert_eq!(user("FROM a AS b\nONBUILD USER 7\nFROM b\n"), Some((2, Some("7".to_owned()))));
    assert_eq!(
        user("FROM a AS b\nONBUILD USER 7\nFROM b AS c\nUSER 8\nFROM c\n"),
        Some((4, Some("8".to_owned())))
    );
}

#[test]
fn relative_working_directories_add_up_from_a_known_root() {
    let workdir = |text: &str| {
        let file = parse(text);
        file.workdir(file.final_stage().expect("a stage")).map(|s| s.value.clone())
    };
    assert_eq!(
        workdir("FROM a\nWORKDIR /a\nWORKDIR b/../c/./d//\n"),
        Some(Some("/a/c/d".to_owned()))
    );
    assert_eq!(workdir("FROM scratch\nWORKDIR a\n"), Some(Some("/a".to_owned())));
    assert_eq!(workdir("FROM a\nWORKDIR b\n"), Some(None));
    assert_eq!(
        workdir("FROM a AS x\nWORKDIR /r\nFROM x\nENV D=s\nWORKDIR $D\n"),
        Some(Some("/r/s".to_owned()))
    );
    assert_eq!(workdir("FROM a\n"), None);
}

#[test]
fn an_entrypoint_takes_an_inherited_command_away_but_not_its_own() {
    let command = |text: &str| {
        let file = parse(text);
        let stage = file.final_stage().expect("a stage");
        file.setting(Keyword::Cmd, stage)
            .map(|s| file.source.line(file.instructions[s.instruction].span.start))
    };
    assert_eq!(command("FROM a AS b\nCMD x\nFROM b\n"), Some(2));
    assert_eq!(command("FROM a AS b\nCMD x\nFROM b\nENTRYPOINT y\n"), None);
    assert_eq!(command("FROM a AS b\nCMD x\nFROM b\nCMD z\nENTRYPOINT y\n"), Some(4));
    assert_eq!(command("FROM a\nCMD x\nCMD y\n"), Some(3));
}

#[test]
fn the_other_settings_are_inherited_too() {
    let file = parse("FROM a AS b\nHEALTHCHECK NONE\nSTOPSIGNAL SIGINT\nSHELL [\"/bin/bash\", \"-c\"]\nFROM b\nRUN x\n");
    let stage = file.final_stage().expect("a stage");
    assert!(file.setting(Keyword::Healthcheck, stage).is_some());
    assert_eq!(
        file.setting(Keyword::Stopsignal, stage).and_then(|s| s.value.as_deref()),
        Some("SIGINT")
    );
    let shell = file.shell_at(on_line(&file, 6)).expect("a shell");
    assert_eq!(shell.iter().map(|w| w.value.as_str()).collect::<Vec<_>>(), ["/bin/bash", "-c"]);
}

#[test]
fn copies_name_earlier_stages_by_name_or_number_else_images() {
    let text = "FROM a AS one\nFROM b AS two\nCOPY --from=One x /\nCOPY --from=0 x /\nCOPY --from=nginx:1 x /\nCOPY x /\n\
                COPY --from=two x /\nCOPY --from=1 x /\nCOPY --from=$X x /\nCOPY --from=last x /\nCOPY --from=scratch x /\nFROM c AS last\n";
    let file = parse(text);
    let from = |line| file.copy_from(on_line(&file, line));
    assert_eq!((from(3), from(4), from(6)), (Origin::Stage(0), Origin::Stage(0), Origin::Context));
    assert!(matches!(from(5), Origin::Image(image) if image.to_string() == "nginx:1"));
    for line in 7..=10 {
        assert!(matches!(from(line), Origin::Unresolved(_)), "line {line}");
    }
    assert_eq!(from(11), Origin::Scratch);
}

#[test]
fn of_two_stages_with_one_name_the_last_above_is_meant() {
    let file = parse("FROM a AS x\nFROM b AS x\nFROM c\nCOPY --from=x y /\n");
    assert_eq!(file.copy_from(3), Origin::Stage(1));
}

#[test]
fn mounts_name_stages_images_or_the_context() {
    let file = parse(
        "FROM a AS one\nFROM b\nRUN --mount=from=one,target=/x --mount=from=0,target=/y --mount=type=cache,from=img:1,target=/z \\\n \
         --mount=target=/c --mount=type=cache,target=/d --mount=type=secret,id=e cmd\n",
    );
    let origins: Vec<_> = file.instructions[2].mounts().map(|mount| file.mount_from(&mount, 2)).collect();
    assert_eq!(origins[0], Some(Origin::Stage(0)));
    // a number is no stage here
    assert!(matches!(&origins[1], Some(Origin::Image(image)) if image.to_string() == "0"));
    assert!(matches!(&origins[2], Some(Origin::Image(image)) if image.to_string() == "img:1"));
    assert_eq!(origins[3..], [Some(Origin::Context), None, None]);
}

#[test]
fn only_the_stages_that_the_last_one_needs_are_counted() {
    let file = parse(
        "FROM a AS base\nFROM base AS build\nFROM a AS unused\nFROM a AS tools\nFROM scratch\nCOPY --from=build /x /\n\
         RUN --mount=from=tools,target=/t y\n",
    );
    let needed = file.stages_for(file.final_stage().expect("a stage"));
    assert_eq!(needed.into_iter().collect::<Vec<_>>(), [0, 1, 3, 4]);
}

#[test]
fn the_root_of_a_chain_of_stages_is_its_first_base() {
    let file = parse("FROM scratch AS a\nFROM a AS b\nFROM b\n");
    assert_eq!(file.root_base(file.final_stage().expect("a stage")), &Base::Scratch);
}

#[test]
fn every_instruction_knows_its_stage() {
    let file = parse("ARG A\nFROM a\nRUN x\nFROM b\nRUN y\n");
    let stages: Vec<_> = (0..6).map(|at| file.stage_of(at).map(|s| s.index)).collect();
    assert_eq!(stages, [None, Some(0), Some(0), Some(1), Some(1), None]);
}

#[test]
fn a_broken_from_still_opens_a_stage() {
    let file = parse("FROM a b c d\nRUN x\n");
    assert_eq!((file.stages.len(), file.problems.len()), (1, 1));
}

#[test]
fn a_stage_is_built_for_the_platform_of_its_from_or_of_the_stage_below() {
    let file = parse("ARG ARCH=arm64\nFROM --platform=linux/$ARCH a AS b\nFROM b\nFROM --platform=$BUILDPLATFORM a\nFROM a\n");
    let platforms: Vec<_> = file.stages.iter().map(|s| file.platform_value(s)).collect();
    let arm = Some("linux/arm64".to_owned());
    assert_eq!(platforms, [arm.clone(), arm, None, None]);
    assert!(file.platform(&file.stages[2]).is_some() && file.platform(&file.stages[3]).is_none());
}

#[test]
fn what_only_shows_once_variables_have_values_is_a_problem_too() {
    for (text, refused) in [
        ("ARG TAG=3;1\nFROM a:$TAG\n", true),
        ("ARG TAG\nFROM a:$TAG\n", false),
        ("FROM --platform=linux/amd/64/x a\n", true),
        ("FROM --platform=beos a\n", true),
        ("FROM scratch\nARG P=http\nEXPOSE $P\n", true),
        ("FROM a\nEXPOSE $P\n", false),
        ("FROM scratch\nENV A=${B:?needed}\n", true),
        ("FROM a\nENV A=${B:?needed}\n", false),
        ("FROM a\nCOPY https://example.com/x /x\n", true),
        ("FROM a\nADD --checksum=sha256:00 https://example.com/x /x\n", true),
        ("FROM a\nADD --chmod=u=rwX,go-w x /x\nADD --chmod=0755 x /x\n", false),
        ("FROM a\nADD --chmod=999 x /x\n", true),
        ("FROM a\nWORKDIR /\nRUN --mount=type=cache,target=. x\n", true),
        ("FROM a\nRUN --mount=type=tmpfs,target=/t,size=lots x\n", true),
        ("FROM a\nCOPY --from=Upper/x x /\n", false),
        ("FROM a\nCOPY --from=UPPER x /\n", true),
        ("# check=skip=all;error=maybe\nFROM a\n", true),
        ("# check=skip=JSONArgsRecommended;error=true\nFROM a\n", false),
    ] {
        let problems = parse(text).problems;
        assert_eq!(!problems.is_empty(), refused, "{text:?}: {problems:?}");
    }
}
