"""The standard module ``readline``: line editing for input(), and its history.

CPython's is a wrapper of GNU readline. This one is pyrun's own, on the line
editor of the library's ``_pyrepl``, which is loaded when a program first asks a
terminal for a line. Where standard input or output is no terminal, importing
this module changes nothing about input().

Differences: key bindings know the commands of ``_pyrepl`` only, variables
(``set ...``) and conditions of init files have no effect, and the display hook
for completions is kept but never called.
"""

import builtins
import os
import sys

__all__ = [
    "add_history", "append_history_file", "backend", "clear_history", "get_begidx",
    "get_completer", "get_completer_delims", "get_completion_type",
    "get_current_history_length", "get_endidx", "get_history_item", "get_history_length",
    "get_line_buffer", "get_pre_input_hook", "insert_text", "parse_and_bind",
    "read_history_file", "read_init_file", "redisplay", "remove_history_item",
    "replace_history_item", "set_auto_history", "set_completer", "set_completer_delims",
    "set_completion_display_matches_hook", "set_history_length", "set_pre_input_hook",
    "set_startup_hook", "write_history_file",
]

backend = "readline"

# What programs set lies here and not in _pyrepl: importing that imports
# rlcompleter, which calls set_completer() of this module.
_history = []
_history_length = -1
_auto_history = True
_completer = None
_delims = " \t\n`~!@#$%^&*()-=+[{]}\\|;:'\",<>/?"
_startup_hook = None
_pre_input_hook = None
_display_hook = None
# As GNU readline in CPython: Tab is a character until it is bound.
_bindings = {r"\t": "self-insert"}
_begidx = _endidx = 0
_reader = None
_editing = False


# History

def add_history(string, /):
    """Add a line to the history."""
    _history.append(string)


def clear_history():
    """Forget the history."""
    _history.clear()


def get_current_history_length():
    """The number of lines in the history."""
    return len(_history)


def get_history_item(index, /):
    """The line at an index that counts from 1, or None."""
    return _history[index - 1] if 1 <= index <= len(_history) else None


def _check_position(position):
    if position < 0:
        raise ValueError("History index cannot be negative")
    if position >= len(_history):
        raise ValueError(f"No history item at position {position}")


def remove_history_item(pos, /):
    """Remove the line at a position that counts from 0."""
    _check_position(pos)
    del _history[pos]


def replace_history_item(pos, line, /):
    """Replace the line at a position that counts from 0."""
    _check_position(pos)
    _history[pos] = line


def get_history_length():
    """The number of lines that history files are cut to; -1 for no limit."""
    return _history_length


def set_history_length(length, /):
    """Set the number of lines that history files are cut to."""
    global _history_length
    _history_length = length


def set_auto_history(enabled, /):
    """Whether input() adds the lines it reads to the history."""
    global _auto_history
    _auto_history = bool(enabled)


def _history_file(filename):
    return os.path.expanduser("~/.history") if filename is None else filename


def _open(filename, mode):
    return open(filename, mode, encoding="utf-8", errors="surrogateescape", newline="\n")


def _private(path, flags):
    """Open a file that nobody else may read, if it has to be made."""
    return os.open(path, flags, 0o600)


def _write_lines(filename, lines):
    # The text first: one that cannot be encoded leaves the old file as it is.
    content = "".join(line + "\n" for line in lines).encode("utf-8", "surrogateescape")
    with open(filename, "wb", opener=_private) as file:
        file.write(content)


def read_history_file(filename=None, /):
    """Add the lines of a file, by default ~/.history, to the history."""
    with _open(_history_file(filename), "r") as file:
        lines = file.read().split("\n")
    # libedit starts its files with a line of this name.
    if lines[0].startswith("_HiStOrY_V2_"):
        del lines[0]
    _history.extend(line.removesuffix("\r") for line in lines if line)


def write_history_file(filename=None, /):
    """Write the history to a file, by default ~/.history."""
    lines = _history if _history_length < 0 else _last(_history, _history_length)
    _write_lines(_history_file(filename), lines)


def append_history_file(nelements, filename=None, /):
    """Append the last lines of the history to a file that exists."""
    if nelements < 0:
        raise ValueError("nelements must be positive")
    filename = _history_file(filename)
    with _open(filename, "r+") as file:
        file.seek(0, os.SEEK_END)
        file.writelines(line + "\n" for line in _last(_history, nelements))
    if _history_length >= 0:
        with _open(filename, "r") as file:
            lines = [line.removesuffix("\n") for line in file]
        _write_lines(filename, _last(lines, _history_length))


def _last(items, count):
    return items[max(len(items) - count, 0):]


# Completion

def set_completer(function=None, /):
    """Set the function that completes words: function(text, state)."""
    global _completer
    _completer = function


def get_completer():
    """The function that completes words, or None."""
    return _completer


def set_completer_delims(string, /):
    """Set the characters that separate words."""
    global _delims
    _delims = string


def get_completer_delims():
    """The characters that separate words."""
    return _delims


def get_begidx():
    """Where the word that is completed begins."""
    return _begidx


def get_endidx():
    """Where the word that is completed ends."""
    return _endidx


def get_completion_type():
    """The kind of completion attempted; only Tab's is known here."""
    return ord("\t") if _endidx else 0


def set_completion_display_matches_hook(function=None, /):
    """Keep a function that shows completions; the editor shows them itself."""
    global _display_hook
    _display_hook = function


