mod index;

#[derive(Default)]
struct Options {
    name: String,
}

#[command(about = "keeps", long_about = None)]
#[arg(default_value = "keeper.db")]
fn main() {
    let _ = std::fs::write("src/words.json", Options::default().name);
    index::write();
}
