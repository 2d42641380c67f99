//! What modules of a program change in others is done when they are imported, as their code
//! would, and modules that read it come from the image only then.
#![cfg(target_os = "linux")]

mod support;

use support::project::{MODES, Project, says_the_same};

/// A module with something of everything that others may change.
const LIB: &str = "\
class Session:
    x = None
    def get(self): return 'original'
class Settings:
    pass
FLAG = False
NAMES = {'a', 'b'}
TABLE = {'one': 1, 'two': 2, 'three': 3}
CHAIN = ['middle']
ORDER = ['c', 'a', 'b']
DEEP = {'inner': {'list': []}}
settings = Settings()
def show():
    print(FLAG, sorted(NAMES), TABLE, CHAIN, ORDER, DEEP, vars(settings), Session().get(),
          Session.x, repr(Session()).startswith('<lib'), hasattr(Session, 'extra'))
";

/// Changes it in many ways.
const PATCH: &str = "\
import lib, copyreg, mimetypes
lib.FLAG = True
lib.NAMES.add('c'); lib.NAMES.discard('a')
lib.TABLE['four'] = 4; lib.TABLE['one'] = 10; lib.TABLE.pop('two')
lib.CHAIN.append('last'); lib.CHAIN.insert(0, 'first')
lib.ORDER.sort()
lib.DEEP['inner']['list'].append(lib.Session)
lib.settings.level = 3
lib.Session.get = lambda self: 'patched'
lib.Session.__repr__ = lambda self: 'session'
lib.Session.extra = property(lambda self: 1)
del lib.Session.x
lib.Session.x = 'again'
copyreg.pickle(lib.Session, len)
mimetypes.types_map['.zz'] = 'x/y'
";

fn nothing_is_left_out(project: &Project) {
    for options in MODES {
        let status = project.status_with(options);
        assert!(status.contains(" 0 left out"), "{status}");
    }
}

#[test]
fn changes_are_made_when_their_modules_are_imported() {
    let project = says_the_same(&[
        ("lib.py", LIB),
        ("patch.py", PATCH),
        (
            "other.py",
            "import lib\nlib.TABLE['five'] = 5\nlib.CHAIN.append('other')\n",
        ),
        (
            "main.py",
            "import sys, copyreg, mimetypes, lib\n\
             def show():\n    lib.show()\n    \
             print(lib.Session in copyreg.dispatch_table, '.zz' in mimetypes.types_map)\n\
             show()\n\
             if len(sys.argv) > 1:\n    import patch; patch.__name__\n    show()\n\
             import other; other.__name__\nshow()\n",
        ),
    ]);
    nothing_is_left_out(&project);
}

/// What the program has put there first is found by the modules' own code.
#[test]
fn changes_of_the_program_are_found() {
    let project = says_the_same(&[
        (
            "lib.py",
            "REGISTRY = {}\nHOOKS = ['a']\nhook = None\n\
             class Base:\n    def run(self): return 'base'\n",
        ),
        (
            "plugin.py",
            "import lib\nlib.REGISTRY.setdefault('name', 'plugin')\n\
             lib.HOOKS.append(len(lib.HOOKS))\n\
             previous = lib.hook\nlib.hook = lambda: (previous and previous(), 'plugin')\n\
             run = lib.Base.run\nlib.Base.run = lambda self: run(self) + ' plugin'\n",
        ),
        (
            "main.py",
            "import sys, lib\n\
             if len(sys.argv) == 1:\n    \
             lib.REGISTRY['name'] = 'main'\n    lib.hook = lambda: 'main'\n    \
             lib.Base.run = lambda self: 'main'\n\
             import plugin; plugin.__name__\n\
             print(lib.REGISTRY, lib.hook(), lib.Base().run(), lib.HOOKS)\n",
        ),
    ]);
    nothing_is_left_out(&project);
}