def _complete(text, state):
    global _begidx, _endidx
    if _completer is None:
        return None
    _endidx = _reader.pos
    _begidx = _endidx - len(text)
    return _completer(text, state)


# The line that is being edited

def get_line_buffer():
    """The line so far."""
    return _reader.get_unicode() if _editing else ""


def insert_text(string, /):
    """Insert a text at the cursor."""
    if _editing:
        _reader.insert(string)


def redisplay():
    """Show the line as it is now."""
    if _editing:
        _reader.refresh()


def set_startup_hook(function=None, /):
    """Set a function to call before the prompt is shown."""
    global _startup_hook
    _startup_hook = function


def set_pre_input_hook(function=None, /):
    """Set a function to call before the first key is read."""
    global _pre_input_hook
    _pre_input_hook = function


def get_pre_input_hook():
    """The function called before the first key is read, or None."""
    return _pre_input_hook


def _run_hooks():
    for hook in (_startup_hook, _pre_input_hook):
        if hook is None:
            continue
        try:
            hook()
        except Exception:
            pass  # as CPython: a hook does not keep anyone from typing


# Key bindings

_KEYS = {
    "tab": r"\t", "return": r"\n", "newline": r"\n", "linefeed": r"\n",
    "escape": r"\<escape>", "esc": r"\<escape>", "space": " ", "spc": " ",
    "rubout": r"\<backspace>", "del": r"\<delete>",
}
_COMMANDS = {"tab-insert": "self-insert", "menu-complete": "complete",
             "possible-completions": "complete", "rl_complete": "complete"}


def parse_and_bind(string, /):
    """Take in a line of an init file: ``key: command``."""
    line = string.strip()
    if not line or line[0] in "#$" or line.split()[0] == "set":
        return
    if line.startswith("bind "):  # as libedit has it
        words = line.split()
        key, command = (words[1].replace("^I", "tab"), words[-1]) if len(words) == 3 else ("", "")
    else:
        key, _, command = line.rpartition(":")
    key = _key(key.strip())
    command = command.strip()
    if key and command:
        _bindings[key] = _COMMANDS.get(command, command)
        if _reader is not None:
            _bind(key)


def _key(name):
    if len(name) > 2 and name[0] == name[-1] == '"':
        return name[1:-1]
    lower = name.lower()
    for prefix in ("control-", "c-"):
        if lower.startswith(prefix) and len(name) > len(prefix):
            return rf"\C-{lower.removeprefix(prefix)}"
    for prefix in ("meta-", "m-"):
        if lower.startswith(prefix) and len(name) > len(prefix):
            return rf"\M-{name[len(prefix):]}"
    return _KEYS.get(lower, name if len(name) == 1 else "")


def _bind(key):
    command = _bindings[key]
    if command not in _reader.commands:
        return
    keymap = _reader.keymap
    try:
        _reader.bind(key, command)
    except Exception:
        _reader.keymap = keymap  # a key that this editor cannot name


def read_init_file(filename=None, /):
    """Take in the lines of an init file, by default ~/.inputrc."""
    if filename is None:
        filename = os.environ.get("INPUTRC") or os.path.expanduser("~/.inputrc")
    with _open(filename, "r") as file:
        for line in file:
            parse_and_bind(line)


# Reading a line

class _NoModules:
    """Instead of the REPL's completion of import statements."""

    def get_completions(self, line):
        return None


def _connect():
    """Make the editor at the first use."""
    global _reader
    if _reader is not None:
        return
    completer = _completer
    from _pyrepl import readline as pyrepl

    set_completer(completer)  # rlcompleter has set its own
    config = pyrepl.ReadlineConfig(readline_completer=_complete, module_completer=_NoModules())
    reader = pyrepl._ReadlineWrapper(f_in=0, f_out=1, config=config).get_reader()
    reader.history = _history
    reader.can_colorize = False  # a line is not Python here
    _reader = reader
    for key in _bindings:
        _bind(key)


def _is_terminal():
    """Whether standard input and output are still those that the user sees."""
    try:
        return (sys.stdin.fileno() == 0 and sys.stdout.fileno() == 1
                and os.isatty(0) and os.isatty(1))
    except (AttributeError, OSError, ValueError):
        return False


def _input(prompt="", /):
    """Read a line from standard input; on a terminal it can be edited."""
    global _editing
    if _editing or not _is_terminal():
        return _plain_input(prompt)
    try:
        _connect()
    except Exception:
        # A terminal that the editor cannot handle.
        return _plain_input(prompt)
    from _pyrepl import historical_reader

    prompt = str(prompt)
    sys.audit("builtins.input", prompt)
    sys.stdout.flush()
    _reader.ps1 = prompt
    _reader.config.completer_delims = frozenset(_delims)
    auto_history = historical_reader.should_auto_add_history
    historical_reader.should_auto_add_history = False  # done below, without repetitions
    _editing = True
    try:
        line = _reader.readline(startup_hook=_run_hooks)
    finally:
        _editing = False
        historical_reader.should_auto_add_history = auto_history
    if _auto_history and line and _history[-1:] != [line]:
        _history.append(line)
    sys.audit("builtins.input/result", line)
    return line


_plain_input = builtins.input
if _is_terminal():
    _input.__name__ = _input.__qualname__ = "input"
    builtins.input = _input
