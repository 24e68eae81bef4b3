//! The files of a site, in memory: their paths, their bytes, and places inside them.

use std::ops::Range;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

pub mod encoding;
pub mod lanes;
pub mod mend;
pub mod sign;
pub mod walk;
pub mod written;

use encoding::Encoding;

/// With what the names of pictures end, in small letters.
pub const PICTURES: [&str; 7] = ["jpg", "jpeg", "png", "webp", "svg", "gif", "avif"];

/// Which file, among the [`Sources`] it came from: the greater, the later in the order of paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes of a whole file, front matter and byte-order mark included.
/// Lines and columns are counted from it only when it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A place in `file`, in bytes.
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { file, start: clamp(start), end: clamp(end.max(start)) }
    }

    /// The file as a whole: shown without an excerpt.
    pub fn file(file: FileId) -> Self {
        Span { file, start: 0, end: 0 }
    }
}

/// One file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Where it stands, from the site's root, in NFC, with `/` between parts: `content/guide/agir.md`.
    pub path: String,
    /// Its bytes, as they are on the disk; a text in an old encoding is here in UTF-8.
    pub bytes: Arc<[u8]>,
    /// How a text was saved.
    pub encoding: Encoding,
}

impl SourceFile {
    /// A file at a path, whatever the form of its accents and the encoding of its text.
    pub fn new(path: &str, bytes: Arc<[u8]>) -> Self {
        let (encoding, decoded) = encoding::decode(path, &bytes);
        SourceFile { path: composed(path.to_owned()), bytes: decoded.map_or(bytes, Into::into), encoding }
    }

    /// Its text when it is UTF-8, byte-order mark included, so that positions are those of the file.
    pub fn text(&self) -> Option<&str> {
        encoding::utf8(&self.bytes)
    }

    /// A part of its text: no more of it is looked at.
    pub fn part(&self, range: Range<usize>) -> Option<&str> {
        encoding::utf8(self.bytes.get(range)?)
    }

    /// The name without folders: `agir.md`.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The extension in lower case, without its dot.
    pub fn extension(&self) -> String {
        self.name().rsplit_once('.').map(|(_, e)| e.to_lowercase()).unwrap_or_default()
    }
}

/// How much of a disk becomes a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// How many files, at most.
    pub files: usize,
    /// The weight of one of them, in MiB.
    pub file: usize,
    /// The weight of all of them, in MiB.
    pub site: usize,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds { files: 100_000, file: 256, site: 512 }
    }
}

/// Something on the disk that could not become a [`SourceFile`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unread {
    /// A symbolic link: it could lead out of the site.
    Link(String),
    /// A device, a pipe or a socket.
    Special(String),
    /// A page whose name says that it is a backup or a conflict copy.
    Copy(String),
    /// The system refused: the path and its words.
    Refused(String, String),
    /// The system refused a folder, and all that stands in it.
    Folder(String),
    /// A name that is not Unicode text.
    Name(String),
    /// A file larger than this many MiB.
    Large(String, usize),
    /// More files than this: this one and the following ones are not read.
    Many(String, usize),
    /// All files together are larger than this many MiB: this one and the following ones are not read.
    Heavy(String, usize),
    /// A second file whose name is the same, but for the way in which its accents are written.
    Twice(String),
}

impl Unread {
    /// Where it stands.
    pub fn path(&self) -> &str {
        match self {
            Unread::Link(path)
            | Unread::Special(path)
            | Unread::Copy(path)
            | Unread::Refused(path, _)
            | Unread::Folder(path)
            | Unread::Name(path)
            | Unread::Large(path, _)
            | Unread::Many(path, _)
            | Unread::Heavy(path, _)
            | Unread::Twice(path) => path,
        }
    }

    /// Is it what stands at a path, or a folder above?
    pub fn hides(&self, path: &str) -> bool {
        path == self.path() || is_inside(path, self.path())
    }
}

/// Does a path lead below a folder?
pub fn is_inside(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// Every file of a site, in the order of their paths.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<(FileId, Arc<SourceFile>)>,
    /// What was seen on the disk and not read.
    pub unread: Vec<Unread>,
}

impl Sources {
    /// Takes files in any order; paths become NFC. Of two files whose paths become equal the second is
    /// unread.
    pub fn new(files: impl IntoIterator<Item = (String, Arc<[u8]>)>) -> Self {
        Sources::of(files.into_iter().map(|(path, bytes)| Arc::new(SourceFile::new(&path, bytes))).collect())
    }

