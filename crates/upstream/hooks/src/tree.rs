//! The generated folder: the published package with the hooks in it.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::hook::{self, Error, HookFile};

/// Makes `generated` hold `published` with `hooks` applied.
///
/// A file whose content does not change keeps its time stamp, so that cargo
/// compiles nothing again. Safe against another build doing the same at once:
/// cargo runs a shim's build script once for the host and once for the target.
///
/// # Errors
/// When a hook does not apply, names a file that is not there, or a file cannot
/// be read or written.
pub fn write(published: &Path, generated: &Path, hooks: &[HookFile]) -> Result<(), Error> {
    let io =
        |path: &Path, error: std::io::Error| Error::new(format!("{}: {error}", path.display()));
    fs::create_dir_all(generated).map_err(|error| io(generated, error))?;
    let lock_path = generated.join(".lock");
    let lock = File::create(&lock_path).map_err(|error| io(&lock_path, error))?;
    lock.lock().map_err(|error| io(&lock_path, error))?;

    let files = files_below(published)?;
    for hook_file in hooks {
        for hook in &hook_file.hooks {
            if !files.iter().any(|file| file == Path::new(&hook.file)) {
                return Err(Error::new(format!(
                    "{}: upstream has no file {}",
                    hook_file.path.display(),
                    hook.file
                )));
            }
        }
    }
    for file in &files {
        let from = published.join(file);
        let to = generated.join(file);
        let mut content = fs::read(&from).map_err(|error| io(&from, error))?;
        let name = file.to_string_lossy().replace('\\', "/");
        if hooks
            .iter()
            .flat_map(|hooks| &hooks.hooks)
            .any(|hook| hook.file == name)
        {
            let text = String::from_utf8(content)
                .map_err(|_| Error::new(format!("{}: not UTF-8", from.display())))?;
            content = hook::apply(hooks, &name, &text)?.into_bytes();
        }
        if fs::read(&to).is_ok_and(|present| present == content) {
            continue;
        }
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent).map_err(|error| io(parent, error))?;
        }
        fs::write(&to, content).map_err(|error| io(&to, error))?;
    }
    remove_strays(generated, &files)?;
    let complete = generated.join(".complete");
    if !complete.exists() {
        File::create(&complete).map_err(|error| io(&complete, error))?;
    }
    Ok(())
}

/// Files that an earlier upstream version had must not be frozen or compiled in.
fn remove_strays(generated: &Path, files: &[PathBuf]) -> Result<(), Error> {
    let known: std::collections::HashSet<&PathBuf> = files.iter().collect();
    for file in files_below(generated)? {
        if !known.contains(&file) && !file.starts_with(".lock") && !file.starts_with(".complete") {
            let path = generated.join(&file);
            fs::remove_file(&path)
                .map_err(|error| Error::new(format!("{}: {error}", path.display())))?;
        }
    }
    Ok(())
}

/// Every file below `folder`, relative to it, sorted.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(relative) = folders.pop() {
        let path = folder.join(&relative);
        let entries = match fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => continue,
            Err(error) => return Err(Error::new(format!("{}: {error}", path.display()))),
        };
        for entry in entries.flatten() {
            let name = relative.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push(name);
            } else if name.extension().is_none_or(|extension| extension != "pyc") {
                found.push(name);
            }
        }
    }
    found.sort();
    Ok(found)
}
