//! Fetches the standard library of rustpython-pylib and puts our hooks into it.

fn main() {
    pyrun_upstream::generate("rustpython-pylib");
}
