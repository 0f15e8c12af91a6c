fn main() {
    let connection = rusqlite::Connection::open_in_memory().expect("SQLite is there");
    println!("{}", connection.is_autocommit());
}
