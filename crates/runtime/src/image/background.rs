//! Images that nobody asked for: a start that found none has one made for those that
//! follow, when its program is over.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use super::{Declined, key, store};
use crate::Options;
use pyrun_image::file::Rejected;

/// How long nobody tries again what did not work.
const PATIENCE: Duration = Duration::from_hours(1);

/// Starts a process that makes the image for `options`, if `declined` says that there
/// could be one. For the end of a process: nobody waits for the other.
pub(crate) fn build_later(options: &Options, declined: &Declined) {
    let is_worth_it = matches!(
        declined,
        Declined::Rejected(
            Rejected::Unreadable(_)
                | Rejected::OtherBuild
                | Rejected::OtherKey
                | Rejected::Damaged(_)
        )
    );
    if !is_worth_it || !options.builds_images {
        return;
    }
    let Ok(key) = key::of(options, None) else {
        return;
    };
    let Some(folder) = store::folder() else {
        return;
    };
    let mark = store::path(&folder, &key).with_extension(store::FAILED);
    if !store::may_appear(&folder) || store::prepare(&folder).is_err() || has_failed(&mark) {
        return;
    }
    let Some(name) = options.original_arguments.first() else {
        return;
    };
    start(name, &options.switches);
}

fn has_failed(mark: &Path) -> bool {
    let modified = mark.metadata().and_then(|metadata| metadata.modified());
    modified.is_ok_and(|then| {
        let age = SystemTime::now().duration_since(then);
        age.unwrap_or_default() < PATIENCE
    })
}

fn start(name: &OsString, switches: &[OsString]) {
    let mut command = Command::new("/proc/self/exe");
    command
        .arg0(name)
        .args(["image", "build"])
        .args(switches)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    // SAFETY: system calls that are allowed between fork and exec.
    unsafe {
        command.pre_exec(|| {
            // Not a part of this terminal's or shell's job, and nothing is in a hurry.
            libc::setsid();
            libc::setpriority(libc::PRIO_PROCESS, 0, 10);
            // Pipes of the program's end with the program. An older kernel does not know
            // the call.
            libc::syscall(
                libc::SYS_close_range,
                3,
                libc::c_uint::MAX,
                libc::CLOSE_RANGE_CLOEXEC,
            );
            Ok(())
        });
    }
    // If it does not start, there is no image, as before.
    let _ = command.spawn();
}
