pub fn write() {
    let _ = std::fs::write("words.json", "[]");
}
