//! Addresses, old addresses and names of files: what is published has a clean path.

#![no_main]

mod site;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|words: (&str, &str, &str)| {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let name = format!("content/fiches/{}.md", words.2.replace(['/', '\0'], "-"));
    let (address, old) = (quoted(words.0), quoted(words.1));
    let text = format!("---\ntitre: A\nadresse: {address}\nanciennes_adresses: [{old}]\n---\n");
    let built = site::build(&[("content/fiches/a.md", text.as_bytes()), (&name, b"---\ntitre: B\n---\n")]);
    if !built.report.has_errors() {
        let clean = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
        // Dots inside a name lead nowhere: `a..b` is one.
        let part = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.ends_with('.');
        assert!(built.output.files.keys().all(|path| path.chars().all(clean) && path.split('/').all(part)));
    }
});
