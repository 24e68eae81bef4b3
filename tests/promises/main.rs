//! The promises of docs/promises.md: each test is named after the number of the promise that it keeps.
//! Those that stand closer to the code of one room are there; `table.rs` finds them all.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stdout)]

mod bounds;
mod confined;
mod errors;
mod hostile;
mod pictures;
mod private;
mod publication;
mod same;
mod server;
mod site;
mod supply;
mod table;
mod text;
