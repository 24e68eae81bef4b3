//! Arguments in, exit code out; who gives the program its memory                 ← mimalloc.

/// A build makes millions of small parts, on all cores at once.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    boucle::cli::run(std::env::args_os())
}
