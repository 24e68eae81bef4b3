//! Which files of the site changed                                               ← notify.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, EventKind, ModifyKind, RemoveKind, RenameMode};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};

use crate::diagnostic::Message;
use crate::source::walk::{FOLDERS, is_ignored};

/// How changes are learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The system tells.
    Told,
    /// Every file is looked at, again and again: for disks of a network, which tell nothing.
    Polled,
}

/// How often every file is looked at.
const POLL: Duration = Duration::from_millis(800);
/// A save is several events: what comes so soon after another belongs to the same one.
const GATHER: Duration = Duration::from_millis(3);
/// Changes that never pause are given after this time.
const LONGEST: Duration = Duration::from_millis(60);
/// A file that is empty is probably about to be written.
const EMPTY: Duration = Duration::from_millis(40);
/// How often it is asked whether the root is still the same folder: where a link leads, or how a folder above is called,
/// may change without a word.
const LOOK: Duration = Duration::from_secs(1);
/// A folder that came may have been filled before it was watched: all is looked at again.
const AGAIN: Duration = Duration::from_millis(150);

/// How often it is tried to watch a folder while parts of it go.
const TRIES: usize = 10;

/// The paths that changed, below the root of the site.
pub type Changes = BTreeSet<PathBuf>;

type Events = Sender<notify::Result<Event>>;
type Made = notify::Result<Box<dyn Watcher + Send>>;

/// Watches the folders of a site.
pub struct Watch {
    root: PathBuf,
    /// Which folder that was when it began to be watched.
    identity: Option<Identity>,
    watcher: Box<dyn Watcher + Send>,
    events: Receiver<notify::Result<Event>>,
    /// How changes are learned now.
    how: How,
    /// When everything is to be looked at again, in case something was missed.
    again: Option<Instant>,
    /// Did the root go? Another folder may take its place, which tells nothing until it is watched.
    is_gone: bool,
    /// What must be said of the way in which changes are learned.
    pub warning: Option<Message>,
}

/// What an event says of the save to which it belongs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Save {
    /// More may come.
    Going,
    /// The file is whole.
    Done,
}

impl Watch {
    /// Watches the site at `root` from now on. When the system cannot watch so many folders, every file
    /// is looked at again and again instead, with a warning.
    pub fn start(root: &Path, how: How) -> Result<Watch, Message> {
        let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
        let refused = |_| Message::new("watch-refused").with("path", root.display().to_string());
        Watch::at(&root, how).map_err(refused)
    }

    fn at(root: &Path, how: How) -> notify::Result<Watch> {
        match how {
            How::Polled => Watch::with(root, how, polled),
            How::Told => Watch::told_or_polled(root, told),
        }
    }

    fn told_or_polled(root: &Path, told: impl FnOnce(Events) -> Made) -> notify::Result<Watch> {
        Watch::with(root, How::Told, told).or_else(|_| Watch::limited(root))
    }

    /// Looks at every file, where the system tells nothing more.
    fn limited(root: &Path) -> notify::Result<Watch> {
        let watch = Watch::with(root, How::Polled, polled)?;
        Ok(Watch { warning: Some(Message::new("watch-limit")), ..watch })
    }

    fn with(root: &Path, how: How, watcher: impl FnOnce(Events) -> Made) -> notify::Result<Watch> {
        let (sender, events) = mpsc::channel();
        let (root, identity, watcher) = (root.to_owned(), identity(root), watcher(sender)?);
        let mut watch = Watch { root, identity, watcher, events, how, again: None, is_gone: false, warning: None };
        // The root tells when one of its folders comes, goes, or is replaced.
        watch.watcher.watch(&watch.root, RecursiveMode::NonRecursive)?;
        FOLDERS.into_iter().try_for_each(|folder| watch.folder(folder))?;
        Ok(watch)
    }

    /// Watches a folder of the site, when it is there.
    fn folder(&mut self, folder: &str) -> notify::Result<()> {
        let place = self.root.join(folder);
        // To look again and again at what is not there would be a fault each time.
        if !place.is_dir() {
            return Ok(());
        }
        match self.watcher.watch(&place, RecursiveMode::Recursive) {
            Err(_) if !place.is_dir() => Ok(()),
            other => other,
        }
    }

