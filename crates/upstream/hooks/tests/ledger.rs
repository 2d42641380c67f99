//! The ledger: every hook applies, and how much of upstream they touch.
//!
//! `snapshots/ledger.snap` shows the number of hooks and hooked lines and the
//! hash of every touched upstream file: after moving to a new upstream version
//! its diff is the list of places to look at. Regenerate it with
//! `INSTA_UPDATE=always cargo test --ignore-rust-version -p pyrun-upstream`.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use pyrun_upstream::hook::{self, Hook};
use pyrun_upstream::{HookFile, source};
use sha2::{Digest, Sha256};

const SHIMS: [&str; 5] = ["compiler-core", "codegen", "compiler", "pylib", "vm"];

fn upstream_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("crates/upstream")
        .to_path_buf()
}

#[test]
fn hooks_apply_and_the_ledger_is_current() {
    let folder = upstream_folder();
    let mut ledger = String::new();
    for shim in SHIMS {
        let package = format!("rustpython-{shim}");
        let published = source::locate(&package, &folder.join("source")).expect("the source");
        let hooks = HookFile::read_all(&folder.join(shim).join("hooks")).expect("hook files");
        let mut touched = BTreeSet::new();
        for hook_file in &hooks {
            let lines: usize = hook_file.hooks.iter().map(Hook::lines).sum();
            let name = hook_file
                .path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy();
            let count = hook_file.hooks.len();
            writeln!(ledger, "{shim}/{name}: {count} hooks, {lines} lines").expect("a string");
            assert!(
                !hook_file.purpose.trim().is_empty() && !hook_file.remove_when.trim().is_empty()
            );
            for hook in &hook_file.hooks {
                touched.insert(hook.file.clone());
            }
        }
        for file in touched {
            let text = std::fs::read_to_string(published.join(&file)).expect("a touched file");
            if let Err(error) = hook::apply(&hooks, &file, &text) {
                panic!("{error}");
            }
            let hash = Sha256::digest(text.as_bytes());
            // Enough of it to see a change.
            let hash = hash.iter().take(8).fold(String::new(), |mut text, byte| {
                write!(text, "{byte:02x}").expect("a string");
                text
            });
            writeln!(ledger, "  {file} {hash}").expect("a string");
        }
    }
    insta::with_settings!({
        snapshot_path => "../../../../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!("ledger", ledger);
    });
}
