//! Start-up images and what can be wrong with them or around them: programs start all the
//! same, and builders say what was wrong.
#![cfg(target_os = "linux")]

mod support;

use std::fs::{self, File, OpenOptions};
use std::os::unix::fs::{FileExt, PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::Output;

use support::images::{Images, PROBE, said, text};
use support::{PYRUN, command};

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
