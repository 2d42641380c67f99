//! Where cargo keeps the published source of a crate.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::hook::Error;

/// The folder of `package` as published, at the version that
/// `workspace/Cargo.lock` names.
///
/// # Errors
/// When cargo cannot download it, its checksum is wrong, or the workspace does
/// not name it.
pub fn locate(package: &str, workspace: &Path) -> Result<PathBuf, Error> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args([
            "metadata",
            "--format-version=1",
            "--locked",
            "--manifest-path",
        ])
        .arg(workspace.join("Cargo.toml"))
        .current_dir(workspace);
    // The build that runs us has settings of its own (target folder, compiler
    // wrapper, flags) that this nested cargo must not take over.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        let inherited = text.starts_with("CARGO_NET_")
            || text.starts_with("CARGO_HTTP_")
            || text.starts_with("CARGO_REGISTR")
            || text.starts_with("CARGO_SOURCE_")
            || text == "CARGO_HOME";
        if text.starts_with("RUSTC")
            || text == "RUSTFLAGS"
            || (text.starts_with("CARGO") && !inherited)
        {
            command.env_remove(&name);
        }
    }
    let output = command
        .output()
        .map_err(|error| Error::new(format!("cannot run cargo metadata: {error}")))?;
    if !output.status.success() {
        return Err(Error::new(format!(
            "cargo metadata failed for {}:\n{}",
            workspace.display(),
            String::from_utf8_lossy(&output.stderr)
        )));
    }
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)
        .map_err(|error| Error::new(format!("cargo metadata printed no JSON: {error}")))?;
    metadata["packages"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|found| found["name"] == package)
        .and_then(|found| Path::new(found["manifest_path"].as_str()?).parent())
        .map(Path::to_path_buf)
        .ok_or_else(|| {
            Error::new(format!(
                "{} does not depend on {package}",
                workspace.display()
            ))
        })
}
