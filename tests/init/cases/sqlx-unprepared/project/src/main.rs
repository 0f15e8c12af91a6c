async fn todos(pool: &sqlx::PgPool) -> Vec<i64> {
    sqlx::query_scalar!("SELECT id FROM todos").fetch_all(pool).await.unwrap()
}

fn main() {
    let address = "0.0.0.0:8080";
    println!("{address}");
}
