//! What this process has, as the kernel sees it (`/proc/self`).

use std::collections::BTreeMap;
use std::io;

/// How many threads it has.
///
/// # Errors
/// When `/proc` cannot be read.
pub(crate) fn threads() -> io::Result<usize> {
    Ok(std::fs::read_dir("/proc/self/task")?.count())
}

/// The number that the next key for thread-specific values (`pthread_key_create`) gets.
///
/// Which keys there are, the C library knows and not the image: variables that hold one
/// which was made meanwhile would name a key that another process does not have, or has for
/// something else.
///
/// # Errors
/// When there are no more.
pub(crate) fn next_thread_key() -> io::Result<libc::pthread_key_t> {
    let mut key = 0;
    // SAFETY: writes to `key` only; nobody else knows the key, and it has no destructor.
    let code = unsafe {
        let code = libc::pthread_key_create(&raw mut key, None);
        if code == 0 {
            libc::pthread_key_delete(key);
        }
        code
    };
    if code == 0 {
        Ok(key)
    } else {
        Err(io::Error::from_raw_os_error(code))
    }
}

/// Has Rust's runtime make the key by which it learns that a thread ends, which it puts off
/// until a thread asks who it is or keeps something with a destructor.
pub(crate) fn make_runtime_keys() {
    struct Kept;
    impl Drop for Kept {
        fn drop(&mut self) {}
    }
    thread_local!(static KEPT: Kept = const { Kept });
    KEPT.with(|_| ());
    let _ = std::thread::current();
}

/// Its open files, by number, with their names.
///
/// # Errors
/// When `/proc` cannot be read.
pub(crate) fn open_files() -> io::Result<BTreeMap<i32, String>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir("/proc/self/fd")? {
        let entry = entry?;
        let number = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok());
        // The folder that is being read is one of them.
        if let Some(number) = number
            && let Ok(target) = std::fs::read_link(entry.path())
            && !target.starts_with("/proc/")
        {
            files.insert(number, target.to_string_lossy().into_owned());
        }
    }
    Ok(files)
}

/// One of its mappings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mapping {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// A file, `[heap]`, `[stack]` and the like; empty for anonymous memory.
    pub(crate) name: String,
    pub(crate) executable: bool,
}

/// Its mappings, by address.
///
/// # Errors
/// When `/proc` cannot be read.
pub(crate) fn mappings() -> io::Result<Vec<Mapping>> {
    let text = std::fs::read_to_string("/proc/self/maps")?;
    text.lines()
        .map(|line| parse(line).ok_or_else(|| io::Error::other(format!("a mapping: {line}"))))
        .collect()
}

fn parse(line: &str) -> Option<Mapping> {
    let mut fields = line.splitn(6, ' ');
    let (start, end) = fields.next()?.split_once('-')?;
    let permissions = fields.next()?;
    Some(Mapping {
        start: usize::from_str_radix(start, 16).ok()?,
        end: usize::from_str_radix(end, 16).ok()?,
        name: fields.nth(3).unwrap_or_default().trim().to_owned(),
        executable: permissions.contains('x'),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_both_kinds_are_read() {
        let file = parse("00400000-00401000 r-xp 00000000 08:01 123    /a b/c").expect("parses");
        assert_eq!((file.start, file.end), (0x0040_0000, 0x0040_1000));
        assert_eq!((&*file.name, file.executable), ("/a b/c", true));
        let anonymous = parse("7f00-7f10 rw-p 00000000 00:00 0 ").expect("parses");
        assert_eq!((&*anonymous.name, anonymous.executable), ("", false));
        assert!(
            mappings()
                .expect("reads")
                .iter()
                .any(|m| m.name == "[stack]")
        );
    }
}
