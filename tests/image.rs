//! Start-up images: which start uses one, how they are made, and who makes them.
#![cfg(target_os = "linux")]

mod support;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use support::PYRUN;
use support::images::{Images, PROBE, said, text};

#[test]
fn a_built_image_is_used_until_it_is_removed() {
    let images = Images::new();
    assert_eq!(images.probe(), "normal");
    let images = Images::built();
    assert_eq!(images.probe(), "image");
    assert!(images.status().contains("this start: continues from"));
    let mode = |path: &Path| fs::metadata(path).expect("is there").permissions().mode() & 0o777;
    assert_eq!(mode(&images.file()), 0o600);

    for switch in [&["-X", "noimage"][..], &["-X", "dev"]] {
        let mut command = images.command(PYRUN);
        assert_eq!(said(command.args(switch).args(["-c", PROBE])), "normal");
    }
    let mut off = images.command(PYRUN);
    assert_eq!(
        said(off.env("PYRUN_NO_IMAGE", "1").args(["-I", "-c", PROBE])),
        "normal"
    );

    let cleaned = images.command(PYRUN).args(["image", "clean"]).output();
    assert!(cleaned.expect("runs").status.success());
    assert_eq!(images.probe(), "normal");
}

#[test]
fn a_start_without_an_image_has_one_made_for_the_next() {
    let images = Images::new();
    let start = || {
        let mut command = images.command(PYRUN);
        said(command.env_remove("PYRUN_IMAGE_BUILD").args(["-c", PROBE]))
    };
    assert_eq!(start(), "normal");
    let deadline = std::time::Instant::now() + std::time::Duration::from_mins(2);
    while start() != "image" {
        assert!(std::time::Instant::now() < deadline, "no image came");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}

#[test]
fn other_circumstances_are_other_images() {
    let images = Images::built();
    let mut zone = images.command(PYRUN);
    assert_eq!(
        said(zone.env("TZ", "Asia/Tokyo").args(["-c", PROBE])),
        "normal"
    );
    let mut seed = images.command(PYRUN);
    assert_eq!(
        said(seed.env("PYTHONHASHSEED", "0").args(["-c", PROBE])),
        "normal"
    );
    // Another place has other folders around it.
    let elsewhere = tempfile::tempdir().expect("a folder");
    let moved = elsewhere.path().join("pyrun");
    fs::copy(PYRUN, &moved).expect("copied");
    assert_eq!(said(images.command(&moved).args(["-c", PROBE])), "normal");
    // The environment of each process is its own.
    let mut variable = images.command(PYRUN);
    let program = "import os; print(os.environ['COLOUR'], os.getenvb(b'COLOUR'))";
    assert_eq!(
        said(variable.env("COLOUR", "red").args(["-c", program])),
        "red b'red'"
    );
}

#[test]
fn builders_do_not_get_into_each_others_way() {
    let images = Images::new();
    let mut builders: Vec<_> = (0..4)
        .map(|_| {
            let mut command = images.command(PYRUN);
            command
                .args(["image", "build"])
                .stderr(std::process::Stdio::piped());
            command.spawn().expect("starts")
        })
        .collect();
    // One of them dies in the middle.
    std::thread::sleep(std::time::Duration::from_millis(50));
    builders[0].kill().expect("killed");
    for builder in builders.into_iter().skip(1) {
        let output = builder.wait_with_output().expect("ends");
        let said = text(&output.stderr);
        assert!(
            output.status.success() || said.contains("another process"),
            "{said}"
        );
    }
    // The maker that the killed one had started may still be at work for a while.
    let built = (0..100).find_map(|_| {
        let output = images.command(PYRUN).args(["image", "build"]).output();
        let output = output.expect("runs");
        let said = text(&output.stderr);
        if said.contains("another process") {
            std::thread::sleep(std::time::Duration::from_millis(100));
            return None;
        }
        assert!(output.status.success(), "{said}");
        Some(output)
    });
    assert!(built.is_some(), "a killed builder is in the way for good");
    assert_eq!(images.probe(), "image");
    let names = fs::read_dir(images.path()).expect("reads");
    assert_eq!(names.count(), 2, "the image and the lock");
}

#[test]
fn an_image_may_be_replaced_while_programs_start() {
    let images = Images::built();
    let path = images.file();
    let spare = images.path().join("spare");
    let bytes = fs::read(&path).expect("reads");
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                fs::write(&spare, &bytes).expect("written");
                fs::set_permissions(&spare, fs::Permissions::from_mode(0o600)).expect("set");
                fs::rename(&spare, &path).expect("renamed");
            }
        });
        for _ in 0..20 {
            assert!(["image", "normal"].contains(&&*images.probe()));
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

/// Who waits for the end of a pipe that the program has inherited waits for the program.
#[test]
fn a_builder_in_the_background_holds_no_pipe() {
    let images = Images::new();
    let mut shell = images.command("/bin/sh");
    // The descriptor 9 is the pipe, and nobody else's.
    let script = "{ \"$0\" -c pass 9>&1 >/dev/null; } | { cat; ls \"$PYRUN_IMAGE_DIR\"; }";
    shell.env_remove("PYRUN_IMAGE_BUILD");
    let listed = said(shell.args(["-c", script, PYRUN]));
    assert!(!listed.contains(".image"), "the image was waited for");
}

#[test]
fn command_lines_that_make_no_sense_are_refused() {
    let images = Images::new();
    for (words, part) in [
        (&["image"][..], "usage: pyrun image status"),
        (&["image", "frobnicate"], "unknown action 'frobnicate'"),
        (&["image", "build", "-Z"], "Unknown option: -Z"),
        (&["image", "build", "x.py"], "only options"),
    ] {
        let output = images.command(PYRUN).args(words).output().expect("runs");
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(text(&output.stderr).contains(part), "{words:?}: {output:?}");
    }
    let output = images
        .command(PYRUN)
        .args(["image", "build", "-X", "dev"])
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("-X dev is given"));
}