    /// Waits until something changes, and gives what changed with what follows at once. None when nothing
    /// did within `patience`.
    pub fn next(&mut self, patience: Duration) -> Option<Changes> {
        let mut changes = Changes::new();
        let end = Instant::now() + patience;
        while changes.is_empty() {
            let until = self.again.map_or(end, |again| again.min(end)).min(Instant::now() + LOOK);
            match self.events.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(event) => {
                    let save = self.note(event, &mut changes);
                    self.gather(save, &mut changes);
                }
                Err(_) if self.again.is_some_and(|again| again <= Instant::now()) => {
                    self.again = None;
                    if self.is_gone {
                        self.follow();
                    }
                    if !self.is_gone {
                        changes.extend(FOLDERS.map(PathBuf::from));
                    }
                }
                Err(_) if end <= Instant::now() => return None,
                Err(_) => {}
            };
            if identity(&self.root) != self.identity {
                self.leave(&mut changes);
            }
        }
        Some(changes)
    }

    /// Takes the events that belong to the same save; once the file is whole, only those that are there.
    fn gather(&mut self, mut save: Save, changes: &mut Changes) {
        let start = Instant::now();
        while start.elapsed() < LONGEST {
            let wait = match save {
                Save::Done => Duration::ZERO,
                Save::Going if self.is_empty(changes) => EMPTY,
                Save::Going => GATHER,
            };
            match self.events.recv_timeout(wait) {
                Ok(event) => save = self.note(event, changes),
                Err(_) => return,
            }
        }
    }

    /// Is one of these files empty?
    fn is_empty(&self, changes: &Changes) -> bool {
        let is_empty = |path: &PathBuf| self.root.join(path).metadata().is_ok_and(|f| f.is_file() && f.len() == 0);
        changes.iter().any(is_empty)
    }

    /// Adds the paths of an event. When events were lost, everything may have changed.
    fn note(&mut self, event: notify::Result<Event>, changes: &mut Changes) -> Save {
        let event = match event {
            Ok(event) if !event.need_rescan() => event,
            Ok(_) => return self.everything(changes),
            Err(_) if !self.root.is_dir() => return self.leave(changes),
            // What went is seen from the root.
            Err(error)
                if !error.paths.is_empty() && error.paths.iter().all(|path| path.symlink_metadata().is_err()) =>
            {
                return self.everything(changes);
            }
            Err(_) => {
                self.look_at_all();
                return self.everything(changes);
            }
        };
        let closed = EventKind::Access(AccessKind::Close(AccessMode::Write));
        // Reading a file is no change.
        if event.kind.is_access() && event.kind != closed {
            return Save::Done;
        }
        let moved = matches!(event.kind, EventKind::Modify(ModifyKind::Name(_)));
        if (moved || event.kind.is_remove()) && event.paths.contains(&self.root) {
            return self.leave(changes);
        }
        let folder =
            matches!(event.kind, EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder));
        let paths: Vec<PathBuf> =
            event.paths.iter().filter_map(|path| path.strip_prefix(&self.root).ok()).map(Path::to_owned).collect();
        for path in paths.into_iter().filter(|path| is_watched(path)) {
            if folder || (moved && self.root.join(&path).is_dir()) {
                self.again = Some(Instant::now() + AGAIN);
            }
            if path.parent() == Some(Path::new("")) && !event.kind.is_access() {
                // One of the folders came, went or was replaced: the one that is there is watched now.
                self.watch_again(&path.to_string_lossy());
            }
            changes.insert(path);
        }
        let whole = event.kind == closed || event.kind == EventKind::Modify(ModifyKind::Name(RenameMode::To));
        if whole { Save::Done } else { Save::Going }
    }

    /// The root went: it is told once.
    fn leave(&mut self, changes: &mut Changes) -> Save {
        if self.is_gone {
            return Save::Going;
        }
        self.is_gone = true;
        let _ = self.watcher.unwatch(&self.root);
        self.everything(changes)
    }

    /// Watches the folder that took the place of the root; later, as long as there is none.
    fn follow(&mut self) {
        if let Some(watch) = self.root.is_dir().then(|| Watch::at(&self.root, self.how)).and_then(Result::ok) {
            *self = watch;
        }
        // It may have been filled before it was watched.
        self.again = Some(Instant::now() + AGAIN);
    }

    fn everything(&mut self, changes: &mut Changes) -> Save {
        FOLDERS.into_iter().for_each(|folder| self.watch_again(folder));
        changes.extend(FOLDERS.map(PathBuf::from));
        Save::Going
    }

    fn watch_again(&mut self, folder: &str) {
        let _ = self.watcher.unwatch(&self.root.join(folder));
        // A part of it may go meanwhile; what fails each time is no such thing.
        let is_watched = |this: &mut Watch| match this.folder(folder) {
            Err(error) if !is_full(&error) && this.how == How::Told => {
                std::thread::sleep(AGAIN);
                false
            }
            result => result.is_ok(),
        };
        if !(0..TRIES).any(|_| is_watched(self)) && self.how == How::Told {
            self.look_at_all();
        }
        self.again = Some(Instant::now() + AGAIN);
    }

    /// Some folder cannot be watched any more: looking at every file misses nothing.
    fn look_at_all(&mut self) {
        if let Ok(watch) = Watch::limited(&self.root) {
            *self = watch;
        }
    }
}

