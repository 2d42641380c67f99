"""The standard module ``curses.textpad``: a field to type text into."""

import curses
import curses.ascii


def rectangle(win, uly, ulx, lry, lrx):
    """Draw a rectangle between two corners."""
    height, width = lry - uly - 1, lrx - ulx - 1
    win.vline(uly + 1, ulx, curses.ACS_VLINE, height)
    win.hline(uly, ulx + 1, curses.ACS_HLINE, width)
    win.hline(lry, ulx + 1, curses.ACS_HLINE, width)
    win.vline(uly + 1, lrx, curses.ACS_VLINE, height)
    win.addch(uly, ulx, curses.ACS_ULCORNER)
    win.addch(uly, lrx, curses.ACS_URCORNER)
    win.addch(lry, lrx, curses.ACS_LRCORNER)
    win.addch(lry, ulx, curses.ACS_LLCORNER)


class Textbox:
    """Editing in a window, with keys that Emacs users know.

    Ctrl-A and Ctrl-E go to the ends of the line, Ctrl-B, F, N and P (and the
    arrows) move, Ctrl-D and H delete, Ctrl-K deletes to the line's end, Ctrl-O
    inserts a line, Ctrl-L draws the window anew, Ctrl-J goes to the next line,
    Ctrl-G ends it, as Ctrl-J does where there is one line only.

    With ``stripspaces`` the blanks after a line's text count as nothing.
    """

    def __init__(self, win, insert_mode=False):
        self.win = win
        self.insert_mode = insert_mode
        self.stripspaces = True
        self.lastcmd = None
        self._measure()
        win.keypad(True)

    def _measure(self):
        lines, columns = self.win.getmaxyx()
        self.maxy, self.maxx = lines - 1, columns - 1

    def _end_of_line(self, y):
        """The column after the last character of a line that is no blank."""
        self._measure()
        for x in range(self.maxx, -1, -1):
            if curses.ascii.ascii(self.win.inch(y, x)) != curses.ascii.SP:
                return min(self.maxx, x + 1)
        return 0

    def _insert_printable_char(self, ch):
        """Write a character where the cursor is, moving others if told to insert."""
        self._measure()
        after = None
        y, x = self.win.getyx()
        while (y, x) < (self.maxy, self.maxx) or after is None:
            old = self.win.inch() if self.insert_mode else None
            try:
                self.win.addch(ch)
            except curses.error:
                # In the last place the cursor has nowhere to go.
                pass
            y, x = self.win.getyx()
            if old is None or not curses.ascii.isprint(old):
                break
            if after is None:
                after = y, x
            ch = old
        if after is not None:
            self.win.move(*after)

    def _back(self, y, x):
        if x > 0:
            self.win.move(y, x - 1)
        elif y > 0:
            self.win.move(y - 1, self._end_of_line(y - 1) if self.stripspaces else self.maxx)

    def _forward(self, y, x):
        if x < self.maxx:
            self.win.move(y, x + 1)
        elif y < self.maxy:
            self.win.move(y + 1, 0)

    def _to_line(self, y, x):
        if 0 <= y <= self.maxy:
            self.win.move(y, min(x, self._end_of_line(y)))

    def _cut(self, y, x):
        if x == 0 and self._end_of_line(y) == 0:
            self.win.deleteln()
        else:
            # Looking for the line's end has moved the cursor.
            self.win.move(y, x)
            self.win.clrtoeol()

    def do_command(self, ch):
        """Do what a key says; whether editing goes on."""
        self._measure()
        y, x = self.win.getyx()
        self.lastcmd = ch
        if curses.ascii.isprint(ch):
            if (y, x) < (self.maxy, self.maxx):
                self._insert_printable_char(ch)
        elif ch == curses.ascii.BEL:
            return 0
        elif ch == curses.ascii.NL:
            if self.maxy == 0:
                return 0
            if y < self.maxy:
                self.win.move(y + 1, 0)
        elif ch in _ACTIONS:
            _ACTIONS[ch](self, y, x)
        return 1

    def gather(self):
        """The text in the window."""
        self._measure()
        lines = []
        for y in range(self.maxy + 1):
            end = self._end_of_line(y)
            if end == 0 and self.stripspaces:
                continue
            last = min(self.maxx, end) if self.stripspaces else self.maxx
            cells = (self.win.inch(y, x) for x in range(last + 1))
            lines.append("".join(chr(curses.ascii.ascii(cell)) for cell in cells))
            if self.maxy > 0:
                lines.append("\n")
        return "".join(lines)

    def edit(self, validate=None):
        """Edit until a key ends it; the text then. ``validate`` may change keys."""
        while True:
            ch = self.win.getch()
            if validate:
                ch = validate(ch)
            if not ch:
                continue
            if not self.do_command(ch):
                return self.gather()
            self.win.refresh()


def _start(box, y, _x):
    box.win.move(y, 0)


def _end(box, y, _x):
    box.win.move(y, box._end_of_line(y) if box.stripspaces else box.maxx)


def _delete_back(box, y, x):
    box._back(y, x)
    box.win.delch()


def _up(box, y, x):
    box._to_line(y - 1, x)


def _down(box, y, x):
    box._to_line(y + 1, x)


def _delete(box, _y, _x):
    box.win.delch()


def _draw(box, _y, _x):
    box.win.refresh()


def _open_line(box, _y, _x):
    box.win.insertln()


_ACTIONS = {
    curses.ascii.SOH: _start,
    curses.ascii.STX: Textbox._back,
    curses.KEY_LEFT: Textbox._back,
    curses.ascii.EOT: _delete,
    curses.ascii.ENQ: _end,
    curses.ascii.ACK: Textbox._forward,
    curses.KEY_RIGHT: Textbox._forward,
    curses.ascii.BS: _delete_back,
    curses.KEY_BACKSPACE: _delete_back,
    curses.ascii.DEL: _delete_back,
    curses.ascii.VT: Textbox._cut,
    curses.ascii.FF: _draw,
    curses.ascii.SO: _down,
    curses.KEY_DOWN: _down,
    curses.ascii.SI: _open_line,
    curses.ascii.DLE: _up,
    curses.KEY_UP: _up,
}
