# Without the libraries of ncurses the imports say what is missing.
import ctypes

load = ctypes.CDLL


def pretend(*missing):
    def lack(name, *arguments, **options):
        if name in missing:
            raise OSError(name)
        return load(name, *arguments, **options)

    ctypes.CDLL = lack


pretend("libncursesw.so.6", "libncurses.so.6")
try:
    import curses

    print(curses.error)
except ModuleNotFoundError as problem:
    print(problem.name, problem, sep="\n")

pretend("libpanelw.so.6", "libpanel.so.6")
try:
    import curses.panel

    print(curses.panel.error)
except ModuleNotFoundError as problem:
    print(problem.name, problem, sep="\n")
#--- lazy
#| _curses
#| No module named '_curses': it needs the system's libncursesw.so.6, which is not installed (Debian and Ubuntu have it in the package libncursesw6)
#| _curses_panel
#| No module named '_curses_panel': it needs the system's libpanelw.so.6, which is not installed (Debian and Ubuntu have it in the package libncursesw6)
#--- eager pyrun
#| _curses
#| No module named '_curses': it needs the system's libncursesw.so.6, which is not installed (Debian and Ubuntu have it in the package libncursesw6)
#| _curses_panel
#| No module named '_curses_panel': it needs the system's libpanelw.so.6, which is not installed (Debian and Ubuntu have it in the package libncursesw6)
