//! Folders of start-up images, and whether a program runs from one.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::{PYRUN, command, show};

/// Says whether it runs from an image: its objects lie where images do.
pub(crate) const PROBE: &str = "import sys; print('image' if id(sys) >> 40 == 0x30 else 'normal')";

/// A folder for images, empty.
pub(crate) struct Images(TempDir);

impl Images {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).expect("set");
        Self(folder)
    }

    /// With the image for starts without options.
    pub(crate) fn built() -> Self {
        let images = Self::new();
        let built = images.command(PYRUN).args(["image", "build"]).output();
        let built = built.expect("runs");
        assert!(built.status.success(), "{}", text(&built.stderr));
        images
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// `program` with this folder, making none in the background.
    pub(crate) fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = command(program);
        command.env("PYRUN_IMAGE_DIR", self.path());
        command
    }

    pub(crate) fn probe(&self) -> String {
        said(self.command(PYRUN).args(["-c", PROBE]))
    }

    pub(crate) fn file(&self) -> PathBuf {
        let entries = fs::read_dir(self.path()).expect("reads");
        let mut images = entries
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "image"));
        images.next().expect("an image")
    }

    /// What builders left besides the lock and the mark that they failed.
    pub(crate) fn left(&self) -> Vec<PathBuf> {
        fs::read_dir(self.path())
            .expect("reads")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| !path.ends_with("lock"))
            .filter(|path| path.extension().is_none_or(|ending| ending != "failed"))
            .collect()
    }

    pub(crate) fn status(&self) -> String {
        said(self.command(PYRUN).args(["image", "status"]))
    }
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What a program that succeeds prints; nothing on standard error.
pub(crate) fn said(command: &mut Command) -> String {
    let output = command.output().expect("runs");
    assert!(output.status.success(), "{}", show(&output, &[]));
    assert_eq!(text(&output.stderr), "");
    text(&output.stdout).trim_end().to_owned()
}
