use std::{env, net::SocketAddr, str::FromStr};

#[tokio::main]
async fn main() {
    let address = env::var("LISTEN_ADDR").unwrap_or_else(|_| "127.0.0.1:8000".to_string());
    let cache = env::var("SERVER_ADDR").unwrap_or_else(|_| "127.0.0.1:6379".to_string());
    let address = SocketAddr::from_str(&address).unwrap();
    serve(tokio::net::TcpListener::bind(address).await.unwrap(), cache).await;
}
