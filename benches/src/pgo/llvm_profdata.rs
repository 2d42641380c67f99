//! LLVM's tool for profiles, wherever it is installed.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

const MISSING: &str = "llvm-profdata is missing: `rustup component add llvm-tools`, or Debian's \
package llvm-19 or newer";

/// The ones on this machine: rustup's, those on the PATH, Debian's from the newest on.
///
/// # Errors
/// When there is none, with where to get one.
pub(super) fn candidates() -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let rustc = Command::new("rustc")
        .args(["--print", "target-libdir"])
        .output()
        .map_err(|error| io::Error::other(format!("rustc: {error}")))?;
    let library = String::from_utf8_lossy(&rustc.stdout).trim().to_owned();
    found.extend(
        Path::new(&library)
            .parent()
            .map(|folder| folder.join("bin")),
    );
    let path = std::env::var_os("PATH").unwrap_or_default();
    found.extend(std::env::split_paths(&path));
    found.extend(versions(Path::new("/usr/lib")));
    let mut tools: Vec<PathBuf> = found
        .into_iter()
        .map(|folder| folder.join("llvm-profdata"))
        .filter(|tool| tool.is_file())
        .collect();
    tools.dedup();
    if tools.is_empty() {
        Err(io::Error::other(MISSING))
    } else {
        Ok(tools)
    }
}

/// The folders of LLVM's programs in Debian's `folder`, newest first.
fn versions(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut versions: Vec<(u32, PathBuf)> = entries
        .filter_map(|entry| {
            let name = entry.file_name();
            let version = name.to_str()?.strip_prefix("llvm-")?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    versions.sort_unstable();
    versions.into_iter().rev().map(|(_, path)| path).collect()
}

/// Merges all counts in `folder` into `profile`, with the first of `tools` that is new enough.
///
/// # Errors
/// When none is, or nothing can be written.
pub(super) fn merge(tools: &[PathBuf], folder: &Path, profile: &Path) -> io::Result<()> {
    let counts: Vec<PathBuf> = fs::read_dir(folder)?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension() == Some(OsStr::new("profraw")))
        .collect();
    if counts.is_empty() {
        return Err(io::Error::other("the programs have counted nothing"));
    }
    let home = profile.parent().unwrap_or(Path::new("."));
    // For all who build here.
    let mode = fs::Permissions::from_mode(0o644);
    let merged = tempfile::Builder::new()
        .permissions(mode)
        .tempfile_in(home)?;
    let mut said = String::new();
    for tool in tools {
        // Functions that were never called are left out: most of all, and compiled as without.
        let output = Command::new(tool)
            .args(["merge", "--sparse", "-o"])
            .arg(merged.path())
            .args(&counts)
            .output()?;
        if output.status.success() {
            merged.persist(profile)?;
            return Ok(());
        }
        said = format!(
            "{}: {}",
            tool.display(),
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    Err(io::Error::other(format!("{said}\n{MISSING}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_comes_first() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["llvm-9", "llvm-19", "llvm-14", "llvm", "llvm-x", "python3"] {
            fs::create_dir(folder.path().join(name)).expect("a folder");
        }
        let found: Vec<_> = versions(folder.path())
            .iter()
            .map(|path| path.strip_prefix(folder.path()).expect("in it").to_owned())
            .collect();
        assert_eq!(
            found,
            ["llvm-19/bin", "llvm-14/bin", "llvm-9/bin"].map(PathBuf::from)
        );
    }

    #[test]
    fn no_tool_that_works_says_where_to_get_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let profile = folder.path().join("pyrun.profdata");
        let error = merge(&[], folder.path(), &profile).expect_err("no counts");
        assert_eq!(error.to_string(), "the programs have counted nothing");
        fs::write(folder.path().join("1.profraw"), "").expect("a file");
        let error = merge(&["/bin/false".into()], folder.path(), &profile).expect_err("fails");
        assert!(
            error.to_string().contains("rustup component add"),
            "{error}"
        );
        assert!(!profile.exists());
    }
}
