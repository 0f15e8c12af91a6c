#[tokio::main]
async fn main() {
    let bot = teloxide::Bot::from_env();
    teloxide::repl(bot, |_: teloxide::Bot| async { Ok(()) }).await;
}
