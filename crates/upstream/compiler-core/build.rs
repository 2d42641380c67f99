//! Fetches rustpython-compiler-core and puts our hooks into it.

fn main() {
    pyrun_upstream::generate("rustpython-compiler-core");
}
