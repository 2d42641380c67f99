//! Start-up images and what can be wrong with them or around them: programs start all the
//! same, and builders say what was wrong.
#![cfg(target_os = "linux")]

mod support;

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::{FileExt, PermissionsExt, chown, symlink};
use std::path::PathBuf;
use std::process::Output;

use support::images::{Images, PROBE, said, text};
use support::{PYRUN, command, repository, show, skipped};

#[test]
fn damage_is_noticed_wherever_it_is() {
    let images = Images::built();
    let path = images.file();
    let good = fs::read(&path).expect("reads");
    let head = 4096 * 4;
    let places = (0..head)
        .step_by(397)
        .chain((head..good.len()).step_by(good.len() / 12));
    for at in places {
        let file = OpenOptions::new().write(true).open(&path).expect("opens");
        file.write_all_at(&[good[at] ^ 0x10], at as u64)
            .expect("written");
        assert_eq!(images.probe(), "normal", "byte {at}");
        assert!(images.status().contains("not usable"), "byte {at}");
        file.write_all_at(&[good[at]], at as u64).expect("written");
    }
    // Whole again, though its time is another: that takes a look at all of it.
    assert_eq!(images.probe(), "image");
    for length in [0, 1, 8, 100, 4095, 4096, good.len() / 2, good.len() - 1] {
        fs::write(&path, &good[..length]).expect("written");
        assert_eq!(images.probe(), "normal", "{length} bytes");
    }
    let mut longer = good.clone();
    longer.push(0);
    fs::write(&path, &longer).expect("written");
    assert_eq!(images.probe(), "normal");
}

#[test]
fn what_others_could_have_written_is_not_trusted() {
    let images = Images::built();
    let path = images.file();
    for mode in [0o644, 0o620, 0o606] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("set");
        assert_eq!(images.probe(), "normal", "mode {mode:o}");
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("set");
    assert_eq!(images.probe(), "image");
    let other = images.path().join("elsewhere");
    fs::rename(&path, &other).expect("renamed");
    symlink(&other, &path).expect("linked");
    assert_eq!(images.probe(), "normal");
    fs::remove_file(&path).expect("removed");
    fs::create_dir(&path).expect("made");
    assert_eq!(images.probe(), "normal");
}

#[test]
fn what_belongs_to_another_user_is_not_trusted() {
    const OTHER: u32 = 65_534;
    let images = Images::built();
    if let Err(error) = chown(images.file(), Some(OTHER), None) {
        skipped(&format!("no file can be given to another user: {error}"));
        return;
    }
    assert_eq!(images.probe(), "normal");
    let status = images.status();
    assert!(status.contains("it belongs to another user"), "{status}");

    chown(images.path(), Some(OTHER), None).expect("given away");
    assert_eq!(images.probe(), "normal");
    let built = images.command(PYRUN).args(["image", "build"]).output();
    let built = built.expect("runs");
    assert_eq!(built.status.code(), Some(1), "{built:?}");
    let said = text(&built.stderr);
    assert!(said.contains("it is not a folder of this user's"), "{said}");
}

#[test]
fn where_no_image_can_be_made_programs_run_all_the_same() {
    let homeless = |name: &str, value: Option<&str>| {
        let mut command = command(PYRUN);
        command
            .env_remove("PYRUN_IMAGE_BUILD")
            .env_remove("PYRUN_IMAGE_DIR")
            .env_remove("XDG_CACHE_HOME");
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
        said(command.args(["-c", PROBE]))
    };
    assert_eq!(homeless("HOME", None), "normal");
    assert_eq!(homeless("HOME", Some("/nonexistent")), "normal");
    assert_eq!(homeless("HOME", Some("/proc")), "normal");
    // A home without a cache folder does not get one.
    let home = tempfile::tempdir().expect("a folder");
    assert_eq!(homeless("HOME", home.path().to_str()), "normal");
    assert_eq!(fs::read_dir(home.path()).expect("reads").count(), 0);

    let file = home.path().join("file");
    File::create(&file).expect("made");
    let mut build = command(PYRUN);
    let failed = build
        .env("PYRUN_IMAGE_DIR", &file)
        .args(["image", "build"])
        .output();
    let failed = failed.expect("runs");
    assert_eq!(failed.status.code(), Some(1));
    assert!(text(&failed.stderr).contains("cannot use"), "{failed:?}");
}

fn with_limit(limit: &str, images: &Images, arguments: &[&str]) -> Output {
    let mut shell = images.command("/bin/sh");
    shell.arg("-c").arg(format!("ulimit {limit}; exec \"$@\""));
    shell.arg("sh").arg(PYRUN).args(arguments);
    shell.output().expect("runs")
}

