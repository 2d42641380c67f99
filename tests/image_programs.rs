//! Programs that run from start-up images: they do what they do without.
#![cfg(target_os = "linux")]

mod support;

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use support::images::{Images, said, text};
use support::{PYRUN, repository};

/// Threads, processes, signals, recursion and the like: the same from an image.
#[test]
fn a_program_that_uses_the_system_does_the_same() {
    let images = Images::built();
    let program = repository().join("tests/support/uses_the_system.py");
    let run = |switches: &[&str]| {
        let mut command = images.command(PYRUN);
        command.args(switches).arg(&program);
        support::with_input(command, b"input\n")
    };
    let (image, normal) = (run(&[]), run(&["-X", "noimage"]));
    assert_eq!(
        support::show(&image, &[]),
        support::show(&normal, &[("normal start", "image start")])
    );
    assert_eq!(
        image.status.code(),
        Some(5),
        "{}",
        support::show(&image, &[])
    );
    assert!(text(&image.stdout).contains("image start"));
}

/// Rust's runtime and the TLS library both have keys for what a thread leaves behind. The C
/// library gives keys out; an image that held the number of one had the TLS library's
/// destructor called with the other's value.
#[test]
fn threads_end_when_the_tls_library_keeps_something_in_them() {
    let images = Images::built();
    let program = "import ssl, sys, threading, weakref\n\
        context = ssl.create_default_context()\n\
        class Value: pass\n\
        local = threading.local()\n\
        ended = []\n\
        def work():\n    \
            local.value = Value()\n    \
            weakref.finalize(local.value, ended.append, 1)\n    \
            ssl.RAND_bytes(8)\n\
        for _ in range(4):\n    \
            thread = threading.Thread(target=work)\n    \
            thread.start()\n    \
            thread.join()\n\
        print(len(ended), id(sys) >> 40 == 0x30)\n";
    let mut command = images.command(PYRUN);
    assert_eq!(said(command.args(["-c", program])), "4 True");
    let mut command = images.command(PYRUN);
    command.args(["-X", "noimage", "-c", program]);
    assert_eq!(said(&mut command), "4 False");
}

/// The environment lies on the stack, above where the main thread's own part begins.
#[test]
fn recursion_ends_in_an_error_with_a_large_environment() {
    let images = Images::built();
    let program = "import sys\n\
        sys.setrecursionlimit(10**8)\n\
        def f(): f()\n\
        try: f()\n\
        except RecursionError: print('RecursionError', id(sys) >> 40 == 0x30)\n";
    let mut command = images.command(PYRUN);
    for number in 0..15 {
        command.env(format!("LARGE{number}"), "x".repeat(120_000));
    }
    assert_eq!(said(command.args(["-c", program])), "RecursionError True");
}

#[test]
fn a_thread_may_be_the_first_to_import_threading() {
    let images = Images::built();
    let program = "import _thread, sys\n\
        done = _thread.allocate_lock()\n\
        done.acquire()\n\
        main = _thread.get_ident()\n\
        def work():\n    \
            import threading, random\n    \
            print(threading.main_thread().ident == main, len(threading.enumerate()))\n    \
            done.release()\n\
        _thread.start_new_thread(work, ())\n\
        done.acquire()\n\
        import threading\n\
        print(threading.main_thread() is threading.current_thread())\n";
    let run = |switches: &[&str]| said(images.command(PYRUN).args(switches).args(["-c", program]));
    assert_eq!(run(&[]), run(&["-X", "noimage"]));
}

#[test]
fn processes_of_a_pool_start_from_images_too() {
    let images = Images::built();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("pools.py");
    let program = "import multiprocessing\n\
        if __name__ == '__main__':\n    \
            for method in ('fork', 'spawn', 'forkserver'):\n        \
                with multiprocessing.get_context(method).Pool(2) as pool:\n            \
                    print(method, pool.map(abs, [-1, -2, 3]))\n";
    fs::write(&path, program).expect("written");
    assert_eq!(
        said(images.command(PYRUN).arg(&path)),
        "fork [1, 2, 3]\nspawn [1, 2, 3]\nforkserver [1, 2, 3]"
    );
}

