//! Puts `presets/` and `templates/` into the program, and notices new files in them: a language is data, so no list of languages
//! stands in the code.

use std::{env, fmt::Write as _, fs, path::Path};

fn main() {
    let root = env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    let mut code = String::new();
    for (table, folder, ending) in [("PRESETS", "presets", ".toml"), ("TEMPLATES", "templates", ".tera")] {
        println!("cargo::rerun-if-changed={folder}");
        let mut names: Vec<String> = fs::read_dir(Path::new(&root).join(folder))
            .unwrap_or_else(|e| panic!("{folder} cannot be read: {e}"))
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.ends_with(ending))
            .collect();
        names.sort();
        writeln!(code, "pub static {table}: &[(&str, &str)] = &[").expect("a string takes all");
        for name in names {
            writeln!(
                code,
                "    ({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{folder}/{name}\"))),"
            )
            .expect("a string takes all");
        }
        writeln!(code, "];").expect("a string takes all");
    }
    fs::write(Path::new(&out).join("library.rs"), code).expect("OUT_DIR can be written");
}