/// Does the system allow no more folders to be watched?
fn is_full(error: &notify::Error) -> bool {
    matches!(error.kind, notify::ErrorKind::MaxFilesWatch)
}

/// What tells a folder from another one of the same name.
#[cfg(unix)]
type Identity = (u64, u64);

/// The same, where the system tells it otherwise.
#[cfg(not(unix))]
type Identity = PathBuf;

#[cfg(unix)]
fn identity(folder: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    folder.metadata().ok().map(|found| (found.dev(), found.ino()))
}

#[cfg(not(unix))]
fn identity(folder: &Path) -> Option<Identity> {
    folder.canonicalize().ok()
}

/// Is this a path of the site that is read?
fn is_watched(path: &Path) -> bool {
    FOLDERS.iter().any(|folder| path.starts_with(folder))
        && !path.iter().any(|part| is_ignored(&part.to_string_lossy()))
}

fn told(sender: Events) -> Made {
    Ok(Box::new(RecommendedWatcher::new(sender, Config::default().with_follow_symlinks(false))?))
}

fn polled(sender: Events) -> Made {
    let config = Config::default().with_poll_interval(POLL).with_compare_contents(true).with_follow_symlinks(false);
    Ok(Box::new(PollWatcher::new(sender, config)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A system that allows no more folders to be watched, after so many.
    #[derive(Debug)]
    struct Full(usize);

    impl Watcher for Full {
        fn new<F: notify::EventHandler>(_: F, _: Config) -> notify::Result<Full> {
            Ok(Full(0))
        }

        fn watch(&mut self, _: &Path, _: RecursiveMode) -> notify::Result<()> {
            let full = || notify::Error::new(notify::ErrorKind::MaxFilesWatch);
            self.0 = self.0.checked_sub(1).ok_or_else(full)?;
            Ok(())
        }

        fn unwatch(&mut self, _: &Path) -> notify::Result<()> {
            Ok(())
        }

        fn kind() -> notify::WatcherKind {
            notify::WatcherKind::NullWatcher
        }
    }

    #[test]
    #[allow(clippy::disallowed_methods)]
    fn p36_where_the_system_watches_no_more_every_file_is_looked_at() {
        let root = tempfile::tempdir().unwrap();
        let page = Path::new("content/a.md");
        std::fs::create_dir(root.path().join("content")).unwrap();
        std::fs::write(root.path().join(page), "a").unwrap();
        // From the start, or when another folder takes the place of one.
        for (allowed, words) in [(0, "b"), (2, "c")] {
            let mut watch = Watch::told_or_polled(root.path(), |_| Ok(Box::new(Full(allowed)))).unwrap();
            if allowed > 0 {
                assert!(watch.warning.is_none());
                watch.watch_again("content");
            }
            assert!(watch.warning.take().is_some(), "it is said");
            while watch.next(2 * POLL).is_some() {}
            std::fs::write(root.path().join(page), words).unwrap();
            assert!(learns(&mut watch, page));
        }
    }

    #[test]
    #[allow(clippy::disallowed_methods)]
    fn p36_a_folder_that_goes_and_comes_back_is_no_fault_of_the_system() {
        let root = tempfile::tempdir().unwrap();
        let (content, away) = (root.path().join("content"), root.path().join("contenu"));
        std::fs::create_dir(&content).unwrap();
        std::fs::write(content.join("a.md"), "a").unwrap();
        let mut watch = Watch::with(root.path(), How::Polled, polled).unwrap();
        std::fs::rename(&content, &away).unwrap();
        assert!(watch.next(Duration::from_secs(20)).is_some());
        // What goes is a change or two, and no fault that comes again with each look.
        let others = std::iter::from_fn(|| watch.next(2 * POLL)).take(6).count();
        assert!(watch.warning.is_none() && others < 6, "{:?} {others}", watch.warning);
        std::fs::rename(&away, &content).unwrap();
        assert!(learns(&mut watch, Path::new("content/a.md")));
        while watch.next(2 * POLL).is_some() {}
        std::fs::write(content.join("a.md"), "b").unwrap();
        assert!(learns(&mut watch, Path::new("content/a.md")));
    }

    #[test]
    #[allow(clippy::disallowed_methods)]
    fn p36_another_folder_at_the_place_of_the_site_is_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (root, away, page) = (folder.path().join("site"), folder.path().join("away"), Path::new("content/a.md"));
        std::fs::create_dir_all(root.join("content")).unwrap();
        std::fs::write(root.join(page), "a").unwrap();
        for how in [How::Told, How::Polled] {
            let mut watch = Watch::start(&root, how).unwrap();
            std::fs::rename(&root, &away).unwrap();
            assert!(learns(&mut watch, page), "{how:?}: it is gone");
            while watch.next(2 * POLL).is_some() {}
            std::fs::create_dir_all(root.join("content")).unwrap();
            std::fs::write(root.join(page), "b").unwrap();
            assert!(learns(&mut watch, page), "{how:?}: another one came");
            while watch.next(2 * POLL).is_some() {}
            std::fs::write(root.join(page), "c").unwrap();
            assert!(learns(&mut watch, page), "{how:?}: it is followed");
            assert!(watch.warning.is_none(), "{how:?}");
            std::fs::remove_dir_all(&away).unwrap();
        }
    }

    #[test]
    #[cfg(unix)]
    #[allow(clippy::disallowed_methods)]
    fn p36_another_folder_behind_a_link_or_below_another_one_is_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (here, there) = (folder.path().join("here"), folder.path().join("there"));
        let (link, page) = (folder.path().join("link"), Path::new("content/a.md"));
        for place in [&here, &there] {
            std::fs::create_dir_all(place.join("site/content")).unwrap();
            std::fs::write(place.join("site").join(page), "a").unwrap();
        }
        let lead = |to: &Path| {
            let _ = std::fs::remove_file(&link);
            std::os::unix::fs::symlink(to.join("site"), &link).unwrap();
        };
        let exchange = |_: &Path| {
            let away = folder.path().join("away");
            for (from, to) in [(&here, &away), (&there, &here), (&away, &there)] {
                std::fs::rename(from, to).unwrap();
            }
        };
        lead(&here);
        let real = here.join("site");
        for (root, change) in [(&link, &lead as &dyn Fn(&Path)), (&real, &exchange)] {
            let mut watch = Watch::start(root, How::Told).unwrap();
            change(&there);
            assert!(learns(&mut watch, page), "another one is there");
            while watch.next(2 * POLL).is_some() {}
            std::fs::write(root.join(page), "b").unwrap();
            assert!(learns(&mut watch, page), "it is followed");
        }
    }

    /// Is a page looked at again, alone or with all that its folder holds?
    fn learns(watch: &mut Watch, page: &Path) -> bool {
        let mut seen = (0..20).filter_map(|_| watch.next(Duration::from_secs(1)));
        seen.any(|changes| changes.iter().any(|path| page.starts_with(path)))
    }

    #[test]
    #[allow(clippy::disallowed_methods)]
    fn p36_where_watching_ends_in_a_fault_nothing_is_missed() {
        let root = tempfile::tempdir().unwrap();
        let page = Path::new("content/a.md");
        std::fs::create_dir(root.path().join("content")).unwrap();
        std::fs::write(root.path().join(page), "a").unwrap();
        let mut watch = Watch::with(root.path(), How::Told, told).unwrap();
        let mut changes = Changes::new();
        watch.note(Err(notify::Error::new(notify::ErrorKind::MaxFilesWatch)), &mut changes);
        assert!(watch.warning.take().is_some() && changes.contains(Path::new("content")));
        std::fs::write(root.path().join(page), "b").unwrap();
        assert!(learns(&mut watch, page));
    }
}
