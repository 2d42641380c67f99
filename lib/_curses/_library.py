"""The system's ncurses, called through ``ctypes``, and what all of it shares."""

import ctypes
from _thread import RLock
from operator import index

ERR = -1
OK = 0


class error(Exception):
    """Raised when a function of the curses library fails."""

    __module__ = "_curses"


def load(module, package, *names):
    """The first library of ``names`` that the system has."""
    for name in names:
        try:
            return ctypes.CDLL(name)
        except OSError:
            pass
    raise ModuleNotFoundError(
        f"No module named '{module}': it needs the system's {names[0]}, which is not "
        f"installed (Debian and Ubuntu have it in the package {package})",
        name=module,
    )


_library = load("_curses", "libncursesw6", "libncursesw.so.6", "libncurses.so.6")
WIDE = hasattr(_library, "wget_wch")

# ncurses keeps global state, and threads run at the same time here. A signal's
# handler may call curses in the middle of a call, hence the R.
lock = RLock()

TYPES = {
    "i": ctypes.c_int,
    "h": ctypes.c_short,
    "l": ctypes.c_long,
    "u": ctypes.c_uint32,
    "w": ctypes.c_void_p,
    "s": ctypes.c_char_p,
    "z": ctypes.c_wchar_p,
    "v": None,
}


def native(name, arguments="", result="i", library=_library):
    """A function of the library, types being letters of ``TYPES``.

    It is None where the library is the one without wide characters and lacks it.
    """
    function = waiting(name, arguments, result, library)
    if function is None:
        return None

    def call(*values):
        with lock:
            try:
                return function(*values)
            except (TypeError, ctypes.ArgumentError):
                explain(arguments, values)
                raise

    return call


def explain(arguments, values):
    """Raise what CPython's conversion raises for the first value that is no number."""
    for letter, value in zip(arguments, values, strict=True):
        if letter in "ihlu":
            index(value)


def waiting(name, arguments="", result="i", library=_library):
    """As ``native``, for calls that wait: others may call meanwhile."""
    try:
        function = library[name]
    except AttributeError:
        return None
    function.argtypes = [TYPES[letter] for letter in arguments]
    function.restype = TYPES[result]
    return function


def variable(name, kind=ctypes.c_int):
    """The present value of a variable of the library."""
    return kind.in_dll(_library, name).value


def table(name, kind):
    """An array of the library."""
    return kind.in_dll(_library, name)


def check(code, name):
    """Turn the library's sign of failure into an exception."""
    if code == ERR:
        raise error(f"{name}() returned ERR")


class state:
    """How far the program has come."""

    screen = False
    terminal = False
    colors = False
    # The terminal hands out single characters: cbreak() or raw().
    unbuffered = False
    encoding = "utf-8"


def needs_screen():
    """Refuse to go on before initscr()."""
    if not state.screen:
        raise error("must call initscr() first")


def needs_terminal():
    """Refuse to go on before setupterm()."""
    if not (state.terminal or state.screen):
        raise error("must call (at least) setupterm() first")


def needs_colors():
    """Refuse to go on before start_color()."""
    needs_screen()
    if not state.colors:
        raise error("must call start_color() first")


def plain(name, needed=needs_screen):
    """A function without arguments that can fail."""
    function = native(name)

    def call():
        needed()
        check(function(), name)

    return described(call, name)


def described(function, name):
    """Give a function that was made here the name that programs call it by."""
    function.__name__ = function.__qualname__ = name
    function.__module__ = "_curses"
    return function
