"""A terminal for programs with text screens: runs one and knows what it shows."""

import fcntl
import os
import pty
import re
import select
import struct
import sys
import termios
import time
import unicodedata

LINES = dict(zip("lmkjtuvwqxn`af~", "┌└┐┘├┤┴┬─│┼◆▒°·"))
SEQUENCE = re.compile(
    r"\x1b\[(?P<private>[?>=]?)(?P<numbers>[0-9;]*)(?P<final>[@-~])"
    r"|\x1b\][^\x07]*\x07|\x1b\((?P<set>.)|\x1b(?P<plain>[=>78MDEc])|(?P<one>[^\x1b])",
    re.S,
)


class Screen:
    """The characters on a terminal like xterm, without their attributes."""

    def __init__(self, height, width):
        self.height, self.width = height, width
        self.y = self.x = 0
        self.rest = b""
        self.drawing = False
        self.last = " "
        self.clear()

    def clear(self):
        self.cells = [[" "] * self.width for _ in range(self.height)]
        self.top, self.bottom = 0, self.height - 1

    def rows(self):
        """The lines with something in them, with their numbers."""
        texts = ["".join(cells).rstrip() for cells in self.cells]
        return [f"{number:2} {text}" for number, text in enumerate(texts) if text]

    def feed(self, data):
        text = (self.rest + data).decode("utf-8", "surrogateescape")
        place = 0
        while place < len(text):
            found = SEQUENCE.match(text, place)
            if not found or "\udc80" <= text[place] <= "\udcff":
                break
            place = found.end()
            self.handle(found)
        self.rest = text[place:].encode("utf-8", "surrogateescape")

    def handle(self, found):
        if found["one"]:
            self.character(found["one"])
        elif found["set"]:
            self.drawing = found["set"] == "0"
        elif found["plain"] == "M":
            if self.y == self.top:
                self.scroll(self.top, -1)
            else:
                self.y -= 1
        elif found["final"] and not found["private"]:
            numbers = [int(number or 0) for number in found["numbers"].split(";")]
            self.order(found["final"], numbers[0], numbers)
        elif found["private"] == "?" and found["numbers"] == "1049":
            self.clear()

    def character(self, one):
        if one == "\n":
            if self.y == self.bottom:
                self.scroll(self.top, 1)
            else:
                self.y = min(self.y + 1, self.height - 1)
        elif one == "\r":
            self.x = 0
        elif one == "\b":
            self.x = max(self.x - 1, 0)
        elif one == "\t":
            self.x = min((self.x // 8 + 1) * 8, self.width - 1)
        elif one >= " ":
            self.write(LINES.get(one, one) if self.drawing else one)

    def write(self, one):
        if self.x >= self.width:
            self.x = 0
            self.character("\n")
        self.last = self.cells[self.y][self.x] = one
        self.x += 1
        if unicodedata.east_asian_width(one) in "WF":
            # A wide character fills two cells.
            self.cells[self.y][self.x] = ""
            self.x += 1

    def scroll(self, top, count):
        for _ in range(abs(count)):
            out, into = (top, self.bottom) if count > 0 else (self.bottom, top)
            del self.cells[out]
            self.cells.insert(into, [" "] * self.width)

    def order(self, final, number, numbers):
        count = number or 1
        row = self.cells[self.y]
        if final == "H":
            self.y, self.x = count - 1, (numbers + [1])[1] - 1 if len(numbers) > 1 else 0
        elif final == "d":
            self.y = count - 1
        elif final == "G":
            self.x = count - 1
        elif final in "ABCD":
            self.y += {"A": -count, "B": count}.get(final, 0)
            self.x += {"C": count, "D": -count}.get(final, 0)
        elif final == "K":
            start, end = {0: (self.x, self.width), 1: (0, self.x + 1), 2: (0, self.width)}[number]
            row[start:end] = [" "] * (end - start)
        elif final == "J":
            self.order("K", number, numbers)
            for other in range(self.height):
                if number == 2 or other > self.y and number == 0 or other < self.y and number == 1:
                    self.cells[other] = [" "] * self.width
        elif final in "LM":
            self.scroll(self.y, count if final == "M" else -count)
        elif final in "ST":
            self.scroll(self.top, count if final == "S" else -count)
        elif final in "P@X":
            blank = [" "] * count
            if final != "@":
                del row[self.x : self.x + count]
            row[self.x if final != "P" else self.width : self.width] = (
                row[self.width :] if final == "P" else blank + row[self.x :]
            )
            self.cells[self.y] = (row + [" "] * self.width)[: self.width]
        elif final == "b":
            for _ in range(count):
                self.write(self.last)
        elif final == "r":
            self.top, self.bottom = count - 1, (numbers + [0])[1] - 1 if len(numbers) > 1 else -1
            self.bottom = self.bottom if self.bottom >= 0 else self.height - 1
            self.y = self.x = 0


def run(program, *steps, height=12, width=40):
    """Run a program's text; print what it reports and, at the end, what it wrote last.

    It gets a function ``report``. Each step is a text that the screen must show,
    and what to do then: bytes to type, a size to change to, or ``print`` to print
    the screen.
    """
    reports, other_end = os.pipe()
    child, terminal = pty.fork()
    if child == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        os.set_inheritable(other_end, True)
        start = f"def report(*values): print(*values, file=REPORTS, flush=True)\nREPORTS = open({other_end}, 'w', encoding='utf-8')\n"
        for name in ("LINES", "COLUMNS"):
            os.environ.pop(name, None)
        os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8", ESCDELAY="200")
        options = [f"-X{option}" for option in sys._xoptions]
        os.execv(sys.executable, [sys.executable, *options, "-c", start + program])
    os.close(other_end)
    screen = Screen(height, width)
    end = time.monotonic() + 60
    for text, action in steps:
        if not _wait(terminal, screen, text, end):
            print("never shown:", text, *screen.rows(), sep="\n")
            os.kill(child, 9)
            break
        _act(terminal, screen, action)
    while _read(terminal, screen, 60):
        pass
    with open(reports, encoding="utf-8") as file:
        print(file.read(), end="")
    os.close(terminal)
    code = os.waitpid(child, 0)[1]
    if code:
        print("status", code, *screen.rows(), sep="\n")


def _act(terminal, screen, action):
    if action is print:
        print(*screen.rows(), sep="\n")
    elif isinstance(action, bytes):
        os.write(terminal, action)
    else:
        screen.height, screen.width = action
        screen.clear()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", *action, 0, 0))


def _wait(terminal, screen, text, end):
    """Read until the screen shows ``text`` and comes to rest."""
    while not any(text in row for row in screen.rows()):
        if time.monotonic() > end or not _read(terminal, screen, 10):
            return False
    while select.select([terminal], [], [], 0.15)[0] and _read(terminal, screen, 1):
        pass
    return True


def _read(terminal, screen, seconds):
    try:
        data = os.read(terminal, 65536) if select.select([terminal], [], [], seconds)[0] else b""
    except OSError:
        data = b""
    screen.feed(data)
    return data


def described():
    """Whether the system describes the terminal; says so if not."""
    try:
        import curses

        curses.setupterm("xterm-256color", 1)
    except Exception as problem:
        print("skipped:", problem)
        return False
    return True