/// A list is changed only as it was: where in it something goes may depend on the rest.
#[test]
fn lists_are_changed_as_they_were() {
    let project = says_the_same(&[
        ("lib.py", "PATHS = []\nKEYS = {}\n"),
        (
            "front.py",
            "import lib\nlib.PATHS.insert(0, 'front')\n\
             if 'it' not in lib.PATHS: lib.PATHS.append('it')\n\
             lib.KEYS.setdefault((1, 'a'), 'front')\n",
        ),
        (
            "main.py",
            "import sys, lib\n\
             if len(sys.argv) == 1:\n    lib.PATHS.append('it')\n    lib.KEYS[1, 'a'] = 'main'\n\
             import front; front.__name__\nprint(lib.PATHS, lib.KEYS)\n",
        ),
    ]);
    nothing_is_left_out(&project);
}

/// Who reads what a module changes that each process has to execute is executed, too.
#[test]
fn changes_of_modules_that_have_to_run_are_seen() {
    let project = says_the_same(&[
        ("lib.py", "REGISTRY = {}\nLIST = []\n"),
        (
            "local.py",
            "import time, lib\nlib.REGISTRY['local'] = time.time() > 0\nlib.LIST.append('local')\n",
        ),
        (
            "pkg/__init__.py",
            "import time, lib\nNOW = time.time()\nlib.LIST.append('pkg')\nfrom . import sub\nsub.__name__\n",
        ),
        ("pkg/sub.py", "import lib\nLIST = list(lib.LIST)\n"),
        (
            "reader.py",
            "import lib\nNAMES = list(lib.REGISTRY)\nlib.LIST.insert(0, 'reader')\n",
        ),
        ("free.py", "X = 1\n"),
        (
            "main.py",
            "import local, lib; local.__name__\nimport reader, free, pkg; free.X\n\
             print(reader.NAMES, lib.LIST, pkg.sub.LIST)\n",
        ),
    ]);
    let status = project.status_with(&[]);
    for reason in [
        "pkg.sub: reads what local changes",
        "reader: reads what local changes",
    ] {
        assert!(status.contains(reason), "{reason}\n{status}");
    }
    assert!(!status.contains("free:"), "{status}");
}

/// Two modules that import each other are as whoever began has left them.
#[test]
fn cycles_begin_where_they_began() {
    let project = says_the_same(&[
        (
            "a.py",
            "X = 1\nimport b\nY = getattr(b, 'SEEN', None)\nX = 2\n",
        ),
        ("b.py", "import a\nSEEN = getattr(a, 'X', None)\n"),
        (
            "main.py",
            "import sys\n\
             if len(sys.argv) > 1:\n    import a; a.X\n\
             import b\nb.SEEN\nimport a\nprint(b.SEEN, getattr(a, 'Y', None))\n",
        ),
    ]);
    nothing_is_left_out(&project);
}

/// A key whose own code cannot run in the builder keeps only its module out.
#[test]
fn keys_may_have_code_of_their_own() {
    let project = says_the_same(&[
        ("lib.py", "TABLE = {}\n"),
        ("helper.py", "HASH = 1\n"),
        (
            "key.py",
            "class Key:\n    def __hash__(self):\n        import helper\n        \
             return helper.HASH\n    def __eq__(self, other): return self is other\n",
        ),
        ("plug.py", "import lib, key\nlib.TABLE[key.Key()] = 1\n"),
        (
            "main.py",
            "import sys, lib\n\
             if len(sys.argv) > 1:\n    import plug; plug.__name__\nprint(len(lib.TABLE))\n",
        ),
    ]);
    let status = project.status_with(&[]);
    assert!(status.contains(" 1 left out"), "{status}");
    assert!(status.contains("plug: changes lib.TABLE"), "{status}");
}

/// A module whose code has seen what another changes is not there before that.
#[test]
fn readers_come_after_changes() {
    let project = says_the_same(&[
        ("lib.py", "REGISTRY = {}\n"),
        (
            "plugin.py",
            "import lib, copyreg\nlib.REGISTRY['plugin'] = 1\ncopyreg.dispatch_table[dict] = 1\n",
        ),
        (
            "reader.py",
            "import lib, copyreg\nNAMES = list(lib.REGISTRY)\nHAS = dict in copyreg.dispatch_table\n",
        ),
        (
            "main.py",
            "import sys\n\
             if len(sys.argv) > 1:\n    import plugin; plugin.__name__\n\
             import reader\nprint(reader.NAMES, reader.HAS)\n\
             import plugin; plugin.__name__\nimport lib\nprint(lib.REGISTRY)\n",
        ),
    ]);
    nothing_is_left_out(&project);
}