/// Modules that nobody has imported have put nothing into those that somebody has.
#[test]
fn the_shelf_leaves_no_traces_in_other_modules() {
    let images = Images::built();
    let program = "import logging, threading, atexit, codecs, copyreg, warnings\n\
        print(sorted(logging.root.manager.loggerDict), threading._threading_atexits,\n      \
              atexit._ncallbacks(), len(warnings.filters))\n";
    let run = |switches: &[&str]| said(images.command(PYRUN).args(switches).args(["-c", program]));
    assert_eq!(run(&[]), run(&["-X", "noimage"]));
}

/// Functions that are observed while an image is made are what they were, and the filters
/// of warnings that are there from the start are there.
#[test]
fn the_interpreter_has_what_it_has() {
    let images = Images::built();
    let program = "import sys\n\
        filters = sys.modules['_warnings'].filters if '_warnings' in sys.modules else ()\n\
        print(len(filters))\n\
        open(__file__ if '__file__' in globals() else '/etc/passwd')\n\
        import io, os, shutil, warnings\n\
        print(warnings.filters, io.open is open, os.stat is sys.modules['posix'].stat)\n\
        print(os.stat in os.supports_fd, os.stat in os.supports_follow_symlinks,\n      \
              os.listdir in os.supports_fd, shutil.rmtree.avoids_symlink_attacks)\n\
        import time\n\
        def fake():\n    \
            import queue\n    \
            return 1\n\
        time.time_ns = fake\n\
        import logging\n\
        print(logging._startTime)\n";
    let run = |switches: &[&str]| said(images.command(PYRUN).args(switches).args(["-c", program]));
    assert_eq!(run(&[]), run(&["-X", "noimage"]));
}

#[test]
fn whoever_watches_imports_sees_them_all() {
    let images = Images::built();
    for program in [
        "import sys\n\
         sys.addaudithook(lambda event, values: event == 'import' and print(values[0]))\n\
         import json\n",
        "import builtins\n\
         original = builtins.__import__\n\
         def observe(name, *rest, **more):\n    \
             print(name)\n    \
             return original(name, *rest, **more)\n\
         builtins.__import__ = observe\n\
         import json\n",
    ] {
        let run =
            |switches: &[&str]| said(images.command(PYRUN).args(switches).args(["-c", program]));
        let seen = run(&[]);
        assert_eq!(seen, run(&["-X", "noimage"]));
        assert!(seen.lines().count() > 5, "{seen}");
    }
}

/// A module from the image is imported as ever: `sys.modules` has the same names, modules
/// have the same attributes. (The order can differ for a name that a module's code puts
/// there itself, as `collections` does.)
#[test]
fn imports_look_the_same() {
    let images = Images::built();
    let mut built = images.command(PYRUN);
    built.args(["image", "build", "-X", "lazyimportsall"]);
    assert!(built.output().expect("runs").status.success());
    let program = "import sys\n\
        before = set(sys.modules)\n\
        __import__(sys.argv[1], fromlist=['x'])\n\
        for name in [name for name in sys.modules if name not in before]:\n    \
            module = sys.modules[name]\n    \
            print(name, sorted(vars(module)), module.__spec__)\n";
    for name in [
        "_colorize",
        "argparse",
        "email.message",
        "importlib.metadata",
        "json",
        "logging.config",
        "traceback",
        "urllib.request",
        "xml.etree.ElementTree",
    ] {
        for mode in [&[][..], &["-X", "lazyimportsall"]] {
            let run = |switches: &[&str]| {
                let mut command = images.command(PYRUN);
                command
                    .args(mode)
                    .args(switches)
                    .args(["-c", program, name]);
                let said = said(&mut command);
                let mut lines: Vec<_> = said.lines().map(str::to_owned).collect();
                lines.sort();
                lines
            };
            let (image, normal) = (run(&[]), run(&["-X", "noimage"]));
            let mut both = image.iter().zip(&normal);
            let difference = both.find(|(image, normal)| image != normal);
            assert!(image == normal, "{name} {mode:?}: {difference:?}");
        }
    }
}

