//! Tags such as `!!binary`: the parser obeys those that it knows, and Boucle refuses them all.

/// Where the first tag of a text stands, in bytes; `scalars` are the places of its names and values, in order. A tag
/// stands between two of them, never in one.
pub fn find(text: &str, scalars: &[(usize, usize)]) -> Option<usize> {
    let mut done = 0;
    let before = scalars.iter().find_map(|(start, end)| {
        let found = between(text, done, *start);
        done = done.max(*end);
        found
    });
    before.or_else(|| between(text, done, text.len()))
}

/// The first `!` between two scalars that is not in a comment.
fn between(text: &str, start: usize, end: usize) -> Option<usize> {
    let mut at = start;
    for line in text.get(start..end)?.split_inclusive('\n') {
        let code = line.split('#').next().unwrap_or_default();
        if let Some(sign) = code.find('!') {
            return Some(at + sign);
        }
        at += line.len();
    }
    None
}