/// What the program, or a module that each process executes, sets in a module is read by
/// modules that are imported later.
#[test]
fn settings_are_read() {
    let project = says_the_same(&[
        ("config.py", "DEBUG = False\nLEVEL = 1\n"),
        ("clock.py", "import time\nNOW = time.time()\n"),
        (
            "local.py",
            "import clock, config\nclock.NOW\nconfig.LEVEL = 2\n",
        ),
        (
            "app.py",
            "import config\nDEBUG = config.DEBUG\nLEVEL = config.LEVEL\n",
        ),
        ("further.py", "from app import DEBUG\nNAME = f'{DEBUG}'\n"),
        ("free.py", "X = 1\n"),
        (
            "main.py",
            "import sys, config, socket\nconfig.DEBUG\n\
             if len(sys.argv) == 1:\n    config.DEBUG = True\n\
             else:\n    import local; local.__name__\n\
             import app, further, free\n\
             print(app.DEBUG, app.LEVEL, further.NAME, free.X)\n",
        ),
    ]);
    let status = project.status_with(&[]);
    assert!(status.contains("local: needs clock"), "{status}");
}

/// A package whose code each process has to run does not keep those of its modules out that
/// have nothing of it.
#[test]
fn modules_of_a_package_that_has_to_run() {
    let files = [
        (
            "pkg/__init__.py",
            "import time\nNOW = time.time()\nNAME = 'pkg'\n\
             from .sub import leaf\nfrom .same import same\nfrom . import user\n",
        ),
        (
            "pkg/sub/__init__.py",
            "from pkg.base import BASE\nX = BASE + 1\n",
        ),
        (
            "pkg/sub/leaf.py",
            "from ..base import BASE\nfrom . import X\nY = BASE + X\n",
        ),
        ("pkg/base.py", "BASE = 1\n"),
        ("pkg/same.py", "def same(): return 'same'\n"),
        ("pkg/user.py", "import pkg\ndef name(): return pkg.NAME\n"),
        ("pkg/top.py", "import pkg.base\nBASE = pkg.base.BASE\n"),
        (
            "main.py",
            "import sys, pkg.top\n\
             print(pkg.NAME, pkg.same(), pkg.user.name(), pkg.sub.leaf.Y, pkg.top.BASE)\n\
             print(type(pkg.same).__name__, pkg.NOW > 0, pkg.sub.leaf is sys.modules['pkg.sub.leaf'])\n\
             names = ['pkg', 'pkg.base', 'pkg.sub', 'pkg.sub.leaf', 'pkg.same', 'pkg.user', 'pkg.top']\n\
             where = [name for name in names if id(sys.modules[name]) >> 40 == 0x30]\n\
             if len(sys.argv) > 2:\n    print(where)\n",
        ),
    ];
    let project = says_the_same(&files);
    let where_from = project.said(&["main.py", "p", "where"]);
    let modules = "['pkg.base', 'pkg.sub', 'pkg.sub.leaf', 'pkg.same']";
    assert!(where_from.ends_with(modules), "{where_from}");
    let status = project.status_with(&[]);
    for reason in [
        "pkg: calls time.time()",
        "pkg.user: needs pkg",
        "pkg.top: needs pkg",
    ] {
        assert!(status.contains(reason), "{reason}\n{status}");
    }
    // Another folder in front of the package's own.
    project.write("more/base.py", "BASE = 100\n");
    let init = "import time\nNOW = time.time()\nNAME = 'pkg'\n__path__.insert(0, 'more')\n\
                from .sub import leaf\nfrom .same import same\nfrom . import user\n";
    project.write("pkg/__init__.py", init);
    let said = |more: &[&str]| project.said(&[more, &["main.py"]].concat());
    assert_eq!(said(&[]), said(&["-X", "noimage"]));
    assert!(said(&[]).contains("201"), "{}", said(&[]));
    // A module that was not there.
    project.write("pkg/__init__.py", files[0].1);
    project.write("pkg/same/__init__.py", "def same(): return 'another'\n");
    assert_eq!(said(&[]), said(&["-X", "noimage"]));
    assert!(said(&[]).contains("another"), "{}", said(&[]));
}

