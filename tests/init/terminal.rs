//! A real pseudo-terminal with the program behind it.

use std::{
    fs::File,
    io::{Read as _, Write as _},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::{Duration, Instant},
};

use rustix::{
    fs::{Mode, OFlags, open},
    pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt},
    termios::{Winsize, tcsetwinsize},
};

/// Longer than any answer takes: a program that says nothing for so long hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// A terminal in which `hullwright init` runs.
pub struct Terminal {
    child: Child,
    keys: File,
    said: Receiver<Vec<u8>>,
    seen: String,
}

impl Terminal {
    /// Starts it in a folder.
    pub fn start(folder: &Path, flags: &[&str]) -> Self {
        let main = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("there are pseudo-terminals");
        grantpt(&main).expect("it is ours");
        unlockpt(&main).expect("it can be unlocked");
        let name = ptsname(&main, Vec::new()).expect("it has a name");
        let side = open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).expect("its other side can be opened");
        tcsetwinsize(
            &side,
            Winsize {
                ws_row: 50,
                ws_col: 120,
                ws_xpixel: 0,
                ws_ypixel: 0,
            },
        )
        .expect("it has a size");
        let side = File::from(side);
        let stdio = || Stdio::from(side.try_clone().expect("a handle can be cloned"));
        let child = Command::new(env!("CARGO_BIN_EXE_hullwright"))
            .arg("init")
            .args(flags)
            .current_dir(folder)
            .env("TERM", "xterm")
            .env("NO_COLOR", "1")
            .stdin(stdio())
            .stdout(stdio())
            .stderr(stdio())
            .spawn()
            .expect("the program starts");
        let main = File::from(main);
        let keys = main.try_clone().expect("a handle can be cloned");
        let (send, said) = channel();
        thread::spawn(move || {
            let (mut main, mut buffer) = (main, [0; 4096]);
            while let Ok(count @ 1..) = main.read(&mut buffer) {
                if send.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            child,
            keys,
            said,
            seen: String::new(),
        }
    }

    /// Waits until a text was said, and forgets everything up to it.
    pub fn expect(&mut self, text: &str) {
        let start = Instant::now();
        loop {
            if let Some(at) = self.seen.find(text) {
                self.seen.drain(..at + text.len());
                return;
            }
            let left = PATIENCE.saturating_sub(start.elapsed());
            match self.said.recv_timeout(left) {
                Ok(bytes) => self.seen.push_str(&plain(&bytes)),
                Err(_) => panic!("`{text}` was not said, but:\n{}", self.seen),
            }
        }
    }

    /// Presses keys.
    pub fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("keys can be pressed");
    }

    /// Waits for the end: the exit code, and what was said since the last expectation.
    pub fn end(mut self) -> (i32, String) {
        let start = Instant::now();
        loop {
            while let Ok(bytes) = self.said.try_recv() {
                self.seen.push_str(&plain(&bytes));
            }
            if let Some(status) = self.child.try_wait().expect("it can be waited for") {
                while let Ok(bytes) = self.said.recv_timeout(Duration::from_millis(200)) {
                    self.seen.push_str(&plain(&bytes));
                }
                return (status.code().expect("no signal ended it"), std::mem::take(&mut self.seen));
            }
            assert!(start.elapsed() < PATIENCE, "it does not end; it said:\n{}", self.seen);
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // A program that still waits for an answer gets none.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a person reads: without escape sequences.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let (mut out, mut rest) = (String::new(), text.chars());
    while let Some(c) = rest.next() {
        match c {
            '\u{1b}' => {
                if rest.next() == Some('[') {
                    rest.find(|c| c.is_ascii_alphabetic());
                }
            }
            c => out.push(c),
        }
    }
    out
}
