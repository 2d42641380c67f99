//! Which modules of a program are in its image: what their code does besides making a
//! module decides.
#![cfg(target_os = "linux")]

mod support;

use support::project::{Project, says_the_same};

/// A registry that one module keeps and others fill is filled once, by their own code.
#[test]
fn registrations_are_made_when_their_modules_are_imported() {
    let project = Project::new();
    project.write(
        "app/base.py",
        "class Base:\n    _known = {}\n\
        \x20   def __init_subclass__(cls):\n\
        \x20       if cls.__name__ in Base._known: raise ValueError(cls.__name__)\n\
        \x20       Base._known[cls.__name__] = cls\n",
    );
    project.write(
        "app/first.py",
        "from app.base import Base\nclass First(Base): pass\n",
    );
    project.write(
        "main.py",
        "import sys\nfrom app.base import Base\nprint(list(Base._known))\n\
         if len(sys.argv) > 1:\n    import app.first\n    print(list(Base._known))\n",
    );
    project.build(&["main.py", "all"]);
    assert_eq!(project.run(), "[]");
    let all = || project.said(&["main.py", "all"]);
    assert_eq!(all(), "[]\n['First']");
    project.write(
        "app/first.py",
        "from app.base import Base\nclass First(Base): x = 1\n",
    );
    assert_eq!(all(), "[]\n['First']");
}

/// What only a process of its own can do is done in each.
#[test]
fn modules_that_do_more_are_left_out_and_named() {
    let project = Project::new();
    for (name, content) in [
        ("app/clock.py", "import time\nNOW = time.time()\n"),
        (
            "app/day.py",
            "import datetime\nDAY = datetime.datetime.now(datetime.UTC)\n",
        ),
        ("app/plugins.py", "FOUND = {}\n"),
        (
            "app/plugin.py",
            "from app import plugins\nplugins.FOUND['it'] = 1\n",
        ),
        ("app/patch.py", "import sys\nsys.app_dedent = len\n"),
        (
            "app/output.py",
            "import sys\ndef say(text, file=sys.stdout): file.write(text)\n",
        ),
        ("app/noise.py", "print('noise')\n"),
        (
            "app/options.py",
            "import sys\nDEBUG = '--debug' in sys.argv\n",
        ),
        ("app/words.py", "import sys\nNAME = sys.argv[0]\n"),
        (
            "app/whole.py",
            "import os\nos.environ.setdefault('APP', '1')\n",
        ),
        ("app/user.py", "from app.clock import NOW\n"),
        (
            "app/quiet.py",
            "import logging\nlog = logging.getLogger('app.quiet')\n",
        ),
        (
            "main.py",
            "import sys\n\
             from app import clock, plugins, plugin, output, words, whole, user, quiet, noise, options, day\n\
             print(plugins.FOUND, hasattr(sys, 'app_dedent'), words.NAME, user.NOW == clock.NOW)\n\
             from app import patch\n\
             import logging\n\
             print(sys.app_dedent(' a'), sorted(logging.root.manager.loggerDict))\n\
             print(quiet.log is logging.getLogger('app.quiet'), quiet.log.parent)\n\
             output.say('said\\n')\n\
             print(id(quiet) >> 40 == 0x30, id(plugins) >> 40 == 0x30)\n",
        ),
    ] {
        project.write(name, content);
    }
    let normal = project.run();
    project.build(&["main.py"]);
    assert_eq!(project.run(), normal.replace("False False", "True True"));
    let status = project.status();
    for reason in [
        "app.clock: calls time.time()",
        "app.day: calls datetime.now()",
        "app.noise: uses a standard stream",
        "app.output: keeps a standard stream or sys.argv",
        "app.options: reads sys.argv",
        "app.patch: changes sys.app_dedent",
        "app.user: needs app.clock",
        "app.whole: calls posix.putenv()",
        "app.words: reads sys.argv",
    ] {
        assert!(status.contains(reason), "{reason}\n{status}");
    }
    assert!(!status.contains("app.quiet:"), "{status}");
}