#[test]
fn limits_lead_to_a_normal_start() {
    // No room for the file: nothing is left of the attempt.
    let images = Images::new();
    let full = with_limit("-f 100", &images, &["image", "build"]);
    assert_eq!(full.status.code(), Some(1), "{full:?}");
    assert!(text(&full.stderr).contains("no image could be made"));
    assert_eq!(images.left(), Vec::<PathBuf>::new());
    assert_eq!(images.probe(), "normal");

    // Not enough address space for the region of a builder.
    let narrow = with_limit("-v 600000", &images, &["image", "build"]);
    assert_eq!(narrow.status.code(), Some(1), "{narrow:?}");
    let images = Images::built();
    let narrow = with_limit("-v 600000", &images, &["-c", PROBE]);
    assert!(narrow.status.success(), "{narrow:?}");
}

/// pyrun with `arguments`, for which a system call fails; `None` where that cannot be had.
/// `rule` is for tests/support/restricted.py.
fn restricted(images: &Images, rule: &str, arguments: &[&str]) -> Option<Output> {
    let mut restricted = images.command(PYRUN);
    restricted
        .args(["-X", "noimage"])
        .arg(repository().join("tests/support/restricted.py"))
        .args([rule, PYRUN])
        .args(arguments);
    let output = restricted.output().expect("runs");
    let stderr = text(&output.stderr);
    if stderr.starts_with("no filter: ") {
        skipped(&stderr);
        return None;
    }
    Some(output)
}

/// `mmap` where nothing may lie yet, as for an image.
const WHERE_NOTHING_LIES: &str = "mmap/0x100000";

#[test]
fn programs_run_without_some_system_calls() {
    let images = Images::built();
    let program = format!(
        "{PROBE}\n\
         import json, threading\n\
         thread = threading.Thread(target=print, args=(json.dumps([1]),))\n\
         thread.start()\n\
         thread.join()\n\
         def recurse(): recurse()\n\
         try: recurse()\n\
         except RecursionError: print('RecursionError')\n"
    );
    let run = |rule: &str| {
        let output = restricted(&images, rule, &["-c", &program])?;
        let seen = show(&output, &[]);
        assert_eq!(
            (output.status.code(), &*output.stderr),
            (Some(0), &b""[..]),
            "{rule}: {seen}"
        );
        let stdout = text(&output.stdout);
        let (start, rest) = stdout.split_once('\n').expect("lines");
        assert_eq!(rest, "[1]\nRecursionError\n", "{rule}: {seen}");
        Some(start.to_owned())
    };
    for error in ["EPERM", "EINVAL", "ENOMEM"] {
        let start = run(&format!("{WHERE_NOTHING_LIES}:{error}"));
        assert!(start.is_none_or(|start| start == "normal"), "{error}");
    }
    for rule in [
        "getrandom:ENOSYS",
        "madvise:EPERM",
        "prctl:EPERM",
        "prlimit64:EPERM",
        "sched_getaffinity:EPERM",
        "sigaltstack:EPERM",
        "statx:ENOSYS",
    ] {
        let start = run(rule);
        assert!(
            start.is_none_or(|start| ["image", "normal"].contains(&&*start)),
            "{rule}"
        );
    }
}

#[test]
fn builders_say_which_system_call_failed_and_leave_nothing() {
    let mapping = format!("{WHERE_NOTHING_LIES}:EPERM");
    for (rule, part) in [
        (&*mapping, "Operation not permitted"),
        ("flock:ENOLCK", "No locks available"),
        ("ftruncate:EFBIG", "File too large"),
        ("pwrite64:ENOSPC", "No space left on device"),
    ] {
        let images = Images::new();
        let Some(built) = restricted(&images, rule, &["image", "build"]) else {
            return;
        };
        let seen = show(&built, &[]);
        assert_eq!(built.status.code(), Some(1), "{rule}: {seen}");
        assert!(
            seen.contains("pyrun image: ") && seen.contains(part),
            "{rule}: {seen}"
        );
        assert_eq!(images.left(), Vec::<PathBuf>::new(), "{rule}");
        assert_eq!(images.probe(), "normal");
    }
}

#[test]
fn a_program_does_the_same_under_a_tracer() {
    let images = Images::built();
    let program = repository().join("tests/support/uses_the_system.py");
    let plain = images.command(PYRUN).arg(&program).output().expect("runs");
    let mut run = images.command(PYRUN);
    run.args(["-X", "noimage"])
        .arg(repository().join("tests/support/traced.py"))
        .arg(PYRUN)
        .arg(&program);
    let traced = run.output().expect("runs");
    let stderr = text(&traced.stderr);
    if stderr.starts_with("no trace: ") {
        skipped(&stderr);
        return;
    }
    assert!(stderr.ends_with("stopped at system calls\n"), "{stderr}");
    assert!(text(&plain.stdout).contains("image start"));
    assert_eq!(text(&traced.stdout), text(&plain.stdout));
    assert_eq!(
        (plain.status.code(), traced.status.code()),
        (Some(5), Some(5))
    );
}