    /// The same, of files that have been read.
    pub fn of(mut files: Vec<Arc<SourceFile>>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let mut unread = Vec::new();
        files.dedup_by(|second, first| {
            let same = second.path == first.path;
            unread.extend(same.then(|| Unread::Twice(second.path.clone())));
            same
        });
        let files = files.into_iter().enumerate().map(|(index, file)| (FileId(index as u32), file)).collect();
        Sources { files, unread }
    }

    /// A site made of texts, for tests.
    pub fn from_texts<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Sources::new(files.into_iter().map(|(path, text)| (path.to_owned(), text.as_bytes().into())))
    }

    /// The same files, some of them with other bytes.
    #[must_use]
    pub fn with(&self, bytes: impl IntoIterator<Item = (FileId, Vec<u8>)>) -> Sources {
        let file = |(id, bytes): (FileId, Vec<u8>)| Arc::new(SourceFile::new(&self.file(id).path, bytes.into()));
        self.with_files(bytes.into_iter().map(file))
    }

    /// The same files, but for some that were read again; each has the path of one that is here.
    #[must_use]
    pub fn with_files(&self, files: impl IntoIterator<Item = Arc<SourceFile>>) -> Sources {
        let mut sources = self.clone();
        for file in files {
            if let Ok(index) = sources.index(&file.path) {
                sources.files[index].1 = file;
            }
        }
        sources
    }

    /// The same files, each with the identity that it has in `old`, if it is there: what was made of it then stands.
    /// Files that came get one between those of their neighbours; when there is no room, all get others.
    #[must_use]
    pub fn known_as(&self, old: Option<&Sources>) -> Sources {
        let mut known = old.into_iter().flat_map(|old| &old.files).peekable();
        let kept = self.files.iter().map(|(_, file)| {
            while known.next_if(|(_, other)| other.path < file.path).is_some() {}
            known.next_if(|(_, other)| other.path == file.path).map(|(id, _)| *id)
        });
        let ids = spread(kept).or_else(|| spread(self.files.iter().map(|_| None))).unwrap_or_default();
        let files = ids.into_iter().zip(&self.files).map(|(id, (_, file))| (id, file.clone())).collect();
        Sources { files, unread: self.unread.clone() }
    }

    /// Is a file missing because it could not be read, or a folder above it? That is told by itself: it is not absent.
    pub fn is_unread(&self, path: &str) -> bool {
        self.unread.iter().any(|unread| unread.hides(path)) && self.find(path).is_none()
    }

    /// The files that are not what they were in `old`; none when files came, went, or could not be read.
    pub fn edited_since(&self, old: &Sources) -> Option<Vec<FileId>> {
        let pairs = || self.files.iter().zip(&old.files);
        let are_known = self.files.len() == old.files.len()
            && self.unread == old.unread
            && pairs().all(|(new, old)| new.0 == old.0 && (Arc::ptr_eq(&new.1, &old.1) || new.1.path == old.1.path));
        let edited = pairs().filter(|(new, old)| !Arc::ptr_eq(&new.1, &old.1) && new.1 != old.1);
        are_known.then(|| edited.map(|(new, _)| new.0).collect())
    }

    /// Every file with its identity, in the order of paths.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().map(|(id, file)| (*id, &**file))
    }

    /// The file that `id` names.
    pub fn file(&self, id: FileId) -> &SourceFile {
        let index = self.files.binary_search_by_key(&id, |(id, _)| *id);
        &self.files[index.expect("a file is asked for by an identity that comes from here")].1
    }

    /// The file at a path from the site's root.
    pub fn find(&self, path: &str) -> Option<FileId> {
        self.index(path).ok().map(|index| self.files[index].0)
    }

    /// The files below a folder (`content/`, with its final slash), in the order of paths.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (FileId, &'a SourceFile)> {
        let start = self.index(folder).unwrap_or_else(|start| start);
        let files = self.files[start..].iter().map(|(id, file)| (*id, &**file));
        files.take_while(move |(_, file)| file.path.starts_with(folder))
    }

    fn index(&self, path: &str) -> Result<usize, usize> {
        self.files.binary_search_by(|(_, file)| file.path.as_str().cmp(path))
    }

    /// Line and column of a byte of a file, both from 1; columns in characters.
    pub fn position(&self, id: FileId, byte: u32) -> (usize, usize) {
        let text = String::from_utf8_lossy(&self.file(id).bytes);
        let mut end = (byte as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &text[..end];
        let line_start = before.rfind('\n').map_or(0, |n| n + 1);
        let line = before.matches('\n').count() + 1;
        let column = before[line_start..].chars().filter(|c| *c != '\u{feff}').count() + 1;
        (line, column)
    }
}

