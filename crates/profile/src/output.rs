//! Files that appear complete or not at all.

use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Why a file cannot be written.
#[derive(Debug)]
pub struct WriteError {
    file: PathBuf,
    cause: std::io::Error,
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot write {}: {}", self.file.display(), self.cause)
    }
}

impl std::error::Error for WriteError {}

/// Writes a file: beside its place first, then moved there.
pub fn write(file: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    try_write(file, bytes).map_err(|cause| WriteError {
        file: file.to_owned(),
        cause,
    })
}

fn try_write(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    // Devices and pipes cannot be replaced, and need not be.
    if file
        .metadata()
        .is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
    {
        return std::fs::write(file, bytes);
    }
    let mut temporary = tempfile::Builder::new()
        .prefix(".pyrun-profile-")
        .permissions(permissions())
        .tempfile_in(folder(file))?;
    temporary.write_all(bytes)?;
    temporary.persist(file)?;
    Ok(())
}

/// Whether a file could be written there: to say so before the program runs.
pub fn check(file: &Path) -> Result<(), WriteError> {
    let error = |cause| WriteError {
        file: file.to_owned(),
        cause,
    };
    if file.is_dir() {
        return Err(error(std::io::ErrorKind::IsADirectory.into()));
    }
    std::fs::metadata(folder(file)).map(|_| ()).map_err(error)
}

fn folder(file: &Path) -> &Path {
    match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// As any program creates files; the user's mask still applies.
fn permissions() -> std::fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    std::fs::Permissions::from_mode(0o666)
}
