//! The header of a page, and its text.

#![no_main]

mod site;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    site::build(&[("content/fiches/a.md", bytes)]);
});