/// Gives identities to files, in their order: those that have one keep it, the others stand evenly between them. None
/// when there is no room somewhere.
fn spread(kept: impl Iterator<Item = Option<FileId>>) -> Option<Vec<FileId>> {
    let end = FileId(u32::MAX);
    let (mut ids, mut last, mut waiting) = (Vec::new(), 0, 0);
    for id in kept.chain([Some(end)]) {
        let Some(id) = id else {
            waiting += 1;
            continue;
        };
        let step = (id.0 - last) / (waiting + 1);
        if step == 0 {
            return None;
        }
        ids.extend((1..=waiting).map(|n| FileId(last + n * step)));
        ids.extend((id != end).then_some(id));
        (last, waiting) = (id.0, 0);
    }
    Some(ids)
}

/// Resolves `link`, written in the file at `from` (both from the site's root), to a path from the
/// site's root. `None` when it leads out of the site.
pub fn resolve(from: &str, link: &str) -> Option<String> {
    let (folder, link) = match link.strip_prefix('/') {
        Some(rest) => ("content", rest),
        None => (folder_of(from), link),
    };
    let mut path = String::with_capacity(folder.len() + 1 + link.len());
    path.push_str(folder);
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." if path.is_empty() => return None,
            ".." => path.truncate(folder_of(&path).len()),
            part => {
                path.push_str(if path.is_empty() { "" } else { "/" });
                path.push_str(part);
            }
        }
    }
    Some(composed(path))
}

/// A path with each accent in its letter.
pub fn composed(path: String) -> String {
    if path.is_ascii() { path } else { path.nfc().collect() }
}

/// The folder of a path; nothing for one that has none. Names are short: their letters are looked at one by one.
pub fn folder_of(path: &str) -> &str {
    let end = path.bytes().rposition(|byte| byte == b'/');
    &path[..end.unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn p21_a_link_is_resolved_from_its_file_and_stays_in_the_site() {
        assert_eq!(resolve("content/guide/a.md", "../b/c.md").as_deref(), Some("content/b/c.md"));
        assert_eq!(resolve("content/guide/a.md", "/b.md").as_deref(), Some("content/b.md"));
        assert_eq!(resolve("content/a.md", "../../../etc/passwd"), None);
    }

    #[test]
    fn decomposed_accents_in_names_are_composed() {
        let sources = Sources::from_texts([("content/e\u{301}nergie.md", "x")]);
        assert!(sources.find("content/énergie.md").is_some());
    }

    #[test]
    fn files_keep_their_identity_while_others_come_and_go() {
        let sites = |paths: &[&'static str]| Sources::from_texts(paths.iter().map(|path| (*path, "x")));
        let first = sites(&["a", "b", "d"]).known_as(None);
        let second = sites(&["0", "a", "c", "d", "e"]).known_as(Some(&first));
        assert_eq!(["a", "d"].map(|path| second.find(path)), ["a", "d"].map(|path| first.find(path)));
        assert!(second.iter().is_sorted_by_key(|(id, _)| id));
        assert!(second.iter().all(|(id, file)| second.file(id).path == file.path));
        assert_eq!(second.edited_since(&first), None);
        // Where one name after another comes at the same place, all get other identities at last.
        let names: Vec<String> = (0..50).map(|n| format!("b{n:02}")).collect();
        let all = (1..=50).map(|count| Sources::from_texts(names[..count].iter().map(|name| (name.as_str(), "x"))));
        let last = all.fold(first, |before, now| now.known_as(Some(&before)));
        assert!(last.iter().is_sorted_by_key(|(id, _)| id) && last.iter().count() == 50);
    }

    #[test]
    fn positions_count_characters_and_not_the_byte_order_mark() {
        let sources = Sources::from_texts([("a", "\u{feff}été\r\nàb")]);
        assert_eq!(sources.position(FileId(0), 3), (1, 1));
        assert_eq!(sources.position(FileId(0), 8), (1, 4));
        assert_eq!(sources.position(FileId(0), 12), (2, 2));
    }
}
