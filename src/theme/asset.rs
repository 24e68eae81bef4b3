//! Static files of the theme: published under a name that changes with their bytes  ← blake3.

/// The hash of some bytes, in hexadecimal digits.
pub fn print(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// The first eight digits of it.
pub fn fingerprint(bytes: &[u8]) -> String {
    print(bytes)[..8].to_owned()
}

/// `style.css` becomes `theme/style.1a2b3c4d.css`: it can be kept for ever by browsers.
pub fn published_name(name: &str, bytes: &[u8]) -> String {
    let print = fingerprint(bytes);
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("theme/{stem}.{print}.{extension}"),
        None => format!("theme/{name}.{print}"),
    }
}
