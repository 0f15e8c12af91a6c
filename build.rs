//! Puts `presets/` and `templates/` into the program, and notices new files in them: a language is data, so no list of languages
//! stands in the code. Presets are packed: they are read as TOML here, and need not be at every start (`src/compile/packed.rs`).

use std::{
    env,
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use flate2::{Compression, GzBuilder};
use toml::{Table, Value};

#[path = "src/compile/pack.rs"]
mod pack;

/// Leaves tables for walking up the stack out, of the C library and of code that is made without them too.
const WITHOUT_TABLES: &str = "SECTIONS { /DISCARD/ : { *(EXCLUDE_FILE(*crtbegin*.o *crtend*.o) .eh_frame) *(.gcc_except_table .gcc_except_table.*) } } INSERT BEFORE .text;\n";

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    // What is released for musl is made small, and aborts on a panic: nothing ever walks up its stack.
    let is = |name: &str, values: &[&str]| env::var(name).is_ok_and(|value| values.contains(&value.as_str()));
    if is("CARGO_CFG_TARGET_ENV", &["musl"]) && is("OPT_LEVEL", &["2", "s", "z"]) {
        let script = out.join("without_tables.ld");
        fs::write(&script, WITHOUT_TABLES).expect("OUT_DIR can be written");
        println!("cargo::rustc-link-arg-bins=-Wl,-T,{}", script.display());
        println!("cargo::rustc-link-arg-bins=-Wl,--no-eh-frame-hdr");
    }
    let mut code = String::from("pub static PRESETS: &[(&str, &[u8], Option<&str>)] = &[\n");
    let presets = root.join("presets");
    for name in names(&presets, ".toml") {
        let mut table = read(&presets, &name);
        // Of each key at the top, the own value holds over that of the preset which it extends.
        let extends = table.remove("extends").and_then(|value| value.as_str().map(str::to_owned));
        if let Some(parent) = &extends {
            let mut all = read(&presets, &format!("{parent}.toml"));
            assert!(!all.contains_key("extends"), "presets/{name} extends one that extends another");
            all.extend(table);
            table = all;
        }
        let mut packed = Vec::new();
        pack::pack(&Value::Table(table), &mut packed).unwrap_or_else(|| panic!("presets/{name} has a value that presets have no use for"));
        fs::write(out.join(&name), squeezed(&packed)).expect("OUT_DIR can be written");
        writeln!(code, "    ({name:?}, include_bytes!({name:?}), {extends:?}),").expect("a string takes all");
    }
    code.push_str("];\npub static TEMPLATES: &[u8] = include_bytes!(\"templates.gz\");\n");
    fs::write(out.join("templates.gz"), templates(&root.join("templates"))).expect("OUT_DIR can be written");
    let schemas = root.join("schema");
    for name in names(&schemas, ".json") {
        fs::write(out.join(format!("{name}.gz")), packed(&schemas.join(&name))).expect("OUT_DIR can be written");
    }
    fs::write(out.join("pages.gz"), pages(&root.join("src/audit"))).expect("OUT_DIR can be written");
    fs::write(out.join("library.rs"), code).expect("OUT_DIR can be written");
    fs::write(out.join("tools.bin"), tools(&presets.join("tools.tsv"))).expect("OUT_DIR can be written");
}

/// The hashes of managers' versions, each behind both of its names as its 64 bytes: half of the digits that it is written with.
fn tools(path: &Path) -> Vec<u8> {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let mut packed = Vec::new();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let (names, digits) = line.rsplit_once('\t').expect("a line has a manager, a version and a hash");
        assert!(digits.len() == 128 && names.matches('\t').count() == 1, "presets/tools.tsv: {line}");
        packed.extend(format!("{names}\t").bytes());
        packed.extend((0..64).map(|at| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).expect("a hash has hexadecimal digits")));
    }
    packed
}

/// The pages of all findings: name and text by turns, each with a byte of zero behind it.
fn pages(audit: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for folder in ["rules", "pages"] {
        for file in names(&audit.join(folder), ".md") {
            let path = audit.join(folder).join(&file);
            let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            let name = file.trim_end_matches(".md").replace('_', "-");
            all.extend([name.as_bytes(), b"\0", text.as_bytes(), b"\0"].concat());
        }
    }
    squeezed(&all)
}

/// The templates: name and text by turns, each with a byte of zero behind it.
fn templates(folder: &Path) -> Vec<u8> {
    let text = |name: &String| fs::read(folder.join(name)).unwrap_or_else(|e| panic!("templates/{name}: {e}"));
    let all = names(folder, ".tera")
        .into_iter()
        .flat_map(|name| [name.as_bytes(), b"\0", &text(&name), b"\0"].concat());
    squeezed(&all.collect::<Vec<_>>())
}

/// A schema, which only the command that prints it reads.
fn packed(path: &Path) -> Vec<u8> {
    squeezed(&fs::read(path).unwrap_or_else(|e| panic!("{}: {e}", path.display())))
}

/// A text in a fifth to a third of its size, and the same bytes each time.
fn squeezed(text: &[u8]) -> Vec<u8> {
    let mut packer = GzBuilder::new().write(Vec::new(), Compression::best());
    packer.write_all(text).and_then(|()| packer.finish()).expect("memory takes all")
}

fn read(presets: &Path, name: &str) -> Table {
    let text = fs::read_to_string(presets.join(name)).unwrap_or_else(|e| panic!("presets/{name}: {e}"));
    text.parse().unwrap_or_else(|e| panic!("presets/{name}: {e}"))
}

/// The files of a folder that end so, sorted.
fn names(folder: &Path, ending: &str) -> Vec<String> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{} cannot be read: {e}", folder.display()));
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(ending))
        .collect();
    names.sort();
    names
}
