//! Fetches rustpython-compiler and puts our hooks into it.

fn main() {
    pyrun_upstream::generate("rustpython-compiler");
}
