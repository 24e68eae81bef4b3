//! The model and the settings.

#![no_main]

mod site;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    site::build(&[("content/model.yaml", bytes)]);
    site::build(&[("content/site.yaml", bytes)]);
});
