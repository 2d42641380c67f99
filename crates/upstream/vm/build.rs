//! Fetches rustpython-vm, puts our hooks into it, unpacks the documentation of the
//! builtins and tells the crate its version.

use std::process::Command;

fn main() {
    pyrun_upstream::generate("rustpython-vm");
    #[cfg(feature = "doc")]
    unpack_documentation();

    // The language version that upstream implements, and upstream's own release.
    let version = [
        ("MAJOR_CPY", "3"),
        ("MINOR_CPY", "14"),
        ("MICRO_CPY", "0"),
        ("RELEASE_LEVEL_CPY", "alpha"),
        ("RELEASE_LEVEL_N_CPY", "10"),
        ("SERIAL_CPY", "0"),
        ("WINVER_CPY", "3.14"),
        ("RUSTPYTHON_RELEASE_LEVEL", "alpha"),
        ("RUSTPYTHON_RELEASE_LEVEL_N", "10"),
        ("RUSTPYTHON_RELEASE_SERIAL", "0"),
    ];
    for (name, value) in version {
        println!("cargo:rustc-env={name}={value}");
    }

    // No time stamp and no commit: the same source gives the same binary.
    let build = "pyrun, Jan  1 2026, 00:00:00";
    println!("cargo:rustc-env=RUSTPYTHON_BUILD_INFO={build}");
    for name in ["GIT_HASH", "GIT_TAG", "GIT_BRANCH"] {
        println!("cargo:rustc-env=RUSTPYTHON_{name}=");
    }
    println!("cargo:rustc-env=RUSTPYTHON_GIT_IDENTIFIER=pyrun");
    println!("cargo:rustc-env=RUSTPYTHON_VERSION_LEFT=3.14.0.alpha ({build})");
    println!(
        "cargo:rustc-env=RUSTPYTHON_VERSION_RIGHT=[RustPython {} with {}]",
        env!("CARGO_PKG_VERSION"),
        rustc_version()
    );
    println!(
        "cargo:rustc-env=RUSTPYTHON_TARGET_TRIPLE={}",
        std::env::var("TARGET").expect("cargo sets TARGET")
    );
}

/// Half a megabyte that would else be unpacked at every start.
#[cfg(feature = "doc")]
fn unpack_documentation() {
    let text = xz::decode_all(rustpython_doc::BLOB).expect("the documentation is an xz file");
    let text = String::from_utf8(text).expect("the documentation is text");
    let out = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    let path = std::path::Path::new(&out).join("documentation.txt");
    std::fs::write(path, text).expect("OUT_DIR is ours");
}

fn rustc_version() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    match Command::new(rustc).arg("-V").output() {
        Ok(output) => String::from_utf8_lossy(&output.stdout).trim().to_owned(),
        Err(_) => "rustc (unknown version)".to_owned(),
    }
}
