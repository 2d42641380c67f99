//! Dictionaries, and how to make them.

use std::{
    collections::{HashMap, TryReserveError},
    ffi::c_void,
    fmt,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use zstd::zstd_safe::{
    self, CDict, DDict,
    zstd_sys::{ZDICT_finalizeDictionary, ZDICT_isError, ZDICT_params_t},
};

/// How a context uses a dictionary, by the numbers that Python code has.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Use {
    Digested = 0,
    Undigested = 1,
    Prefix = 2,
}

/// A dictionary and what zstd made of it for each level.
pub(super) struct Dictionary {
    pub(super) content: Arc<[u8]>,
    pub(super) id: u32,
    for_compression: Mutex<HashMap<i32, Arc<CDict<'static>>>>,
    for_decompression: OnceLock<Option<Arc<DDict<'static>>>>,
}

impl fmt::Debug for Dictionary {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Dictionary({})", self.id)
    }
}

impl Dictionary {
    /// The error is what is wrong with the content.
    pub(super) fn new(content: &[u8], raw: bool) -> Result<Self, &'static str> {
        if content.len() < 8 {
            return Err("Zstandard dictionary content too short (must have at least eight bytes)");
        }
        let id = if raw {
            0
        } else {
            let id = zstd_safe::get_dict_id_from_dict(content);
            id.ok_or("invalid Zstandard dictionary")?.get()
        };
        Ok(Self {
            content: content.into(),
            id,
            for_compression: Mutex::default(),
            for_decompression: OnceLock::new(),
        })
    }

    pub(super) fn for_compression(&self, level: i32) -> Option<Arc<CDict<'static>>> {
        let mut made = self
            .for_compression
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if let Some(dictionary) = made.get(&level) {
            return Some(dictionary.clone());
        }
        let dictionary = Arc::new(CDict::try_create(&self.content, level)?);
        made.insert(level, dictionary.clone());
        Some(dictionary)
    }

    pub(super) fn for_decompression(&self) -> Option<Arc<DDict<'static>>> {
        self.for_decompression
            .get_or_init(|| DDict::try_create(&self.content).map(Arc::new))
            .clone()
    }
}

/// Why there is no dictionary.
#[derive(Clone, Copy, Debug)]
pub(super) enum Failure {
    /// There is no room for one of the size that the program asked for.
    NoMemory,
    /// What zstd says.
    Zstd(&'static str),
}

impl From<TryReserveError> for Failure {
    fn from(_: TryReserveError) -> Self {
        Self::NoMemory
    }
}

/// Makes a dictionary of at most `size` bytes from samples that lie one behind
/// the other; their sizes have to add up to all of `samples`.
pub(super) fn train(samples: &[u8], sizes: &[usize], size: usize) -> Result<Vec<u8>, Failure> {
    let mut made = Vec::<u8>::new();
    made.try_reserve_exact(size)?;
    zstd_safe::train_from_buffer(&mut made, samples, sizes)
        .map_err(|code| Failure::Zstd(zstd_safe::get_error_name(code)))?;
    Ok(made)
}

/// Turns a hand-made `content` into a dictionary, with the samples' statistics.
pub(super) fn finalize(
    content: &[u8],
    samples: &[u8],
    sizes: &[usize],
    size: usize,
    level: i32,
) -> Result<Vec<u8>, Failure> {
    assert_eq!(sizes.iter().sum::<usize>(), samples.len());
    let count = u32::try_from(sizes.len()).map_err(|_| Failure::Zstd("too many samples"))?;
    let mut made = Vec::<u8>::new();
    made.try_reserve_exact(size)?;
    let parameters = ZDICT_params_t {
        compressionLevel: level,
        notificationLevel: 0,
        dictID: 0,
    };
    // SAFETY: each pointer comes with the length of what it points to, or of what
    // is reserved there, and the sizes add up to the samples' length.
    let code = unsafe {
        ZDICT_finalizeDictionary(
            made.as_mut_ptr().cast::<c_void>(),
            size,
            content.as_ptr().cast::<c_void>(),
            content.len(),
            samples.as_ptr().cast::<c_void>(),
            sizes.as_ptr(),
            count,
            parameters,
        )
    };
    // SAFETY: looks at a number.
    if unsafe { ZDICT_isError(code) } != 0 {
        return Err(Failure::Zstd(zstd_safe::get_error_name(code)));
    }
    // SAFETY: the dictionary is `code` bytes long, and all of them are written.
    unsafe { made.set_len(code) };
    Ok(made)
}
