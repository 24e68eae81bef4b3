//! The text of a page; what it becomes brings in no script.

#![no_main]

mod site;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let built = site::build(&[("content/fiches/a.md", format!("---\ntitre: A\n---\n\n{text}").as_bytes())]);
    for file in built.output.files.iter().filter(|(path, _)| path.contains("fiches/a/")).map(|(_, file)| file) {
        let html = String::from_utf8_lossy(&file.bytes).to_lowercase();
        assert!(!html.contains("<script>alert") && !html.contains("=\"javascript:"), "{html}");
    }
});
