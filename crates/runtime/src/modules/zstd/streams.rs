//! Compression and decompression, piece by piece.

use std::{fmt, slice, sync::Arc};

use zstd::zstd_safe::{
    self, CCtx, CDict, CParameter, DCtx, DDict, DParameter, InBuffer, OutBuffer, ResetDirective,
    SafeResult, zstd_sys::ZSTD_EndDirective,
};

use super::dictionary::{Dictionary, Use};

/// What a context refers to and does not own.
enum Held {
    Nothing,
    Compression(#[expect(dead_code, reason = "kept alive")] Arc<CDict<'static>>),
    Decompression(#[expect(dead_code, reason = "kept alive")] Arc<DDict<'static>>),
    Content(Arc<[u8]>),
}

impl Held {
    /// # Safety
    /// Nothing may use the slice longer than `self` lives.
    unsafe fn content(&self) -> &'static [u8] {
        match self {
            // SAFETY: the content lies behind the `Arc` and never moves.
            Self::Content(content) => unsafe {
                slice::from_raw_parts(content.as_ptr(), content.len())
            },
            _ => &[],
        }
    }
}

fn described(result: SafeResult) -> Result<usize, String> {
    result.map_err(|code| zstd_safe::get_error_name(code).to_owned())
}

const NO_MEMORY: &str = "Allocation error : not enough memory";

/// Makes frames.
pub(super) struct Compressor {
    // In front of what it refers to, and so dropped first.
    context: CCtx<'static>,
    held: Held,
    level: i32,
    workers: bool,
}

impl fmt::Debug for Compressor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Compressor")
    }
}

impl Compressor {
    pub(super) fn new() -> Option<Self> {
        Some(Self {
            context: CCtx::try_create()?,
            held: Held::Nothing,
            level: zstd_safe::CLEVEL_DEFAULT,
            workers: false,
        })
    }

    pub(super) fn set(&mut self, parameter: CParameter) -> Result<(), String> {
        match parameter {
            CParameter::CompressionLevel(level) => self.level = level,
            CParameter::NbWorkers(count) => self.workers = count > 1,
            _ => {}
        }
        described(self.context.set_parameter(parameter)).map(drop)
    }

    pub(super) fn load(&mut self, dictionary: &Dictionary, how: Use) -> Result<(), String> {
        let result = match how {
            Use::Digested => {
                let made = dictionary.for_compression(self.level).ok_or(NO_MEMORY)?;
                let result = self.context.ref_cdict(&made);
                self.held = Held::Compression(made);
                result
            }
            Use::Undigested => self.context.load_dictionary(&dictionary.content),
            Use::Prefix => {
                self.held = Held::Content(dictionary.content.clone());
                // SAFETY: the context is dropped before what is held.
                self.context.ref_prefix(unsafe { self.held.content() })
            }
        };
        described(result).map(drop)
    }

    /// How much the next frame will hold.
    pub(super) fn pledge(&mut self, size: Option<u64>) -> Result<(), String> {
        described(self.context.set_pledged_src_size(size)).map(drop)
    }

    /// On an error the frame is given up.
    pub(super) fn compress(
        &mut self,
        data: &[u8],
        mode: ZSTD_EndDirective,
    ) -> Result<Vec<u8>, String> {
        let mut packed = Vec::new();
        let mut input = InBuffer::around(data);
        loop {
            packed.reserve(CCtx::out_size());
            let written = packed.len();
            let mut output = OutBuffer::around_pos(&mut packed, written);
            let left = self.context.compress_stream2(&mut output, &mut input, mode);
            let full = output.pos() == output.capacity();
            let left = described(left).inspect_err(|_| self.give_up())?;
            let done = if mode == ZSTD_EndDirective::ZSTD_e_continue {
                // Workers that are busy take no input; one has to ask again.
                input.pos() == data.len() && (self.workers || !full)
            } else {
                left == 0
            };
            if done {
                return Ok(packed);
            }
        }
    }

    fn give_up(&mut self) {
        // Documented not to fail.
        let _ = self.context.reset(ResetDirective::SessionOnly);
    }
}

/// Reads one frame.
pub(super) struct Decompressor {
    context: DCtx<'static>,
    held: Held,
    /// Input that waits for the output to be fetched.
    waiting: Vec<u8>,
    pub(super) needs_input: bool,
    pub(super) eof: bool,
}

impl fmt::Debug for Decompressor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Decompressor")
    }
}

impl Decompressor {
    pub(super) fn new() -> Option<Self> {
        Some(Self {
            context: DCtx::try_create()?,
            held: Held::Nothing,
            waiting: Vec::new(),
            needs_input: true,
            eof: false,
        })
    }

    pub(super) fn set_window_log_max(&mut self, log: u32) -> Result<(), String> {
        described(self.context.set_parameter(DParameter::WindowLogMax(log))).map(drop)
    }

    pub(super) fn load(&mut self, dictionary: &Dictionary, how: Use) -> Result<(), String> {
        let result = match how {
            Use::Digested => {
                let made = dictionary.for_decompression().ok_or(NO_MEMORY)?;
                let result = self.context.ref_ddict(&made);
                self.held = Held::Decompression(made);
                result
            }
            Use::Undigested => self.context.load_dictionary(&dictionary.content),
            Use::Prefix => {
                self.held = Held::Content(dictionary.content.clone());
                // SAFETY: the context is dropped before what is held.
                self.context.ref_prefix(unsafe { self.held.content() })
            }
        };
        described(result).map(drop)
    }

    /// What lies behind the frame's end.
    pub(super) fn unused(&self) -> &[u8] {
        if self.eof { &self.waiting } else { &[] }
    }

    /// At most `limit` bytes of what `data` and earlier input contain.
    pub(super) fn decompress(
        &mut self,
        data: &[u8],
        limit: Option<usize>,
    ) -> Result<Vec<u8>, String> {
        let mut made = Vec::new();
        if data.is_empty() && self.needs_input {
            return Ok(made);
        }
        let joined;
        let data = if self.waiting.is_empty() {
            data
        } else {
            let mut waiting = std::mem::take(&mut self.waiting);
            waiting.extend_from_slice(data);
            joined = waiting;
            &joined
        };
        let mut input = InBuffer::around(data);
        let outcome = self.fill(&mut made, &mut input, limit);
        if let Err(message) = outcome {
            self.give_up();
            return Err(message);
        }
        let rest = &data[input.pos()..];
        self.needs_input = !self.eof && rest.is_empty() && limit != Some(made.len());
        self.waiting = rest.to_vec();
        Ok(made)
    }

    fn fill(
        &mut self,
        made: &mut Vec<u8>,
        input: &mut InBuffer<'_>,
        limit: Option<usize>,
    ) -> Result<(), String> {
        let mut room = vec![0_u8; DCtx::out_size().min(limit.unwrap_or(usize::MAX))];
        loop {
            let wanted = limit.map_or(room.len(), |limit| room.len().min(limit - made.len()));
            if wanted == 0 {
                return Ok(());
            }
            let mut output = OutBuffer::around(&mut room[..wanted]);
            let left = described(self.context.decompress_stream(&mut output, input))?;
            let written = output.pos();
            made.extend_from_slice(&room[..written]);
            if left == 0 {
                self.eof = true;
                return Ok(());
            }
            if written < wanted && input.pos() == input.src.len() {
                return Ok(());
            }
        }
    }

    fn give_up(&mut self) {
        // Documented not to fail.
        let _ = self.context.reset(ResetDirective::SessionOnly);
        self.waiting = Vec::new();
        self.needs_input = true;
        self.eof = false;
    }
}
