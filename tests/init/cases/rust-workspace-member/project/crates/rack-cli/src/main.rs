fn main() {
    println!("usage: rack FILE");
}
