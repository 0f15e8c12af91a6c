fn main() {
    let addr = std::env::var("SERVER_HOST").unwrap();
    axum::serve(addr);
}