/// Who reads all variables comes from the image while they all are the same.
#[test]
fn the_whole_environment_is_watched() {
    let project = Project::new();
    project.write(
        "names.py",
        "import os\nNAMES = sorted(name for name in os.environ if name.startswith('APP_'))\n",
    );
    project.write(
        "main.py",
        "import names\nprint(names.NAMES, id(names) >> 40 == 0x30)\n",
    );
    project.build(&["main.py"]);
    assert_eq!(project.run(), "[] True");
    let mut command = project.command();
    let output = command.env("APP_X", "1").arg("main.py").output();
    let output = output.expect("runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "['APP_X'] False\n");
}

/// A cache that holds modules' own objects holds them when these modules are there.
#[test]
fn caches_are_filled_by_those_who_ask() {
    let project = says_the_same(&[
        (
            "lib.py",
            "import importlib\n_cache = {}\n\
             def get(name):\n    if name not in _cache:\n        \
             _cache[name] = importlib.import_module(name).Thing\n    return _cache[name]\n",
        ),
        ("config.py", "LEVEL = 1\n"),
        (
            "token_of.py",
            "import config\nclass Token:\n    level = config.LEVEL\n",
        ),
        (
            "thing.py",
            "from token_of import Token\nclass Thing:\n    token = Token()\n",
        ),
        ("user.py", "import lib\nlib.get('thing')\n"),
        (
            "main.py",
            "import sys, config, lib\nconfig.LEVEL, lib.get\nprint(len(lib._cache))\n\
             if len(sys.argv) == 1:\n    config.LEVEL = 2\n\
             import token_of, user; user.__name__\n\
             print(type(lib.get('thing').token) is token_of.Token, token_of.Token.level)\n",
        ),
    ]);
    nothing_is_left_out(&project);
}

/// A module that fails because another is missing fails for all, as long as that is missing.
#[test]
fn what_is_missing_stays_missing() {
    let project = says_the_same(&[
        (
            "speed/__init__.py",
            "from .plain import slow\n\
             try:\n    from .native import fast\nexcept ImportError:\n    fast = None\n",
        ),
        (
            "speed/native.py",
            "from .helper import help\nimport _speed_native\nfast = _speed_native.fast\n",
        ),
        ("speed/helper.py", "def help(): pass\n"),
        ("speed/plain.py", "def slow(): pass\n"),
        (
            "other.py",
            "try:\n    import noted\nexcept ImportError: noted = None\n",
        ),
        (
            "noted.py",
            "import atexit\natexit.register(print, 'end')\nimport _speed_native\n",
        ),
        (
            "main.py",
            "import sys, speed, other\nprint(speed.fast, speed.slow.__name__, other.noted)\n\
             print([name for name in sorted(sys.modules) if name.startswith('speed')])\n\
             if len(sys.argv) > 2: print(id(speed) >> 40 == 0x30)\n",
        ),
    ]);
    let said = |words: &[&str]| project.said(&[words, &["main.py"]].concat());
    assert!(
        project
            .said(&["main.py", "p", "where"])
            .contains("\nTrue\n")
    );
    for options in MODES {
        let status = project.status_with(options);
        assert!(
            status.contains("noted: raises ModuleNotFoundError"),
            "{status}"
        );
        assert!(!status.contains("speed"), "{status}");
    }
    project.write("_speed_native.py", "fast = 1\n");
    for options in MODES {
        let normal = said(&[options, &["-X", "noimage"]].concat());
        assert_eq!(said(options), normal);
        assert!(normal.starts_with("1 slow"), "{normal}");
    }
}
