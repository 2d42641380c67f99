//! Writing an image, if this process can be one.

use core::ops::Range;
use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;
use std::time::SystemTime;

use object::{Object, ObjectSymbol};
use xxhash_rust::xxh3::xxh3_64;

use crate::file::KEY_LENGTH;
use crate::layout::{Head, PAGE};
use crate::process::{self, Mapping};
use crate::statics::Run;
use crate::{Builder, executable, region};

const WORD: usize = size_of::<usize>();

/// Variables that each process sets for itself when it needs them, by a part of their
/// linker name.
const OWN: &[&str] = &[
    // The C library's function for random bytes, once it has been looked up.
    "getrandom8backends27linux_android_with_fallback",
    // Where hash maps begin to count their seeds: an address of the first map's maker.
    "rapidhash5inner7seeding4seed16init_thread_seed14THREAD_COUNTER",
];

/// What goes into an image besides memory.
#[derive(Clone, Copy, Debug)]
pub struct Contents<'a> {
    /// What it is for.
    pub key: [u8; KEY_LENGTH],
    /// What its reader starts from: an address in the region.
    pub root: usize,
    /// What to write down about it.
    pub notes: &'a [u8],
}

/// Why this process cannot be an image.
#[derive(Debug)]
pub enum Refused {
    /// It has other threads: how many in all.
    Threads(usize),
    /// Keys for thread-specific values were made, so a library keeps something in them.
    ThreadKeys,
    /// It has opened files: their names.
    OpenFiles(Vec<String>),
    /// Libraries were loaded: their files.
    Libraries(Vec<String>),
    /// Variables point to memory that another process does not have: name and where to.
    Variables(Vec<String>),
    /// So do objects: where from and where to, for some of them.
    Objects(Vec<String>),
    /// The system said no.
    System(io::Error),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Threads(count) => write!(f, "{count} threads run"),
            Self::ThreadKeys => {
                write!(f, "a library has made keys for what threads keep")
            }
            Self::OpenFiles(files) => write!(f, "files are open: {}", files.join(", ")),
            Self::Libraries(files) => write!(f, "libraries were loaded: {}", files.join(", ")),
            Self::Variables(names) => write!(
                f,
                "variables refer to memory of this process only: {}",
                names.join(", ")
            ),
            Self::Objects(places) => write!(
                f,
                "objects refer to memory of this process only: {}",
                places.join(", ")
            ),
            Self::System(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for Refused {}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// Writes what this process is to `path`, a file that does not exist yet, readable for its
/// owner only. The process allocates as any other from here on, and must not use what lies
/// in the region any more.
///
/// # Errors
/// Why there can be no image. What was written is for the caller to take away.
pub fn write(mut builder: Builder, path: &Path, contents: Contents<'_>) -> Result<(), Refused> {
    let end = region::end();
    builder.before.look();
    check_process(&builder)?;
    let changes = builder.before.changes();
    let length = (end - region::BASE).next_multiple_of(PAGE);
    // SAFETY: mapped by `begin`, as far as this and further; nobody writes to it now.
    let region = unsafe {
        core::slice::from_raw_parts(
            core::ptr::with_exposed_provenance::<u8>(region::BASE),
            length,
        )
    };
    let (others, unknown) = foreign(&builder)?;
    // Which library it is, its variables may say.
    let changes = check_variables(changes, &others)?;
    if process::next_thread_key()? != builder.thread_key {
        return Err(Refused::ThreadKeys);
    }
    check_objects(region, &unknown)?;

    let build_id = executable::build_id().ok_or_else(|| io::Error::other("no build id"))?;
    let head = Head {
        build_id,
        key: contents.key,
        root: contents.root,
        region_base: region::BASE,
        region_length: length,
        region_hash: xxh3_64(region),
        sealed: SystemTime::now(),
        runs: changes,
        notes: contents.notes.to_vec(),
    };
    Ok(write_file(path, &head, region)?)
}

fn write_file(path: &Path, head: &Head, region: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .custom_flags(libc::O_NOFOLLOW | libc::O_CLOEXEC)
        .open(path)?;
    let bytes = head.encode();
    file.write_all(&bytes)?;
    file.set_len((bytes.len() + region.len()) as u64)?;
    write_pages(&file, region, bytes.len())?;
    file.sync_all()?;
    file.set_modified(head.sealed)
}

/// Pages of zeros stay holes.
fn write_pages(file: &File, region: &[u8], offset: usize) -> io::Result<()> {
    let is_zero = |page: &[u8]| page.iter().all(|&byte| byte == 0);
    let mut at = 0;
    while at < region.len() {
        let rest = region[at..].chunks(PAGE);
        let used = rest.take_while(|page| !is_zero(page)).count() * PAGE;
        file.write_all_at(&region[at..at + used], (offset + at) as u64)?;
        at += used.max(PAGE);
    }
    Ok(())
}

fn check_process(builder: &Builder) -> Result<(), Refused> {
    let threads = process::threads()?;
    if threads != 1 {
        return Err(Refused::Threads(threads));
    }
    let mut files = process::open_files()?;
    // What the process was started with is not ours.
    files.retain(|number, _| !builder.files.contains_key(number));
    if !files.is_empty() {
        return Err(Refused::OpenFiles(files.into_values().collect()));
    }
    let libraries: Vec<_> = process::mappings()?
        .into_iter()
        .filter(|mapping| mapping.executable && mapping.name.starts_with('/'))
        .filter(|mapping| !builder.mappings.iter().any(|old| old.name == mapping.name))
        .map(|mapping| mapping.name)
        .collect();
    if libraries.is_empty() {
        Ok(())
    } else {
        Err(Refused::Libraries(libraries))
    }
}

/// Mappings that another process does not have, or not there: all, and those that no word
/// of the region may point to.
///
/// A word there need not be a pointer: what a value leaves unused keeps what the stack held
/// before, so addresses of everything that C functions touch are everywhere. Those of
/// mappings that are new since [`crate::begin`] are not. That no object in there refers to
/// the C heap is for the builder to know.
fn foreign(builder: &Builder) -> io::Result<(Mappings, Mappings)> {
    let own = executable::segments();
    let is_own = |mapping: &Mapping| {
        region::contains(mapping.start)
            || own
                .iter()
                .any(|segment| segment.start <= mapping.start && mapping.end <= segment.end)
    };
    let is_known = |mapping: &Mapping| {
        let overlaps = |old: &Mapping| old.start < mapping.end && mapping.start < old.end;
        matches!(&*mapping.name, "[heap]" | "[stack]") || builder.mappings.iter().any(overlaps)
    };
    let here = 0_u8;
    let mut all = live(process::mappings()?, (&raw const here).addr());
    all.retain(|mapping| !is_own(mapping));
    let unknown = all.iter().filter(|mapping| !is_known(mapping));
    let unknown = Mappings::new(unknown.cloned().collect());
    Ok((Mappings::new(all), unknown))
}

/// The mappings, and of the stack what is in use by those who have called the function whose
/// variable is `here`.
///
/// Nobody refers to what lies below. But the unused bytes of a variable (behind the lock of a
/// mutex, say) keep what they were copied from, and that is often an address there.
fn live(mut mappings: Vec<Mapping>, here: usize) -> Vec<Mapping> {
    for mapping in &mut mappings {
        if (mapping.start..mapping.end).contains(&here) {
            mapping.start = here;
        }
    }
    mappings
}

/// Some mappings, by address.
struct Mappings {
    mappings: Vec<Mapping>,
    all: Range<usize>,
}

impl Mappings {
    fn new(mappings: Vec<Mapping>) -> Self {
        let start = mappings.first().map_or(0, |mapping| mapping.start);
        let end = mappings.last().map_or(0, |mapping| mapping.end);
        Self {
            mappings,
            all: start..end,
        }
    }

    fn find(&self, word: usize) -> Option<&Mapping> {
        if !self.all.contains(&word) {
            return None;
        }
        let after = self
            .mappings
            .partition_point(|mapping| mapping.start <= word);
        let mapping = self.mappings.get(after.checked_sub(1)?)?;
        (word < mapping.end).then_some(mapping)
    }
}

/// What of the variables goes into the image.
fn check_variables(runs: Vec<Run>, others: &Mappings) -> Result<Vec<Run>, Refused> {
    let names = Symbols::load().unwrap_or_default();
    let (mut kept, mut refused) = (Vec::new(), Vec::new());
    for run in runs {
        for (index, &word) in run.words.iter().enumerate() {
            let address = run.address + index * WORD;
            match others.find(word) {
                None => Run::push(&mut kept, address, word),
                Some(_) if names.is_own(address) => {}
                Some(mapping) => {
                    let name = names.describe(address);
                    refused.push(format!("{name} (to {:?})", mapping.name));
                }
            }
        }
    }
    if refused.is_empty() {
        Ok(kept)
    } else {
        Err(Refused::Variables(refused))
    }
}

fn check_objects(region: &[u8], unknown: &Mappings) -> Result<(), Refused> {
    const SHOWN: usize = 5;
    let mut found = Vec::new();
    for (index, word) in region.chunks_exact(WORD).enumerate() {
        let word = usize::from_ne_bytes(word.try_into().unwrap_or_default());
        if let Some(mapping) = unknown.find(word) {
            found.push(format!(
                "{:#x} to {:?}",
                region::BASE + index * WORD,
                mapping.name
            ));
            if found.len() == SHOWN {
                break;
            }
        }
    }
    if found.is_empty() {
        Ok(())
    } else {
        Err(Refused::Objects(found))
    }
}

/// The names of the executable's variables, for messages.
#[derive(Default)]
struct Symbols(Vec<(usize, String)>);

impl Symbols {
    fn load() -> Option<Self> {
        let bytes = std::fs::read("/proc/self/exe").ok()?;
        let file = object::File::parse(&*bytes).ok()?;
        let named = file.symbols().filter_map(|symbol| {
            let address = usize::try_from(symbol.address()).ok()?;
            Some((address, symbol.name().ok()?.to_owned()))
        });
        let mut symbols: Vec<_> = named.filter(|(address, _)| *address != 0).collect();
        symbols.sort();
        Some(Self(symbols))
    }

    /// Is this one of [`OWN`]?
    fn is_own(&self, address: usize) -> bool {
        let name = self.describe(address);
        OWN.iter().any(|part| name.contains(part))
    }

    fn describe(&self, address: usize) -> String {
        let after = self.0.partition_point(|(start, _)| *start <= address);
        match after.checked_sub(1).and_then(|index| self.0.get(index)) {
            Some((start, name)) => format!("{name}+{}", address - start),
            None => format!("{address:#x}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_below_the_stack_in_use_is_nobodys() {
        let mapping = |start, end, name: &str| Mapping {
            start,
            end,
            name: name.to_owned(),
            executable: false,
        };
        let all = vec![mapping(100, 200, "[heap]"), mapping(1000, 2000, "[stack]")];
        let mappings = Mappings::new(live(all, 1700));
        let names = [150, 999, 1000, 1699, 1700, 1999, 2000]
            .map(|word| mappings.find(word).map(|mapping| &*mapping.name));
        let (heap, stack) = (Some("[heap]"), Some("[stack]"));
        assert_eq!(names, [heap, None, None, None, stack, stack, None]);
    }

    #[test]
    fn a_variable_of_the_caller_is_in_use() {
        let here = 0_u8;
        let mappings = process::mappings().expect("readable");
        let mappings = Mappings::new(live(mappings, (&raw const here).addr()));
        let caller = (&raw const here).addr();
        let below = caller - 1;
        assert!(mappings.find(caller).is_some());
        assert!(mappings.find(below).is_none());
    }
}
