//! Fetches rustpython-codegen and puts our hooks into it.

fn main() {
    pyrun_upstream::generate("rustpython-codegen");
}
