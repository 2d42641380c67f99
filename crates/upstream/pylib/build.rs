//! Fetches the standard library of rustpython-pylib, puts our hooks into it and
//! packs its source text.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use zlib_rs::{DeflateConfig, ReturnCode, compress_bound, compress_slice};

fn main() {
    pyrun_upstream::generate("rustpython-pylib");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    pack(Path::new("generated/Lib"), &out);
}

/// Writes `sources.bin`, every module's text for itself in zlib's format, and
/// `sources.rs`, a sorted list of name, start and end.
fn pack(library: &Path, out: &Path) {
    let mut names = Vec::new();
    collect(library, "", &mut names);
    names.sort();
    let mut packed = Vec::new();
    let mut index = String::from("&[\n");
    for name in names {
        let text = fs::read(library.join(&name)).expect("a module of the standard library");
        let start = packed.len();
        packed.extend(compress(&text));
        writeln!(index, "({name:?}, {start}, {}),", packed.len()).expect("a string");
    }
    index.push_str("]\n");
    fs::write(out.join("sources.bin"), packed).expect("OUT_DIR is ours");
    fs::write(out.join("sources.rs"), index).expect("OUT_DIR is ours");
}

/// Appends the modules below `folder`, with `/` on every system.
fn collect(folder: &Path, prefix: &str, names: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder of the standard library") {
        let entry = entry.expect("an entry of it");
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), names);
        } else if name.ends_with(".py") {
            names.push(name);
        }
    }
}

fn compress(text: &[u8]) -> Vec<u8> {
    let mut buffer = vec![0; compress_bound(text.len())];
    let (packed, code) = compress_slice(&mut buffer, text, DeflateConfig::default());
    assert!(code == ReturnCode::Ok, "zlib cannot compress: {code:?}");
    packed.to_vec()
}
