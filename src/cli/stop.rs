//! Ctrl-C, and the signal by which systems end a program: at once, and nothing is left behind   ← signal-hook.

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
    use std::time::Duration;

    use signal_hook::consts::{SIGINT, SIGTERM, SIGXFSZ};
    use signal_hook::iterator::Signals;

    /// What a build may take to put its things away: then it ends in any case.
    const PATIENCE: Duration = Duration::from_millis(1500);

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

        fn wait(&self, mut signals: Signals) {
            let Some(signal) = signals.forever().next() else { return };
            self.signal.store(signal, Ordering::SeqCst);
            // The lock is held while the program ends: writing cannot begin in between.
            let writing = self.writing.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
            if !*writing {
                exit(128 + signal);
            }
            drop(writing);
            thread::sleep(PATIENCE);
            exit(128 + signal);
        }

        /// The site is written from now on: gives what tells whether to stop.
        pub fn writing(&self) -> impl Fn() -> bool + '_ {
            *self.writing.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = true;
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
