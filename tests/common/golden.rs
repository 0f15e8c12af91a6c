//! Files that hold what is expected. They are written anew only with `UPDATE_GOLDEN=1`, and it is said that they were.

use std::{
    env, fs,
    io::{Write as _, stderr},
    path::Path,
};

/// What is wrong with a golden file, if anything is: it is missing, or it says something else.
pub fn differs(path: &Path, found: &str) -> Option<String> {
    let expected = fs::read_to_string(path).ok();
    if expected.as_deref() == Some(found) {
        return None;
    }
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(path, found).expect("a golden file can be written");
        writeln!(stderr(), "note: {} was written anew", path.display()).expect("standard error takes a line");
        return None;
    }
    let name = path.display();
    Some(match expected {
        None => format!("{name} is missing; found\n{found}"),
        Some(expected) => {
            let at = expected.lines().zip(found.lines()).take_while(|(a, b)| a == b).count();
            let line = |text: &str| text.lines().nth(at).unwrap_or("(the end)").to_owned();
            format!("{name}:{}\n  expected {}\n  found    {}", at + 1, line(&expected), line(found))
        }
    })
}

/// Fails with everything that is wrong.
pub fn nothing_wrong(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
