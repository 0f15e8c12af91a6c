fn main() {
    let port = std::env::var("PORT").unwrap_or("3000".into());
    let schema = std::fs::read_to_string("schema/tables.sql");
}
