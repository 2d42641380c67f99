//! Makes the profile that release builds are optimized with.
//!
//! `cargo pgo-profile --help` says how to call it, `pgo/README.md` what it is for.

use std::process::ExitCode;

use clap::Parser;
use pyrun_bench::pgo::write_profile;
use pyrun_measure::Printer;

/// Builds pyrun with counters, runs programs with it and writes what was counted to
/// pgo/pyrun.profdata, which release builds are optimized with.
///
/// Needs the packages that `cargo test-pyrun --test real_programs` installs, and llvm-profdata
/// (`rustup component add llvm-tools`, or Debian's llvm-19 or newer).
#[derive(Debug, Parser)]
#[command(bin_name = "cargo pgo-profile")]
struct Arguments {}

fn main() -> ExitCode {
    Arguments::parse();
    let mut say = |step: &str| Printer.stderr(&format!("pgo-profile: {step}\n"));
    match write_profile(&mut say) {
        Ok(profile) => {
            say(&format!(
                "wrote {}; `cargo clean --release`, then `cargo build-pyrun`",
                profile.display()
            ));
            ExitCode::SUCCESS
        }
        Err(error) => {
            say(&error.to_string());
            ExitCode::FAILURE
        }
    }
}
