fn main() {
    // The library behind it adds the ending.
    let settings = config::File::with_name("shop");
    println!("{settings:?}");
}
