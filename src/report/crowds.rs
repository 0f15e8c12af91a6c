//! Many findings of one rule in one file, which nobody reads one by one: people are shown the first of them, and told how many more there are.

use std::{collections::BTreeMap, fmt::Write as _};

use crate::{diff::visible, finding::Finding};

/// So many of a rule are shown for each file.
const MOST: usize = 100;

/// Those that are shown, in their order, and a line for each rule of a file that has more; an empty text where all are shown. What counts them,
/// and every format but the one for people, has all.
pub fn thinned(findings: &[Finding]) -> (Vec<&Finding>, String) {
    let mut shown = Vec::new();
    let mut more = String::new();
    let of_one_file = |a: &Finding, b: &Finding| a.place.source.name() == b.place.source.name();
    for file in findings.chunk_by(of_one_file) {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in file {
            let count = counts.entry(&finding.rule).or_default();
            *count += 1;
            if *count <= MOST {
                shown.push(finding);
            }
        }
        let name = file.first().map_or("", |finding| finding.place.source.name());
        for (rule, count) in counts.into_iter().filter(|(_, count)| *count > MOST) {
            let rest = count - MOST;
            let (rule, name) = (visible(rule), visible(name));
            let gap = if more.is_empty() { "\n" } else { "" };
            let _ = writeln!(more, "{gap}{name}: {rest} more of {rule} are not shown; --format json has all");
        }
    }
    (shown, more)
}
