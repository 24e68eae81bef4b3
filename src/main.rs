//! Arguments in, exit code out.

fn main() -> std::process::ExitCode {
    boucle::cli::run(std::env::args_os())
}
