//! `.dockerignore`: nothing enters the build context but what the COPYs need. Matching follows moby/patternmatcher.

use super::plan::Plan;

/// The file's text for a plan: everything is left out, what is needed is let in, and what must never enter is left out again, but certificates.
pub fn write(plan: &Plan, never: &[String], certificates: &[String]) -> String {
    let mut out = String::from("\n# Nothing enters the build context\n*\n\n# but what the Dockerfile copies,\n");
    for path in needed(plan) {
        out.push('!');
        out.push_str(&path);
        out.push('\n');
    }
    out.push_str("\n# and of that no secrets, caches or leftovers\n");
    for pattern in never {
        out.push_str(pattern);
        out.push('\n');
    }
    if !certificates.is_empty() {
        out.push_str("\n# but certificates, which are public; should one of these files get a key, run `hullwright generate`\n");
    }
    for path in certificates {
        out.push('!');
        out.push_str(path);
        out.push('\n');
    }
    out
}

/// Paths of the project that the build needs, sorted, each once.
pub fn needed(plan: &Plan) -> Vec<String> {
    let builds = plan.assets.iter().flat_map(|a| &a.build).chain([&plan.build]);
    let copies = builds.flat_map(|b| b.manager_copies.iter().chain(&b.copies));
    let mut all: Vec<String> = copies.flat_map(|c| c.from.iter().cloned()).collect();
    all.sort();
    all.dedup();
    all
}

/// Whether a path of the project (`/` between parts) enters the build context under these patterns: the last one that matches it or a
/// folder above it decides.
pub fn enters(text: &str, path: &str) -> bool {
    let mut inside = true;
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (pattern, lets_in) = match line.strip_prefix('!') {
            Some(pattern) => (pattern.trim(), true),
            None => (line, false),
        };
        let pattern = pattern.trim_matches('/');
        let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
        if lets_in != inside && matches_or_above(pattern, path) {
            inside = lets_in;
        }
    }
    inside
}

/// Whether a pattern matches a path or one of the folders that it lies in.
fn matches_or_above(pattern: &str, path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    let pattern: Vec<&str> = pattern.split('/').collect();
    (1..=parts.len()).any(|n| parts_match(&pattern, &parts[..n]))
}

/// Parts against parts; `**` stands for any number of them. Keeps the rows of a table instead of trying every way, so that time is bounded.
fn parts_match(pattern: &[&str], path: &[&str]) -> bool {
    let mut reached = vec![false; path.len() + 1];
    reached[0] = true;
    for part in pattern {
        let mut next = vec![false; path.len() + 1];
        let mut open = false;
        for at in 0..=path.len() {
            if *part == "**" {
                open |= reached[at];
                next[at] = open;
            } else if at > 0 && reached[at - 1] && part_matches(part, path[at - 1]) {
                next[at] = true;
            }
        }
        reached = next;
    }
    reached[path.len()]
}

/// One part against one name: `*` any characters, `?` one, `[a-z]` a set, `\` takes the next character as it is (Go's filepath.Match).
fn part_matches(pattern: &str, name: &str) -> bool {
    let name: Vec<char> = name.chars().collect();
    let pattern: Vec<char> = pattern.chars().collect();
    let (mut p, mut n) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    loop {
        if n < name.len() && pattern.get(p) == Some(&'*') {
            star = Some((p + 1, n));
            p += 1;
            continue;
        }
        let step = if n < name.len() { one(&pattern[p..], name[n]) } else { None };
        match (step, star) {
            (Some(length), _) => {
                p += length;
                n += 1;
            }
            (None, _) if n == name.len() && pattern[p..].iter().all(|c| *c == '*') => return true,
            (None, Some((after, from))) if from < name.len() => {
                star = Some((after, from + 1));
                p = after;
                n = from + 1;
            }
            (None, _) => return false,
        }
    }
}

/// How many characters of the pattern match this one character, if they do.
fn one(pattern: &[char], c: char) -> Option<usize> {
    match pattern {
        ['?', ..] => Some(1),
        ['\\', escaped, ..] => (*escaped == c).then_some(2),
        ['[', rest @ ..] => {
            let close = rest.iter().position(|c| *c == ']')?;
            let (set, negated) = match &rest[..close] {
                ['^', set @ ..] => (set, true),
                set => (set, false),
            };
            let mut found = false;
            let mut at = 0;
            while at < set.len() {
                if set.get(at + 1) == Some(&'-') && at + 2 < set.len() {
                    found |= (set[at]..=set[at + 2]).contains(&c);
                    at += 3;
                } else {
                    found |= set[at] == c;
                    at += 1;
                }
            }
            (found != negated).then_some(close + 2)
        }
        [literal, ..] => (*literal == c).then_some(1),
        [] => None,
    }
}
