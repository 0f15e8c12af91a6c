use std::net::Ipv4Addr;
use std::time::Duration;
use std::{env, io, process};

use axum::Router;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::time::sleep;

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let app = Router::new()
        .route("/", get(|| async { include_str!("../doc/hello.txt") }))
        .route("/healthz", get(|| async { "ok\n" }));

    let port = match env::var("PORT") {
        Ok(port) => port.parse().expect("PORT must be a port number"),
        Err(_) => 8080,
    };
    // A process 1 without a handler would never see the signal.
    let sigterm = signal(SignalKind::terminate())?;
    let listener = TcpListener::bind((Ipv4Addr::UNSPECIFIED, port)).await?;
    println!("listening on {}", listener.local_addr()?);

    let server = axum::serve(listener, app);
    server.with_graceful_shutdown(stopped(sigterm)).await
}

/// Ends when the server is to stop. Requests under way may then finish, but not take long.
async fn stopped(mut sigterm: Signal) {
    sigterm.recv().await;
    tokio::spawn(async {
        sleep(Duration::from_millis(500)).await;
        process::exit(0);
    });
}
