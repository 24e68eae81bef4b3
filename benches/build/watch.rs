//! What a program takes: its time, and the most memory that it has.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Runs a program to its end: how long it took, and the most memory that it had, in MiB.
pub fn watch(mut command: Command) -> (Duration, f64) {
    let start = Instant::now();
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let mut memory = 0.0;
    loop {
        memory = peak_mib(child.id()).unwrap_or(memory);
        if let Some(ended) = ended(&mut child) {
            if !ended {
                // Once more, so that it says what is wrong.
                let _ = command.stdout(Stdio::inherit()).stderr(Stdio::inherit()).status();
                panic!("this program failed: {command:?}");
            }
            return (start.elapsed(), memory);
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn ended(child: &mut Child) -> Option<bool> {
    child.try_wait().unwrap().map(|status| status.success())
}

/// Is there a program of this name on the PATH?
pub fn is_here(name: &str) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|path| path.join(name).is_file())
}

/// The middle one of some times.
pub fn median(times: &mut [Duration]) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// The most memory that a process has had so far, in MiB.
pub fn peak_mib(process: u32) -> Option<f64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = text.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<f64>().ok()? / 1024.0)
}
