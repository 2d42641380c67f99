//! Start-up images: what is used, what is refused, and that programs do not notice.
#![cfg(target_os = "linux")]

mod support;

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{FileExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use support::{PYRUN, command, repository};
use tempfile::TempDir;

/// Says whether it runs from an image: its objects lie where images do.
const PROBE: &str = "import sys; print('image' if id(sys) >> 40 == 0x30 else 'normal')";

/// A folder for images, empty.
struct Images(TempDir);

impl Images {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).expect("set");
        Self(folder)
    }

    /// With the image for starts without options.
    fn built() -> Self {
        let images = Self::new();
        let built = images.command(PYRUN).args(["image", "build"]).output();
        let built = built.expect("runs");
        assert!(built.status.success(), "{}", text(&built.stderr));
        images
    }

    /// `program` with this folder, making none in the background.
    fn command(&self, program: impl AsRef<Path>) -> Command {
        let mut command = command(program);
        command
            .env("PYRUN_IMAGE_DIR", self.0.path())
            .env("PYRUN_IMAGE_BUILD", "0");
        command
    }

    fn probe(&self) -> String {
        said(self.command(PYRUN).args(["-c", PROBE]))
    }

    fn file(&self) -> PathBuf {
        let entries = fs::read_dir(self.0.path()).expect("reads");
        let mut images = entries
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "image"));
        images.next().expect("an image")
    }

    fn status(&self) -> String {
        said(self.command(PYRUN).args(["image", "status"]))
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What a program that succeeds prints; nothing on standard error.
fn said(command: &mut Command) -> String {
    let output = command.output().expect("runs");
    assert!(output.status.success(), "{}", support::show(&output, &[]));
    assert_eq!(text(&output.stderr), "");
    text(&output.stdout).trim_end().to_owned()
}

#[test]
fn a_built_image_is_used_until_it_is_removed() {
    let images = Images::new();
    assert_eq!(images.probe(), "normal");
    let images = Images::built();
    assert_eq!(images.probe(), "image");
    assert!(images.status().contains("this start: continues from"));
    let mode = |path: &Path| fs::metadata(path).expect("is there").permissions().mode() & 0o777;
    assert_eq!(mode(&images.file()), 0o600);

    for switch in [&["-X", "noimage"][..], &["-X", "dev"]] {
        let mut command = images.command(PYRUN);
        assert_eq!(said(command.args(switch).args(["-c", PROBE])), "normal");
    }
    let mut off = images.command(PYRUN);
    assert_eq!(
        said(off.env("PYRUN_NO_IMAGE", "1").args(["-I", "-c", PROBE])),
        "normal"
    );

    let cleaned = images.command(PYRUN).args(["image", "clean"]).output();
    assert!(cleaned.expect("runs").status.success());
    assert_eq!(images.probe(), "normal");
}

#[test]
fn a_start_without_an_image_has_one_made_for_the_next() {
    let images = Images::new();
    let start = || {
        let mut command = images.command(PYRUN);
        said(command.env_remove("PYRUN_IMAGE_BUILD").args(["-c", PROBE]))
    };
    assert_eq!(start(), "normal");
    let deadline = std::time::Instant::now() + std::time::Duration::from_mins(2);
    while start() != "image" {
        assert!(std::time::Instant::now() < deadline, "no image came");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
}

#[test]
fn other_circumstances_are_other_images() {
    let images = Images::built();
    let mut zone = images.command(PYRUN);
    assert_eq!(
        said(zone.env("TZ", "Asia/Tokyo").args(["-c", PROBE])),
        "normal"
    );
    let mut seed = images.command(PYRUN);
    assert_eq!(
        said(seed.env("PYTHONHASHSEED", "0").args(["-c", PROBE])),
        "normal"
    );
    // Another place has other folders around it.
    let elsewhere = tempfile::tempdir().expect("a folder");
    let moved = elsewhere.path().join("pyrun");
    fs::copy(PYRUN, &moved).expect("copied");
    assert_eq!(said(images.command(&moved).args(["-c", PROBE])), "normal");
    // The environment of each process is its own.
    let mut variable = images.command(PYRUN);
    let program = "import os; print(os.environ['COLOUR'], os.getenvb(b'COLOUR'))";
    assert_eq!(
        said(variable.env("COLOUR", "red").args(["-c", program])),
        "red b'red'"
    );
}

#[test]
fn damage_is_noticed_wherever_it_is() {
    let images = Images::built();
    let path = images.file();
    let good = fs::read(&path).expect("reads");
    let head = 4096 * 4;
    let places = (0..head)
        .step_by(397)
        .chain((head..good.len()).step_by(good.len() / 12));
    for at in places {
        let file = OpenOptions::new().write(true).open(&path).expect("opens");
        file.write_all_at(&[good[at] ^ 0x10], at as u64)
            .expect("written");
        assert_eq!(images.probe(), "normal", "byte {at}");
        assert!(images.status().contains("not usable"), "byte {at}");
        file.write_all_at(&[good[at]], at as u64).expect("written");
    }
    // Whole again, though its time is another: that takes a look at all of it.
    assert_eq!(images.probe(), "image");
    for length in [0, 1, 8, 100, 4095, 4096, good.len() / 2, good.len() - 1] {
        fs::write(&path, &good[..length]).expect("written");
        assert_eq!(images.probe(), "normal", "{length} bytes");
    }
    let mut longer = good.clone();
    longer.push(0);
    fs::write(&path, &longer).expect("written");
    assert_eq!(images.probe(), "normal");
}

#[test]
fn what_others_could_have_written_is_not_trusted() {
    let images = Images::built();
    let path = images.file();
    for mode in [0o644, 0o620, 0o606] {
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("set");
        assert_eq!(images.probe(), "normal", "mode {mode:o}");
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("set");
    assert_eq!(images.probe(), "image");
    let other = images.0.path().join("elsewhere");
    fs::rename(&path, &other).expect("renamed");
    symlink(&other, &path).expect("linked");
    assert_eq!(images.probe(), "normal");
    fs::remove_file(&path).expect("removed");
    fs::create_dir(&path).expect("made");
    assert_eq!(images.probe(), "normal");
}

#[test]
fn where_no_image_can_be_made_programs_run_all_the_same() {
    let homeless = |name: &str, value: Option<&str>| {
        let mut command = command(PYRUN);
        command
            .env_remove("PYRUN_IMAGE_DIR")
            .env_remove("XDG_CACHE_HOME");
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
        said(command.args(["-c", PROBE]))
    };
    assert_eq!(homeless("HOME", None), "normal");
    assert_eq!(homeless("HOME", Some("/nonexistent")), "normal");
    assert_eq!(homeless("HOME", Some("/proc")), "normal");
    // A home without a cache folder does not get one.
    let home = tempfile::tempdir().expect("a folder");
    assert_eq!(homeless("HOME", home.path().to_str()), "normal");
    assert_eq!(fs::read_dir(home.path()).expect("reads").count(), 0);

    let file = home.path().join("file");
    File::create(&file).expect("made");
    let mut build = command(PYRUN);
    let failed = build
        .env("PYRUN_IMAGE_DIR", &file)
        .args(["image", "build"])
        .output();
    let failed = failed.expect("runs");
    assert_eq!(failed.status.code(), Some(1));
    assert!(text(&failed.stderr).contains("cannot use"), "{failed:?}");
}

fn with_limit(limit: &str, images: &Images, arguments: &[&str]) -> Output {
    let mut shell = images.command("/bin/sh");
    shell.arg("-c").arg(format!("ulimit {limit}; exec \"$@\""));
    shell.arg("sh").arg(PYRUN).args(arguments);
    shell.output().expect("runs")
}

#[test]
fn limits_lead_to_a_normal_start() {
    // No room for the file: nothing is left of the attempt.
    let images = Images::new();
    let full = with_limit("-f 100", &images, &["image", "build"]);
    assert_eq!(full.status.code(), Some(1), "{full:?}");
    assert!(text(&full.stderr).contains("no image could be made"));
    let left: Vec<_> = fs::read_dir(images.0.path())
        .expect("reads")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| !path.ends_with("lock"))
        .filter(|path| path.extension().is_none_or(|ending| ending != "failed"))
        .collect();
    assert_eq!(left, Vec::<PathBuf>::new());
    assert_eq!(images.probe(), "normal");

    // Not enough address space for the region of a builder.
    let narrow = with_limit("-v 600000", &images, &["image", "build"]);
    assert_eq!(narrow.status.code(), Some(1), "{narrow:?}");
    let images = Images::built();
    let narrow = with_limit("-v 600000", &images, &["-c", PROBE]);
    assert!(narrow.status.success(), "{narrow:?}");
}

#[test]
fn builders_do_not_get_into_each_others_way() {
    let images = Images::new();
    let mut builders: Vec<_> = (0..4)
        .map(|_| {
            let mut command = images.command(PYRUN);
            command
                .args(["image", "build"])
                .stderr(std::process::Stdio::piped());
            command.spawn().expect("starts")
        })
        .collect();
    // One of them dies in the middle.
    std::thread::sleep(std::time::Duration::from_millis(50));
    builders[0].kill().expect("killed");
    for builder in builders.into_iter().skip(1) {
        let output = builder.wait_with_output().expect("ends");
        let said = text(&output.stderr);
        assert!(
            output.status.success() || said.contains("another process"),
            "{said}"
        );
    }
    let built = images.command(PYRUN).args(["image", "build"]).output();
    assert!(built.expect("runs").status.success());
    assert_eq!(images.probe(), "image");
    let names = fs::read_dir(images.0.path()).expect("reads");
    assert_eq!(names.count(), 2, "the image and the lock");
}

#[test]
fn an_image_may_be_replaced_while_programs_start() {
    let images = Images::built();
    let path = images.file();
    let spare = images.0.path().join("spare");
    let bytes = fs::read(&path).expect("reads");
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                fs::write(&spare, &bytes).expect("written");
                fs::set_permissions(&spare, fs::Permissions::from_mode(0o600)).expect("set");
                fs::rename(&spare, &path).expect("renamed");
            }
        });
        for _ in 0..20 {
            assert!(["image", "normal"].contains(&&*images.probe()));
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

#[test]
fn command_lines_that_make_no_sense_are_refused() {
    let images = Images::new();
    for (words, part) in [
        (&["image"][..], "usage: pyrun image status"),
        (&["image", "frobnicate"], "unknown action 'frobnicate'"),
        (&["image", "build", "-Z"], "Unknown option: -Z"),
        (&["image", "build", "x.py"], "only options"),
    ] {
        let output = images.command(PYRUN).args(words).output().expect("runs");
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(text(&output.stderr).contains(part), "{words:?}: {output:?}");
    }
    let output = images
        .command(PYRUN)
        .args(["image", "build", "-X", "dev"])
        .output()
        .expect("runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("-X dev is given"));
}

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

/// Who waits for the end of a pipe that the program has inherited waits for the program.
#[test]
fn a_builder_in_the_background_holds_no_pipe() {
    let images = Images::new();
    let mut shell = images.command("/bin/sh");
    // The descriptor 9 is the pipe, and nobody else's.
    let script = "{ \"$0\" -c pass 9>&1 >/dev/null; } | { cat; ls \"$PYRUN_IMAGE_DIR\"; }";
    shell.env_remove("PYRUN_IMAGE_BUILD");
    let listed = said(shell.args(["-c", script, PYRUN]));
    assert!(!listed.contains(".image"), "the image was waited for");
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