/// What is computed once and kept, numbers that are counted up, and what the system is
/// called do not keep a module out of the image.
#[test]
fn memories_do_not_count() {
    let project = Project::new();
    for (name, content) in [
        (
            "app/base.py",
            "import enum\n\
             class Bits(enum.Flag):\n    A = 1\n    B = 2\n\
             class Field:\n    counter = 0\n    def __init__(self):\n\
             \x20       Field.counter += 1\n        self.number = Field.counter\n\
             _cache = {}\n\
             def square(x): return _cache.setdefault(x, x * x)\n",
        ),
        (
            "app/user.py",
            "import os, re, sys\nfrom app.base import Bits, Field, square\n\
             BOTH = Bits.A | Bits.B\nFLAGS = re.X | re.S\n\
             FIRST, SECOND = Field(), Field()\nNINE = square(3)\n\
             SYSTEM = os.uname().sysname\nINPUT = sys.stdin.fileno()\n",
        ),
        (
            "main.py",
            "from app import user\n\
             print(user.BOTH, user.NINE, user.FIRST.number < user.SECOND.number)\n\
             print(user.SYSTEM, user.INPUT, user.FLAGS.name, id(user) >> 40 == 0x30)\n",
        ),
    ] {
        project.write(name, content);
    }
    let normal = project.run();
    project.build(&["main.py"]);
    assert_eq!(project.run(), normal.replace("False", "True"));
}

/// Names of levels and the class of loggers are told `logging` when the module is imported
/// that tells them, and not before.
#[test]
fn logging_is_told_what_modules_tell_it() {
    let project = Project::new();
    for (name, content) in [
        (
            "app/log.py",
            "import logging\nclass Loud(logging.Logger): pass\n\
             logging.setLoggerClass(Loud)\nlogging.addLevelName(15, 'LOUD')\n",
        ),
        (
            "app/user.py",
            "import app.log, logging\nlog = logging.getLogger('app.user')\n",
        ),
        (
            "main.py",
            "import logging\n\
             def show(): print(logging.getLevelName(15), logging.getLevelNamesMapping().get('LOUD'),\n\
             \x20   logging.getLoggerClass().__name__, len(logging._levelToName))\n\
             show()\nfrom app import user\nshow()\n\
             print(type(user.log).__name__, user.log.parent.name, id(user) >> 40 == 0x30)\n",
        ),
    ] {
        project.write(name, content);
    }
    let normal = project.run();
    assert!(
        normal.starts_with("Level 15 None Logger 6\nLOUD 15 Loud 7\nLoud root "),
        "{normal}"
    );
    project.build(&["main.py"]);
    assert_eq!(project.run(), normal.replace("False", "True"));
}

/// What fails in the builder but not in the program is left out, with what it brings.
#[test]
fn a_module_that_needs_the_program_is_left_out() {
    let project = Project::new();
    project.write("clock.py", "import time\nNOW = time.time()\n");
    project.write("needs.py", "import clock, __main__\nX = __main__.C\n");
    project.write("main.py", "C = 1\nimport needs\nprint(needs.X)\n");
    project.build(&["main.py"]);
    assert_eq!(project.run(), "1");
    assert!(
        project
            .status()
            .contains("needs: raises ModuleNotFoundError")
    );
}

/// A package's name for something of a submodule that is called like it stays that.
#[test]
fn names_like_submodules_stay() {
    says_the_same(&[
        (
            "pkg/__init__.py",
            "from .sub import sub\nfrom . import gone\nfrom .other import Y\ndel gone\n",
        ),
        ("pkg/sub.py", "def sub(): return 1\n"),
        ("pkg/gone.py", "X = 1\n"),
        ("pkg/other.py", "Y = 2\n"),
        (
            "main.py",
            "import pkg\nprint(type(pkg.sub).__name__, pkg.sub(), pkg.Y, hasattr(pkg, 'gone'))\n",
        ),
    ]);
}

/// A package's own lazy import of a submodule is there again, whatever else has imported the
/// submodule (sqlparse).
#[test]
fn own_imports_of_submodules_stay() {
    says_the_same(&[
        (
            "pkg/__init__.py",
            "from pkg import engine, plain\ndef run(): return engine.go() + plain.X\n",
        ),
        ("pkg/engine/__init__.py", "from pkg.engine.part import go\n"),
        (
            "pkg/engine/part.py",
            "from pkg.engine.leaf import X\ndef go(): return X\n",
        ),
        ("pkg/engine/leaf.py", "X = 1\n"),
        ("pkg/plain.py", "X = 2\n"),
        ("main.py", "import pkg\nprint(pkg.run())\n"),
    ]);
}

