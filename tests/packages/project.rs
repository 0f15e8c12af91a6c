//! A project that asks for packages, and the program in it with an archive within reach.

use std::process::Command;

use crate::support::{Folder, HULLWRIGHT, Ran, TODAY};

/// A project in a folder of its own.
pub struct Project {
    pub folder: Folder,
}

/// On Debian 13, for build and runtime.
const DEBIAN: &str = "[app]\nname = \"page\"\nlanguage = \"python\"\n";

/// On Alpine 3.24, for build and runtime.
const ALPINE: &str = "[app]\nname = \"page\"\nlanguage = \"go\"\n[runtime]\nbase = \"alpine\"\n";

impl Project {
    /// One on Debian that installs these at run time, from this mirror.
    pub fn debian(packages: &str, mirror: &str) -> Self {
        let files = [("requirements.txt", ""), ("server.py", "print('hello')\n")];
        Self::new(
            &format!("{DEBIAN}[runtime]\npackages = {packages}\n[packages]\nmirror = \"{mirror}\"\n"),
            &files,
        )
    }

    /// One in C++ on Debian, whose stages need packages anyway: here some more for each.
    pub fn compiled(mirror: &str) -> Self {
        let files = [
            ("CMakeLists.txt", "add_executable(page page.cpp)\n"),
            ("page.cpp", "int main() {}\n"),
        ];
        let manifest = "[app]\nname = \"page\"\nlanguage = \"cpp\"\n[artifacts]\nbinaries = [\"page\"]\n[build]\npackages = [\"zlib1g-dev\"]\n[runtime]\nbase = \"slim\"\npackages = [\"zlib1g\"]\nports = []\nhealth = false\n";
        Self::new(&format!("{manifest}[packages]\nmirror = \"{mirror}\"\n"), &files)
    }

    /// One on Alpine.
    pub fn alpine(packages: &str, mirror: &str) -> Self {
        let files = [
            ("go.mod", "module page\n\ngo 1.27\n"),
            ("main.go", "package main\n\nfunc main() {}\n"),
        ];
        Self::new(
            &format!("{ALPINE}packages = {packages}\n[packages]\nmirror = \"{mirror}\"\n"),
            &files,
        )
    }

    fn new(manifest: &str, files: &[(&str, &str)]) -> Self {
        let folder = Folder::new();
        folder.write("app.toml", manifest);
        files.iter().for_each(|(name, text)| folder.write(name, text));
        let project = Self { folder };
        // The digests of the images are shipped; with them in the lock, only archives are asked.
        project.run(&["generate"]).is(0);
        project
    }

    /// Runs the program here, as a person would: with the built-in presets and the network.
    pub fn run(&self, args: &[&str]) -> Ran {
        let mut command = Command::new(HULLWRIGHT);
        command
            .args(args)
            .current_dir(self.folder.path(""))
            .env("SOURCE_DATE_EPOCH", TODAY)
            .env("NO_COLOR", "1");
        Ran::of(command.output().unwrap())
    }

    /// Locks, which must succeed, and gives the lock.
    pub fn locked(&self) -> String {
        self.run(&["lock"]).is(0);
        self.folder.read("app.lock")
    }

    /// Generates, which must succeed, and gives the Dockerfile.
    pub fn generated(&self) -> String {
        self.run(&["generate", "--locked"]).is(0);
        self.folder.read("Dockerfile")
    }
}
