//! How much memory there is in use.

#[cfg(target_os = "linux")]
use core::sync::atomic::{AtomicU64, Ordering};
use std::sync::OnceLock;

/// For how many nanoseconds a number of the system's is good: reading it costs more than
/// everything else that is recorded of a small module.
#[cfg(target_os = "linux")]
const FRESH: u64 = 100_000;

static ALLOCATED: OnceLock<fn() -> isize> = OnceLock::new();

/// Says what counts the bytes that the program's allocator has given out and not got back,
/// from its first call on. If this is called again, that changes nothing.
pub fn set_allocated_bytes(count: fn() -> isize) {
    let _ = ALLOCATED.set(count);
}

/// Bytes in use at one time.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Memory {
    /// Given out by the allocator since that is counted, if somebody does. Negative when
    /// more of what was there before has been given back.
    pub(super) allocated: Option<i64>,
    /// In the machine's memory, if the system says it.
    pub(super) resident: Option<u64>,
}

/// What measures the memory.
#[derive(Debug)]
pub(super) struct Gauge {
    /// The last number of the system's, 0 before the first, and when it was read.
    #[cfg(target_os = "linux")]
    resident: AtomicU64,
    #[cfg(target_os = "linux")]
    read_at: AtomicU64,
    #[cfg(target_os = "linux")]
    statm: Option<std::fs::File>,
    #[cfg(target_os = "linux")]
    page: u64,
}

impl Gauge {
    /// The memory at the time `now`.
    pub(super) fn measure(&self, now: u64) -> Memory {
        Memory {
            allocated: ALLOCATED
                .get()
                .and_then(|count| i64::try_from(count()).ok()),
            resident: self.resident(now),
        }
    }
}

#[cfg(target_os = "linux")]
impl Gauge {
    pub(super) fn new() -> Self {
        // SAFETY: sysconf only returns a number.
        let page = unsafe { libc::sysconf(libc::_SC_PAGESIZE) };
        Self {
            resident: AtomicU64::new(0),
            read_at: AtomicU64::new(0),
            statm: std::fs::File::open("/proc/self/statm").ok(),
            page: u64::try_from(page).unwrap_or(4096),
        }
    }

    fn resident(&self, now: u64) -> Option<u64> {
        let known = self.resident.load(Ordering::Relaxed);
        let age = now.saturating_sub(self.read_at.load(Ordering::Relaxed));
        if known != 0 && age < FRESH {
            return Some(known);
        }
        let read = self.read()?;
        self.resident.store(read, Ordering::Relaxed);
        self.read_at.store(now, Ordering::Relaxed);
        Some(read)
    }

    /// The second of the numbers in `statm`, which are in pages.
    fn read(&self) -> Option<u64> {
        use std::os::unix::fs::FileExt;

        let mut text = [0; 64];
        let length = self.statm.as_ref()?.read_at(&mut text, 0).ok()?;
        let text = core::str::from_utf8(text.get(..length)?).ok()?;
        let pages: u64 = text.split(' ').nth(1)?.parse().ok()?;
        pages.checked_mul(self.page)
    }
}

#[cfg(not(target_os = "linux"))]
impl Gauge {
    pub(super) fn new() -> Self {
        Self {}
    }

    #[allow(clippy::unused_self, reason = "as on Linux")]
    fn resident(&self, _now: u64) -> Option<u64> {
        None
    }
}
