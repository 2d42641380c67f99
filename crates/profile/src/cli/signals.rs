//! Stays alive while the program runs, so that there is a report when Ctrl-C
//! ends it.
//!
//! The terminal sends Ctrl-C to the program as well. A request to terminate
//! comes to us alone and is passed on.

use std::process::{Command, ExitStatus};
use std::sync::atomic::{AtomicI32, Ordering};

/// The program that runs, or 0.
static PROGRAM: AtomicI32 = AtomicI32::new(0);
/// A signal that came before there was a program to pass it on to, or 0.
static EARLY: AtomicI32 = AtomicI32::new(0);

extern "C" fn stay(_: libc::c_int) {}

extern "C" fn pass_on(signal: libc::c_int) {
    let program = PROGRAM.load(Ordering::SeqCst);
    if program > 0 {
        // SAFETY: kill may be called in a signal handler.
        unsafe { libc::kill(program, signal) };
    } else {
        EARLY.store(signal, Ordering::SeqCst);
    }
}

/// A signal's former treatment, put back in the end.
struct Former {
    signal: libc::c_int,
    action: libc::sigaction,
}

impl Drop for Former {
    fn drop(&mut self) {
        // SAFETY: the action is one that sigaction has returned.
        unsafe { libc::sigaction(self.signal, &raw const self.action, std::ptr::null_mut()) };
    }
}

/// Handles a signal, unless it is ignored (`nohup`). A handler rather than
/// `SIG_IGN`: the program would inherit that, but it starts without handlers.
fn handle(signal: libc::c_int, handler: extern "C" fn(libc::c_int)) -> Option<Former> {
    // SAFETY: zero is valid for all fields: no flags, an empty mask.
    let (mut action, mut former): (libc::sigaction, libc::sigaction) =
        unsafe { std::mem::zeroed() };
    action.sa_sigaction = handler as *const () as libc::sighandler_t;
    action.sa_flags = libc::SA_RESTART;
    // SAFETY: both pointers are to initialised structures.
    let known = unsafe { libc::sigaction(signal, std::ptr::null(), &raw mut former) } == 0;
    if !known || former.sa_sigaction == libc::SIG_IGN {
        return None;
    }
    // SAFETY: as above, and the handlers only do what handlers may.
    unsafe { libc::sigaction(signal, &raw const action, std::ptr::null_mut()) };
    Some(Former {
        signal,
        action: former,
    })
}

/// Runs a command to its end, whatever is typed meanwhile.
pub(super) fn outlive(mut command: Command) -> std::io::Result<ExitStatus> {
    let formers = [
        handle(libc::SIGINT, stay),
        handle(libc::SIGQUIT, stay),
        handle(libc::SIGTERM, pass_on),
        handle(libc::SIGHUP, pass_on),
    ];
    let mut child = command.spawn()?;
    PROGRAM.store(child.id().try_into().unwrap_or(0), Ordering::SeqCst);
    let early = EARLY.swap(0, Ordering::SeqCst);
    if early != 0 {
        pass_on(early);
    }
    let status = child.wait();
    PROGRAM.store(0, Ordering::SeqCst);
    drop(formers);
    status
}
