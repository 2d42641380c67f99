//! The C library's locale, which `locale.getencoding()` and native code read.

use std::ffi::CStr;

/// Takes the locale for characters from the environment, as CPython does when it
/// starts. The C locale becomes C.UTF-8 where there is one (PEP 538), unless
/// `LC_ALL` asks for it.
///
/// For the start of a program: no other thread may be running, since the C library
/// does not guard its locale.
pub fn set_from_environment() {
    let is_asked_for = std::env::var_os("LC_ALL").is_some_and(|value| !value.is_empty());
    if !set(c"") && !is_asked_for {
        set(c"C.UTF-8");
    }
}

/// Sets `LC_CTYPE`. True if that is a locale other than C now.
fn set(name: &CStr) -> bool {
    // SAFETY: `name` ends in NUL. What comes back is null or a string of the C
    // library's that stays until its next call, and is not used after this one.
    unsafe {
        let now = libc::setlocale(libc::LC_CTYPE, name.as_ptr());
        !now.is_null() && !matches!(CStr::from_ptr(now).to_bytes(), b"C" | b"POSIX")
    }
}
