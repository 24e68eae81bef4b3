//! A drawing: what is published of it holds no script.

#![no_main]

mod site;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let page = "---\ntitre: A\n---\n\n![Une lande](a.svg)\n";
    let built = site::build(&[("content/fiches/a.md", page.as_bytes()), ("content/fiches/a.svg", bytes)]);
    for (_, file) in built.output.files.iter().filter(|(path, _)| path.starts_with("images/")) {
        let text = String::from_utf8_lossy(&file.bytes).to_lowercase();
        assert!(!text.contains("<script") && !text.contains(" onload="), "{text}");
    }
});
