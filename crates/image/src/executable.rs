//! The running executable: where its variables lie, and which build it is.

use core::ffi::c_void;
use core::ops::Range;

use crate::layout::PAGE;

/// How many bytes of a build id count: GNU's has 20, lld's shortest 8.
pub const BUILD_ID_LENGTH: usize = 20;
const NT_GNU_BUILD_ID: u32 = 3;
/// `PT_LOAD`'s flag for memory that can be written to.
const PF_W: u32 = 2;

/// Can this executable be continued from an image: does it lie where it was linked to
/// lie, and can its builds be told apart?
pub fn supports_images() -> bool {
    load_bias() == Some(0) && build_id().is_some()
}

/// What the linker wrote to tell this build from others, zeros behind it.
pub fn build_id() -> Option<[u8; BUILD_ID_LENGTH]> {
    let notes = headers()
        .iter()
        .filter(|header| header.p_type == libc::PT_NOTE);
    for header in notes {
        let start = usize::try_from(header.p_vaddr).ok()?;
        let length = usize::try_from(header.p_memsz).ok()?;
        // SAFETY: a segment of an executable at a fixed address (`p_vaddr` is the
        // address) that is mapped as long as the process lives.
        let notes = unsafe {
            core::slice::from_raw_parts(core::ptr::with_exposed_provenance(start), length)
        };
        if let Some(id) = find_build_id(notes) {
            return Some(id);
        }
    }
    None
}

/// The executable's writable memory: its variables, and what the dynamic linker has
/// written and nobody writes again.
pub(crate) fn writable() -> Vec<Range<usize>> {
    let is_writable =
        |header: &&libc::Elf64_Phdr| header.p_type == libc::PT_LOAD && header.p_flags & PF_W != 0;
    headers()
        .iter()
        .filter(is_writable)
        .filter_map(|header| {
            let start = usize::try_from(header.p_vaddr).ok()?.next_multiple_of(8);
            let end = usize::try_from(header.p_vaddr + header.p_memsz).ok()?;
            Some(start..end & !7)
        })
        .collect()
}

/// The memory of all its segments.
pub(crate) fn segments() -> Vec<Range<usize>> {
    headers()
        .iter()
        .filter(|header| header.p_type == libc::PT_LOAD)
        .filter_map(|header| {
            let start = usize::try_from(header.p_vaddr).ok()? & !(PAGE - 1);
            let end = usize::try_from(header.p_vaddr + header.p_memsz).ok()?;
            Some(start..end.next_multiple_of(PAGE))
        })
        .collect()
}

/// How far the executable lies from where it was linked to lie.
fn load_bias() -> Option<usize> {
    let table = headers();
    let own = table.iter().find(|header| header.p_type == libc::PT_PHDR)?;
    let linked = usize::try_from(own.p_vaddr).ok()?;
    Some(table.as_ptr().addr().wrapping_sub(linked))
}

fn headers() -> &'static [libc::Elf64_Phdr] {
    // SAFETY: the kernel's own description of the process.
    let (table, count) = unsafe {
        (
            libc::getauxval(libc::AT_PHDR),
            libc::getauxval(libc::AT_PHNUM),
        )
    };
    let (Ok(table), Ok(count)) = (usize::try_from(table), usize::try_from(count)) else {
        return &[];
    };
    let table: *const libc::Elf64_Phdr = core::ptr::with_exposed_provenance::<c_void>(table).cast();
    if table.is_null() {
        return &[];
    }
    // SAFETY: the kernel says that there are so many of them, in memory that stays.
    unsafe { core::slice::from_raw_parts(table, count) }
}

/// A note: three words (lengths of name and content, kind), name, content, each padded.
fn find_build_id(mut notes: &[u8]) -> Option<[u8; BUILD_ID_LENGTH]> {
    let word = |bytes: &[u8], at: usize| {
        let bytes = bytes.get(at * 4..at * 4 + 4)?;
        Some(u32::from_ne_bytes(bytes.try_into().ok()?))
    };
    loop {
        let name_length = usize::try_from(word(notes, 0)?).ok()?;
        let length = usize::try_from(word(notes, 1)?).ok()?;
        let kind = word(notes, 2)?;
        let content_at = 12 + name_length.next_multiple_of(4);
        let name = notes.get(12..12 + name_length)?;
        let content = notes.get(content_at..content_at + length)?;
        if kind == NT_GNU_BUILD_ID && name == b"GNU\0" {
            let mut id = [0; BUILD_ID_LENGTH];
            let length = length.min(BUILD_ID_LENGTH);
            id[..length].copy_from_slice(&content[..length]);
            return Some(id);
        }
        notes = notes.get(content_at + length.next_multiple_of(4)..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_id_is_found_behind_other_notes() {
        let mut notes = Vec::new();
        for (name, kind, content) in [(&b"GNU\0"[..], 5, &[1, 2, 3][..]), (b"GNU\0", 3, &[7; 8])] {
            for word in [name.len(), content.len(), kind] {
                notes.extend(u32::try_from(word).expect("small").to_ne_bytes());
            }
            notes.extend(name);
            notes.extend(content);
            notes.resize(notes.len().next_multiple_of(4), 0);
        }
        let id = find_build_id(&notes).expect("is there");
        assert_eq!((&id[..8], &id[8..]), (&[7; 8][..], &[0; 12][..]));
        assert_eq!(find_build_id(&notes[..notes.len() - 1]), None);
        assert_eq!(find_build_id(&[]), None);
    }

    #[test]
    fn this_test_program_has_variables() {
        static VARIABLE: std::sync::Mutex<u64> = std::sync::Mutex::new(1);
        *VARIABLE.lock().expect("works") += 1;
        let bias = load_bias().expect("has a table");
        let address = (&raw const VARIABLE).addr().wrapping_sub(bias);
        assert!(writable().iter().any(|range| range.contains(&address)));
    }
}