/// An import is done by importlib when the program has changed what it would find.
#[test]
fn changed_imports_are_not_short_cut() {
    let images = Images::built();
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, content: &str| {
        let mut file = File::create(folder.path().join(name)).expect("made");
        file.write_all(content.as_bytes()).expect("written");
    };
    write(
        "app.py",
        "import sys\n\
         class Finder:\n    \
             def find_spec(self, name, path=None, target=None):\n        \
                 print('asked for', name)\n\
         finder = Finder()\n\
         sys.meta_path.insert(0, finder)\n\
         import colorsys, string\n\
         sys.meta_path.remove(finder)\n\
         sys.modules['_json'] = None\n\
         import json.scanner\n\
         print(json.scanner.c_make_scanner)\n\
         sys.modules['heapq'] = fake = type(sys)('heapq')\n\
         fake.heappush = fake.heappop = 'fake'\n\
         import queue\n\
         print(queue.heappush, sys.modules['heapq'] is fake)\n\
         import atexit, logging\n\
         atexit.register(print, 'before shutdown of logging')\n",
    );
    let run = |switches: &[&str]| {
        let mut command = images.command(PYRUN);
        command.current_dir(folder.path());
        said(command.args(switches).arg("app.py"))
    };
    assert_eq!(run(&[]), run(&["-X", "noimage"]));
    assert!(run(&[]).contains("asked for string\n"));
}

/// `site` looks at folders and variables: what it finds now counts, not what it found when
/// the image was made.
#[test]
fn site_finds_what_is_there_now() {
    let images = Images::new();
    let folder = tempfile::tempdir().expect("a folder");
    let (home, library) = (folder.path().join("home"), folder.path().join("library"));
    for path in [&home, &library] {
        fs::create_dir(path).expect("made");
    }
    let command = || {
        let mut command = images.command(PYRUN);
        command.env("HOME", &home).env("PYTHONPATH", &library);
        command
    };
    let built = command().args(["image", "build"]).output().expect("runs");
    assert!(built.status.success(), "{}", text(&built.stderr));
    let program = "import site, sys\n\
        print(id(sys) >> 40 == 0x30, sys.path, site.ENABLE_USER_SITE, quit, sys.flags.no_site)";
    let differs = || {
        let run = |switches: &[&str]| said(command().args(switches).args(["-c", program]));
        let (image, normal) = (run(&[]), run(&["-X", "noimage"]));
        assert_eq!(image, normal.replacen("False", "True", 1));
        image
    };
    let at_first = differs();
    let user = said(command().args(["-c", "import site; print(site.getusersitepackages())"]));
    fs::create_dir_all(&user).expect("made");
    let with_user_site = differs();
    assert_ne!(at_first, with_user_site);
    let pth = Path::new(&user).join("more.pth");
    fs::create_dir(Path::new(&user).join("more")).expect("made");
    fs::write(&pth, "more\n").expect("written");
    let with_pth = differs();
    assert_ne!(with_user_site, with_pth);
    fs::write(&pth, "import sys; print('from pth', len(sys.argv))\n").expect("written");
    assert!(differs().starts_with("from pth"));
    fs::remove_file(&pth).expect("removed");
    fs::write(library.join("sitecustomize.py"), "print('customized')\n").expect("written");
    assert!(differs().starts_with("customized\n"));
    // With them there, an image is made that leaves the work to each process.
    let built = command().args(["image", "build"]).output().expect("runs");
    assert!(built.status.success(), "{}", text(&built.stderr));
    assert!(differs().starts_with("customized\n"));
}