#[test]
fn explicitly_lazy_imports_declare_submodules() {
    says_the_same(&[
        (
            "pkg/__init__.py",
            "lazy from pkg.time import f\nfrom pkg.num import g\n",
        ),
        ("pkg/time.py", "def f(): return 1\n"),
        ("pkg/num.py", "def g(): return 2\n"),
        (
            "main.py",
            "import pkg\nprint(pkg.g(), type(pkg.time).__name__, pkg.f())\n",
        ),
    ]);
}

/// What a program has told `logging` before it imports modules counts for their loggers.
#[test]
fn loggers_answer_anew() {
    let project = says_the_same(&[
        (
            "a.py",
            "import logging\nlog = logging.getLogger('a')\nlog.debug('loading')\n\
             def later(): log.debug('later')\n",
        ),
        (
            "lib/__init__.py",
            "import logging\nlogging.getLogger('lib').addHandler(logging.NullHandler())\n",
        ),
        (
            "quiet.py",
            "import lib, logging\nlogging.getLogger('lib').setLevel(logging.CRITICAL)\n",
        ),
        (
            "levels.py",
            "import logging\nlogging.addLevelName(25, 'NOTICE')\n",
        ),
        (
            "choices.py",
            "import levels, logging\nNAME = logging.getLevelName(25)\nCHOICES = sorted(logging._nameToLevel)\n",
        ),
        (
            "loud.py",
            "import logging\nclass Loud(logging.Logger): pass\nlogging.setLoggerClass(Loud)\n",
        ),
        (
            "user.py",
            "import logging\nlog = logging.getLogger('user')\n",
        ),
        (
            "main.py",
            "import sys\n\
             if len(sys.argv) > 1:\n    import loud, quiet\nimport user\nprint(type(user.log).__name__)\n\
             import logging\nlogging.basicConfig(level='DEBUG', stream=sys.stdout)\n\
             import a\na.later()\nimport lib\nlogging.getLogger('lib.x').warning('hello')\n\
             import choices\nprint(choices.NAME, choices.CHOICES)\n",
        ),
    ]);
    let status = project.said(&["image", "status", "-X", "lazyimportsall", "--", "main.py"]);
    assert!(
        status.contains("a: asks whether a logger is enabled"),
        "{status}"
    );
}

