//! Which file a call runs: itself, or as an interpreter of what its words name.

use super::{commands::Call, started::FOLDERS};
use crate::dockerfile::shell::ShellWord;

/// How a call could run a file: found out before all files are compared with it.
pub struct Runner<'a> {
    /// The program as it is called.
    program: &'a str,
    /// Whether that names a folder, too.
    placed: bool,
    way: Way,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// By its own name, which has a folder in it or that of a folder of programs before it.
    Itself,
    /// Because it reads its first word, or what is redirected to it, as a program.
    Interpreter,
    /// As `make` does.
    Make,
}

impl<'a> Runner<'a> {
    /// None where it runs no file.
    pub fn of(call: &Call<'a>) -> Option<Self> {
        let way = match call.program() {
            "" => return None,
            "make" | "gmake" => Way::Make,
            program if is_shell(program) || program.starts_with("python") => Way::Interpreter,
            "." | "source" | "perl" | "ruby" | "node" | "php" => Way::Interpreter,
            "java" | "Rscript" | "lua" | "bun" | "pwsh" | "tclsh" | "expect" | "groovy" => Way::Interpreter,
            _ => Way::Itself,
        };
        let program = call.words.first().map_or("", |w| w.value.as_str());
        let placed = program.contains('/');
        Some(Self { program, placed, way })
    }

    /// Whether it runs the file of that name.
    pub fn runs(&self, call: &Call<'_>, name: &str) -> bool {
        let program = self.program;
        let has = |word: &ShellWord| same(&word.value, name);
        let itself = if self.placed {
            same(program, name)
        } else {
            // put into a folder of programs, it has a bare name
            name.starts_with('/') && name.ends_with(program) && FOLDERS.iter().any(|folder| name.strip_prefix(folder) == Some(program))
        };
        itself
            || match self.way {
                Way::Itself => false,
                Way::Interpreter => {
                    let script = call.arguments().iter().find(|w| !w.value.starts_with('-'));
                    let read = call.command.redirects.iter().any(|r| r.operator == "<" && has(&r.target));
                    read || script.is_some_and(has)
                }
                // by its own name, or where `-f` says
                Way::Make => {
                    let makefile = ["Makefile", "makefile", "GNUmakefile"].contains(&name.rsplit('/').next().unwrap_or(name));
                    makefile && !name.starts_with('/') || call.arguments().iter().any(has)
                }
            }
    }
}

/// Whether two paths are one, as far as they say.
pub fn same(path: &str, other: &str) -> bool {
    !other.is_empty() && path.trim_start_matches("./") == other.trim_start_matches("./")
}

/// Whether a program is a shell.
pub fn is_shell(program: &str) -> bool {
    matches!(program, "sh" | "bash" | "dash" | "ash" | "zsh" | "ksh" | "fish")
}
