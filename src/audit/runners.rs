//! Which file a call runs: itself, or as an interpreter of what its words name.

use super::{commands::Call, started::FOLDERS};
use crate::dockerfile::shell::ShellWord;

/// How a call could run a file: found out before all files are compared with it.
pub enum Runner {
    /// By its own name, which has a folder in it or that of a folder of programs before it.
    Itself,
    /// Because it reads its first word, or what is redirected to it, as a program.
    Interpreter,
    /// As `make` does.
    Make,
}

impl Runner {
    /// None where it runs no file.
    pub fn of(call: &Call<'_>) -> Option<Self> {
        match call.program() {
            "" => None,
            "make" | "gmake" => Some(Self::Make),
            program if is_shell(program) || program.starts_with("python") => Some(Self::Interpreter),
            "." | "source" | "perl" | "ruby" | "node" | "php" => Some(Self::Interpreter),
            "java" | "Rscript" | "lua" | "bun" | "pwsh" | "tclsh" | "expect" | "groovy" => Some(Self::Interpreter),
            _ => Some(Self::Itself),
        }
    }

    /// Whether it runs the file of that name.
    pub fn runs(&self, call: &Call<'_>, name: &str) -> bool {
        let program = call.words.first().map_or("", |w| w.value.as_str());
        let has = |word: &ShellWord| same(&word.value, name);
        let itself = if program.contains('/') {
            same(program, name)
        } else {
            // put into a folder of programs, it has a bare name
            name.starts_with('/') && name.ends_with(program) && FOLDERS.iter().any(|folder| name.strip_prefix(folder) == Some(program))
        };
        itself
            || match self {
                Self::Itself => false,
                Self::Interpreter => {
                    let script = call.arguments().iter().find(|w| !w.value.starts_with('-'));
                    let read = call.command.redirects.iter().any(|r| r.operator == "<" && has(&r.target));
                    read || script.is_some_and(has)
                }
                // by its own name, or where `-f` says
                Self::Make => {
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
