use std::{fs, net::TcpListener};

fn main() {
    let config = fs::read_to_string("config/hooks.toml").expect("config");
    let config: toml::Table = config.parse().expect("toml");
    let storage = config["storage"]["file"].as_str().expect("file");
    fs::write(storage, "[]").expect("storage");
    let port = &config["server"]["port"];
    let listener = TcpListener::bind(format!("0.0.0.0:{port}")).expect("bind");
    for _ in listener.incoming() {}
}
