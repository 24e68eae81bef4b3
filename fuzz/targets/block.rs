//! The blocks of our theme, each with any text: no panic, and no script in what is made.

#![no_main]

mod site;

use libfuzzer_sys::fuzz_target;

const BLOCKS: [&str; 11] = [
    "boucle", "carte", "chiffres", "citation", "contact", "document", "etapes", "fiches", "flux", "frise", "matrice",
];

fuzz_target!(|input: (u8, &str)| {
    let name = BLOCKS[usize::from(input.0) % BLOCKS.len()];
    let body = input.1.replace("````", "");
    let page = format!("---\ntitre: A\n---\n\n````{name}\n{body}\n````\n");
    let built = site::build_with_blocks(&[("content/fiches/a.md", page.as_bytes())]);
    for file in built.output.files.iter().filter(|(path, _)| path.contains("fiches/a/")).map(|(_, file)| file) {
        let html = String::from_utf8_lossy(&file.bytes).to_lowercase();
        assert!(!html.contains("<script>alert") && !html.contains("=\"javascript:"), "{html}");
    }
});