/// Modules that a run does not import have changed nothing for it.
#[test]
fn changes_of_modules_that_are_not_imported_are_not_there() {
    for (patch, shown) in [
        (
            "import ssl\nssl._create_default_https_context = ssl._create_unverified_context\n",
            "import ssl\nprint(ssl._create_default_https_context.__name__)",
        ),
        (
            "import builtins\nbuiltins._ = len\n",
            "print('_' in vars(__builtins__))",
        ),
        (
            "import urllib.parse\nurllib.parse.uses_netloc.append('redis2')\n",
            "from urllib.parse import urljoin\nprint(urljoin('redis2://h/a/b', 'c'))",
        ),
        (
            "import calendar\ncalendar.setfirstweekday(6)\n",
            "import calendar\nprint(calendar.firstweekday())",
        ),
        (
            "import lib\nlib.Session.__init__ = lambda self: setattr(self, 'x', 5)\n",
            "import lib\nprint(lib.Session().x)",
        ),
        (
            "import lib\nlib.USE_CACHE = False\n",
            "import lib\nprint(lib.USE_CACHE)",
        ),
        (
            "import lib\nlib.NAMES.discard('a')\nlib.NAMES.add('b')\n",
            "import lib\nprint(lib.NAMES)",
        ),
        (
            "from lib import REGISTRY\nREGISTRY.append('plugin')\nimport later\n",
            "import lib\nprint(lib.REGISTRY)",
        ),
        (
            "import warnings\n\
             with warnings.catch_warnings():\n    warnings.simplefilter('ignore')\n    \
             warnings.warn('x')\n",
            "import warnings\nprint([filter[0] for filter in warnings.filters])",
        ),
        (
            "import lib\nlib.f.__defaults__ = (2,)\n",
            "import lib\nprint(lib.f())",
        ),
        (
            "import lib\nlib.Session.__hash__ = None\n",
            "import lib\nprint(lib.Session.__hash__ is None)",
        ),
        (
            "import lib\nlib.Session.Meta.names.append('a')\nlib.Session.Meta.flag = 1\n",
            "import lib\nprint(vars(lib.Session.Meta)['names'], hasattr(lib.Session.Meta, 'flag'))",
        ),
        (
            "import lib\nclass Own(lib.Session): pass\nlib.session.__class__ = Own\n",
            "import lib\nprint(type(lib.session).__name__)",
        ),
        (
            "import lib\nlib.Table.known.append('a')\nlib.TABLE['__default__'] = 1\nlib.TABLE.last = 1\n",
            "import lib\nprint(lib.TABLE, lib.TABLE.last, lib.Table.known)",
        ),
        (
            "import lib\nlib.Session.counter += 5\n",
            "import lib\nprint(lib.Session.counter)",
        ),
        (
            "import logging\nlogging.getLogger('far.away').setLevel('ERROR')\n",
            "import logging\nprint(logging.getLogger('far.away').level)",
        ),
        (
            "import lib.sub\nlib.sub = print\n",
            "import lib.sub\nprint(type(lib.sub).__name__)",
        ),
        (
            "import http.server\nhttp.server.SimpleHTTPRequestHandler.extensions_map['.zz'] = 'x'\n",
            "import http.server\nprint('.zz' in http.server.SimpleHTTPRequestHandler.extensions_map)",
        ),
    ] {
        says_the_same(&[
            (
                "lib/__init__.py",
                "class Session:\n    x = None\n    counter = 0\n\
                 \x20   class Meta:\n        names = []\nsession = Session()\n\
                 class Table(dict):\n    known, last = [], None\nTABLE = Table()\n\
                 USE_CACHE = True\nNAMES = {'a'}\nREGISTRY = []\ndef f(x=1): return x\n",
            ),
            ("lib/sub.py", ""),
            ("later.py", ""),
            ("patch.py", patch),
            (
                "main.py",
                &format!(
                    "import sys\nif len(sys.argv) > 1:\n    import patch; patch.__name__\n{shown}\n"
                ),
            ),
        ]);
    }
}

/// Two processes do not share what they have of their own.
#[test]
fn generators_and_streams_belong_to_a_process() {
    let project = says_the_same(&[
        (
            "numbers_of.py",
            "import random\nNUMBER = random.Random().random()\n",
        ),
        (
            "system.py",
            "import random\nSYSTEM = random.SystemRandom()\n",
        ),
        (
            "stream.py",
            "import os, stat\nIS_PIPE = stat.S_ISFIFO(os.fstat(1).st_mode)\n",
        ),
        (
            "main.py",
            "import numbers_of, stream, system\nnumbers_of.NUMBER, system.SYSTEM.random()\nprint(stream.IS_PIPE)\n",
        ),
    ]);
    let status = project.said(&["image", "status", "-X", "lazyimportsall", "--", "main.py"]);
    for reason in [
        "numbers_of: draws random numbers",
        "stream: calls posix.fstat()",
    ] {
        assert!(status.contains(reason), "{reason}\n{status}");
    }
    assert!(!status.contains("system:"), "{status}");
}

/// A generator that nobody has seeded begins anew in every process, one that somebody has
/// seeded begins where it was told to.
#[test]
fn generators_are_seeded_again() {
    let project = Project::new();
    project.write(
        "numbers_of.py",
        "import random\nclass Own(random.Random): pass\n\
         ANY = {'own': Own()}\n\
         FIXED = random.Random()\nFIXED.seed(42)\n",
    );
    project.write(
        "main.py",
        "import numbers_of\nprint(id(numbers_of) >> 40 == 0x30)\n\
         print(numbers_of.FIXED.random())\nprint(numbers_of.ANY['own'].random())\n",
    );
    project.build(&["main.py"]);
    let lines = || -> Vec<String> { project.run().lines().map(str::to_owned).collect() };
    let (first, second) = (lines(), lines());
    assert_eq!(first[..2], ["True", "0.6394267984578837"]);
    assert_eq!(first[..2], second[..2]);
    assert_ne!(first[2], second[2]);
}
