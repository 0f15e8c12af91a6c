//! Inputs that nobody would write: pieces of the golden cases, cut, spliced and sprinkled with what means something to the parser.

use std::{fs, path::Path};

/// A small generator of our own, so that a failure can be had again on any machine.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit.max(1) as u64).unwrap_or(0)
    }

    fn boundary(&mut self, text: &str) -> usize {
        let mut at = self.below(text.len() + 1);
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}

/// What means something somewhere.
const BITS: [&str; 96] = [
    "\\\n",
    "\\",
    "`",
    "\n",
    "\r\n",
    "\r",
    " ",
    "\t",
    "\"",
    "'",
    "$",
    "${",
    "}",
    "{",
    "<<EOF",
    "<<-EOF",
    "<<'E'",
    "<< EOF",
    "EOF",
    "\nEOF\n",
    "#",
    "# c\n",
    "RUN ",
    "FROM a\n",
    "COPY ",
    "ENV ",
    "ARG ",
    "LABEL ",
    "=",
    "--",
    "--from=",
    "--x",
    "[",
    "]",
    ",",
    "[\"a\", \"b\"]",
    ":-",
    "ONBUILD ",
    "HEALTHCHECK ",
    "CMD ",
    "NONE",
    " AS ",
    "\\\\",
    "&&",
    "|",
    ";",
    "(",
    ")",
    "<",
    ">",
    "\u{feff}",
    "é",
    "\u{a0}",
    "\u{3000}",
    "# escape=`\n",
    "# syntax=x\n",
    "//",
    "#!",
    "\\u00e9",
    "VOLUME ",
    "EXPOSE ",
    "USER ",
    "a=b ",
    "/",
    "%",
    "?",
    "+",
    "\u{b}",
    "\u{c}",
    "MAINTAINER ",
    "SHELL ",
    "STOPSIGNAL ",
    "WORKDIR ",
    "ENTRYPOINT ",
    "\t#x\n",
    "3<<EOF ",
    "$((",
    "))",
    "$(",
    "if ",
    "; then ",
    "; fi",
    "case x in ",
    ";; ",
    "esac",
    "for x in ",
    "; do ",
    "; done",
    "[[ ",
    " ]]",
    "<(",
    "2>&1",
    "f() ",
    "🐋",
    "\0",
    "--mount=type=cache,target=/x ",
];

/// The golden cases.
pub fn cases() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/dockerfile/cases");
    let mut paths: Vec<_> = fs::read_dir(folder)
        .expect("the cases")
        .map(|e| e.expect("an entry").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "Dockerfile"));
    paths.sort();
    let texts = paths.into_iter().map(|path| fs::read_to_string(path).expect("UTF-8"));
    texts.filter(|text| text.len() < 10_000).collect()
}

/// One such input.
pub fn mutant(random: &mut Random, cases: &[String]) -> String {
    let mut text = cases[random.below(cases.len())].clone();
    if random.below(4) > 0 {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let from = random.below(lines.len());
        let to = (from + 1 + random.below(8)).min(lines.len());
        text = lines.get(from..to).unwrap_or(&[]).concat();
        if random.below(2) == 0 {
            text.insert_str(0, "FROM x\n");
        }
    }
    for _ in 0..random.below(8) {
        let at = random.boundary(&text);
        match random.below(4) {
            0 | 1 => text.insert_str(at, BITS[random.below(BITS.len())]),
            2 => {
                let mut end = (at + 1 + random.below(8)).min(text.len());
                while !text.is_char_boundary(end) {
                    end += 1;
                }
                text.replace_range(at..end, "");
            }
            _ => {
                let from = random.boundary(&text);
                let part: String = text[from..].chars().take(random.below(40)).collect();
                text.insert_str(at, &part);
            }
        }
    }
    text
}
