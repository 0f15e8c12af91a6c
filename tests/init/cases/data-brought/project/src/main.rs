use std::{env, fs, net::TcpListener, path::Path};

fn main() {
    let dir = env::var("DATA_DIR").unwrap_or_else(|_| "data".to_string());
    let file = Path::new(&dir).join("recipes.json");
    if !file.exists() {
        fs::copy(Path::new(&dir).join("seed.json"), &file).expect("seed");
    }
    fs::write(&file, "[]").expect("recipes");
    let listener = TcpListener::bind("0.0.0.0:4010").expect("bind");
    for _ in listener.incoming() {}
}
