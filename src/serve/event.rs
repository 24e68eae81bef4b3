//! The channel by which pages learn that something changed: server-sent events.

use std::io::{self, Write};
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::Duration;

use crate::serve::{Server, lock};

/// A sign of life is sent so often: a reader who is gone is noticed, and readers notice that the preview hangs.
const PULSE: Duration = Duration::from_secs(2);

/// Whoever listens: one page of a browser, for all those that it has open.
#[derive(Default)]
pub struct Readers(Mutex<Vec<Sender<()>>>);

impl Readers {
    /// A new reader, and when it will be told.
    fn add(&self) -> Receiver<()> {
        let (reader, told) = mpsc::channel();
        lock(&self.0).push(reader);
        told
    }

    /// Tells every reader that something changed.
    pub fn tell(&self) {
        lock(&self.0).retain(|reader| reader.send(()).is_ok());
    }
}

/// Each page asks then what it is now.
const LOOK: &[u8] = b"data: look\n\n";
/// The preview is still there.
const HERE: &[u8] = b"data: here\n\n";

/// Tells a reader each time that something changes, until nobody listens any more.
pub fn follow(out: &mut impl Write, server: &Server) -> io::Result<()> {
    let told = server.readers.add();
    // What changed before it was listened to is not missed.
    out.write_all(LOOK)?;
    out.flush()?;
    loop {
        match told.recv_timeout(PULSE) {
            Ok(()) => {
                // Several changes are told as one.
                while told.try_recv().is_ok() {}
                out.write_all(LOOK)?;
            }
            Err(RecvTimeoutError::Timeout) => out.write_all(HERE)?,
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        out.flush()?;
    }
}
