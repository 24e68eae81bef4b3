//! Ctrl-C, and the signal by which systems end a program: nothing is left behind   ← signal-hook.

#[cfg(unix)]
pub use listening::Stop;

/// On other systems a program is simply ended: the next build removes what is left.
#[cfg(not(unix))]
#[derive(Default)]
pub struct Stop;

#[cfg(not(unix))]
impl Stop {
    /// Nothing to listen to.
    pub fn listen() -> Stop {
        Stop
    }

    /// Nobody can ask.
    pub fn writing(&self) -> impl Fn() -> bool + '_ {
        || false
    }

    /// Nobody has asked.
    pub fn code(&self) -> Option<u8> {
        None
    }
}

#[cfg(unix)]
mod listening {
    use std::process::exit;
    use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
    use std::sync::{Arc, Mutex};
    use std::thread;
    use std::time::{Duration, Instant};

    use signal_hook::consts::{SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::iterator::Signals;

    use crate::lock::lock;

    /// Programs that end others often signal twice: what comes so soon after the first signal is the same one.
    const TOGETHER: Duration = Duration::from_secs(1);

    /// Whether somebody asked that the build end.
    #[derive(Clone, Default)]
    pub struct Stop {
        /// The signal; zero when there was none.
        signal: Arc<AtomicI32>,
        /// Is the site being written? Before that, there is nothing to put away.
        writing: Arc<Mutex<bool>>,
    }

    impl Stop {
        /// Listens from now on. A program that cannot listen works as well, and is ended by the system.
        pub fn listen() -> Stop {
            let stop = Stop::default();
            // A file that grows beyond what the system allows is an error like another, told with its path.
            let _ = signal_hook::flag::register(SIGXFSZ, Arc::new(AtomicBool::new(false)));
            if let Ok(signals) = Signals::new([SIGINT, SIGTERM]) {
                let listener = stop.clone();
                thread::spawn(move || listener.wait(signals));
            }
            stop
        }

        /// Ends the program at once, or, while the site is written, when it is asked again later: after the first signal, who
        /// writes takes away what was begun, or finishes what readers see already, and knows which of the two it was.
        fn wait(&self, mut signals: Signals) {
            let mut first = None;
            for signal in signals.forever() {
                let first = *first.get_or_insert_with(Instant::now);
                self.signal.store(signal, Ordering::SeqCst);
                // The lock is held while the program ends: writing cannot begin in between.
                let writing = lock(&self.writing);
                if !*writing || first.elapsed() > TOGETHER {
                    exit(128 + signal);
                }
            }
        }

        /// The site is written from now on: gives what tells whether to stop.
        pub fn writing(&self) -> impl Fn() -> bool + '_ {
            *lock(&self.writing) = true;
            || self.code().is_some()
        }

        /// The exit code, when somebody asked to stop.
        pub fn code(&self) -> Option<u8> {
            match self.signal.load(Ordering::SeqCst) {
                0 => None,
                signal => u8::try_from(128 + signal).ok(),
            }
        }
    }
}
