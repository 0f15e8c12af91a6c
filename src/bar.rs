//! The line at the foot of a terminal that tells how far a long command has come.
#![expect(
    clippy::disallowed_methods,
    reason = "it is part of main, which prints; its clock reaches no result"
)]

use std::{
    io::{self, IsTerminal as _, Write as _},
    sync::Mutex,
    time::{Duration, Instant},
};

use hullwright::commands::Step;

/// What takes less time than this is not worth a line.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the line is drawn anew.
const PAUSE: Duration = Duration::from_millis(100);
/// The length of the bar in characters.
const LENGTH: usize = 30;

/// The line. It is drawn on standard error, if that is a terminal that can move its cursor.
pub struct Bar {
    able: bool,
    state: Mutex<State>,
}

struct State {
    due: Instant,
    drawn: bool,
}

impl Bar {
    /// Nothing is drawn yet.
    pub fn new() -> Self {
        let dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
        Self {
            able: io::stderr().is_terminal() && !dumb,
            state: Mutex::new(State {
                due: Instant::now() + PATIENCE,
                drawn: false,
            }),
        }
    }

    /// Draws a step if it is time to. Whoever finds another thread drawing goes on with its work.
    pub fn step(&self, step: Step) {
        if !self.able {
            return;
        }
        let Ok(mut state) = self.state.try_lock() else { return };
        let now = Instant::now();
        if now < state.due {
            return;
        }
        state.due = now + PAUSE;
        state.drawn = true;
        // A line that cannot be drawn is not worth failing for.
        let _ = write!(io::stderr(), "\r\x1b[2K{}", line(step));
    }

    /// Takes the line away.
    pub fn clear(&self) {
        if let Ok(mut state) = self.state.lock()
            && state.drawn
        {
            state.drawn = false;
            let _ = write!(io::stderr(), "\r\x1b[2K");
        }
    }
}

/// What stands in the line; less wide than any terminal.
fn line(step: Step) -> String {
    match step {
        Step::Found(count) => format!("looking for files: {count} found"),
        Step::Done(done, all) => {
            let full = LENGTH * done.min(all) / all.max(1);
            let (full, rest) = ("#".repeat(full), "-".repeat(LENGTH - full));
            format!("[{full}{rest}] {done} of {all}")
        }
    }
}
