//! The parser through its public door.

use std::sync::Arc;

use hullwright::{dockerfile::Dockerfile, source::Source};

#[test]
fn a_file_of_every_instruction_is_read() {
    let text = "\u{FEFF}# syntax=docker/dockerfile:1\n# escape=\\\n\n# hi\nARG V=1\nFROM --platform=linux/amd64 python:3 AS base\nRUN --mount=type=cache,target=/x apt-get update && \\\n  # why\n  apt-get install -y curl | tee log; echo 'a b'\nRUN cat <<EOF > /f <<-'B'\nbody\nEOF\n\tx\n\tB\nFROM base\nCOPY --from=base a b /c/\nENV A=\"b c\" D=e\\ f\nENV OLD way of life\nLABEL \"com.x\"=y\nEXPOSE 80 90-92/udp\nHEALTHCHECK --interval=3s CMD [\"a\", \"b\"]\nCMD [\"x\"]\nENTRYPOINT exec top\nONBUILD RUN foo\nRUN <<EOF\napt-get update\nEOF\nFOO bar\nVOLUME /a\nSHELL [\"/bin/bash\",\"-c\"]\nUSER 1:1\nWORKDIR /x\nSTOPSIGNAL SIGTERM\nMAINTAINER me\n";
    let file = Dockerfile::parse(Arc::new(Source::new("Dockerfile", text)));
    assert_eq!(file.problems.len(), 1);
}
