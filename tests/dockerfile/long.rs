//! A long file is read in several parts at once: that must not be seen.

use std::fmt::Write as _;

use super::{mutate::Random, parse};
use hullwright::source::Span;

/// What a part may begin in the middle of, or seem to.
const PIECES: [&str; 16] = [
    "FROM debian:13 AS base\n",
    "RUN apt-get update \\\n # a remark\n  && apt-get install -y curl\n",
    "RUN <<EOF\nset -e\nRUN echo this is no instruction\nCOPY neither /is/this\nEOF\n",
    "COPY <<A <<B /etc/\nUSER root\nA\nENV x=y\nB\n",
    "# a remark\n\n   \n# another\n",
    "ENV LONG=\\\nRUN=x \\\n\n",
    "LABEL a=\"\\\nUSER \\\nb\"\n",
    "WORKDIR /srv\r\n",
    "COPY a b\n",
    "RUN echo one; \\\nRUN two\n",
    "ONBUILD RUN make\n",
    "CMD [\"/bin/sh\", \"-c\", \"exec x\"]\n",
    "FORM typo\n",
    "EXPOSE 99999\n",
    "RUN echo '\\\n\nUSER x'\n",
    "ARG V=1\nRUN curl -o $V https://example.com/$V\n",
];

/// So long that it is read in parts.
fn long(random: &mut Random) -> String {
    let mut text = String::new();
    let usual = random.below(PIECES.len());
    while text.len() < 1_200_000 {
        // runs of the same, so that a part begins inside one now and then
        let piece = if random.below(3) == 0 { random.below(PIECES.len()) } else { usual };
        for _ in 0..=random.below(200) {
            text.push_str(PIECES[piece]);
        }
    }
    if random.below(3) == 0 {
        // what nothing closes reaches to the end
        let at = text.len() * random.below(4) / 4;
        let at = text[..at].rfind('\n').map_or(text.len(), |at| at + 1);
        text.insert_str(at, "RUN <<NEVER\n");
    }
    text
}

/// All that the parser says of what follows the first lines, a line for each thing.
fn told(head: &str, rest: &str) -> String {
    let file = parse(&format!("{head}{rest}"));
    let later = |span: Span| span.start >= head.len();
    let mut out = String::new();
    for instruction in file.instructions.iter().filter(|i| later(i.span)) {
        let _ = writeln!(out, "{instruction:?}");
    }
    for comment in file.comments.iter().filter(|span| later(**span)) {
        let _ = writeln!(out, "{comment:?}");
    }
    for problem in file.problems.iter().filter(|problem| later(problem.span)) {
        let _ = writeln!(out, "{problem:?}");
    }
    for stage in &file.stages {
        let _ = writeln!(out, "{} {:?} {:?}", stage.index, stage.base, stage.instructions.start);
    }
    out
}

/// The same two lines long: with the first, what follows is read in parts, with the second from the top to the bottom.
const PARTS: &str = "FROM debian:13\nWORKDIR /srv/app/in/her\n";
const ONE: &str = "FROM debian:13\nSHELL [\"/bin/sh\", \"-c\"]\n";

#[test]
fn a_long_file_is_read_in_parts_as_it_is_in_one() {
    for seed in 1..=4 {
        let text = long(&mut Random::new(seed));
        let (parts, one) = (told(PARTS, &text), told(ONE, &text));
        let differs = parts.lines().zip(one.lines()).find(|(a, b)| a != b);
        assert_eq!(differs, None, "seed {seed}");
        assert_eq!(parts.lines().count(), one.lines().count(), "seed {seed}");
    }
}

/// What is too long for the builder is said in whatever part it stands.
#[test]
fn a_line_that_is_too_long_is_a_problem_in_every_part() {
    let line = format!("RUN echo {}\n", "x".repeat(70_000));
    let text = format!("FROM debian:13\n{}", line.repeat(40));
    let file = parse(&text);
    let long = file
        .problems
        .iter()
        .filter(|problem| problem.message.contains("longer than"))
        .count();
    assert_eq!((long, file.instructions.len()), (40, 41));
}
