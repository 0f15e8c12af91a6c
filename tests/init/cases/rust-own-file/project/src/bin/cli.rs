fn main() {
    println!("{}", mini::PORT);
}
