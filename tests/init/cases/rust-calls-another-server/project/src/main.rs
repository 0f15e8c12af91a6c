use std::env;

#[tokio::main]
async fn main() {
    let names = env::var("SERVER_ADDR").unwrap_or_else(|_| "127.0.0.1:50051".to_string());
    let listener = tokio::net::TcpListener::bind("0.0.0.0:8080").await.unwrap();
    board::serve(listener, names).await;
}
