"""The methods of windows that write."""

from operator import index

from ._library import check, lock, native
from ._text import chtype, place, string, wide, wide_character

_wmove = native("wmove", "wii")
_waddch = native("waddch", "wu")
_wadd_wch = native("wadd_wch", "ww")
_mvwaddch = native("mvwaddch", "wiiu")
_mvwadd_wch = native("mvwadd_wch", "wiiw")
_winsch = native("winsch", "wu")
_wechochar = native("wechochar", "wu")
_pechochar = native("pechochar", "wu")
_is_pad = native("is_pad", "w")
_wdelch = native("wdelch", "w")
_getattrs = native("getattrs", "w")
_wattrset = native("wattrset", "wi")
_wattron = native("wattron", "wi")
_wattroff = native("wattroff", "wi")
_wchgat = native("wchgat", "wiuhw")
_wtouchln = native("wtouchln", "wiii")
_getcury = native("getcury", "w")
_wbkgd = native("wbkgd", "wu")
_wbkgdset = native("wbkgdset", "wu", "v")
_getbkgd = native("getbkgd", "w", "u")
_wborder = native("wborder", "wuuuuuuuu")
_whline = native("whline", "wui")
_wvline = native("wvline", "wui")
_wscrl = native("wscrl", "wi")
_winsdelln = native("winsdelln", "wi")
_wsetscrreg = native("wsetscrreg", "wii")

_waddnwstr = native("waddnwstr", "wzi")
_waddnstr = native("waddnstr", "wsi")
_wins_nwstr = native("wins_nwstr", "wzi")
_winsnstr = native("winsnstr", "wsi")

_ADD = _waddnwstr, _waddnstr
_INSERT = _wins_nwstr, _winsnstr


class Output:
    """Text, attributes, lines, scrolling."""

    __slots__ = ()

    def _move(self, name, position):
        if position is not None:
            check(_wmove(self._pointer, *position), name)

    def _string(self, name, functions, position, text, count, attributes):
        text = string(text, self.encoding)
        is_wide = isinstance(text, str)
        function = functions[0 if is_wide else 1]
        name = name.replace("str", "wstr") if is_wide else name
        window = self._pointer
        with lock:
            self._move(name, position)
            before = _getattrs(window)
            if attributes:
                _wattrset(window, attributes[0])
            try:
                code = function(window, text, count)
            finally:
                if attributes:
                    _wattrset(window, before)
        check(code, name)

    def addch(self, *args):
        """addch([y, x,] ch, [attr]): write a character."""
        position, (character, *attributes) = place("addch", args, 1, 2)
        attribute = index(attributes[0]) if attributes else 0
        is_wide = wide(character)
        name = "add_wch" if is_wide else "addch"
        with lock:
            # What both functions can write, the narrow one writes faster.
            if is_wide and character > "\x7f":
                function = _wadd_wch if position is None else _mvwadd_wch
                value = wide_character(character, attribute)
            else:
                function = _waddch if position is None else _mvwaddch
                value = chtype(character, self.encoding) | attribute
            check(function(self._pointer, *(position or ()), value), name)

    def addstr(self, *args):
        """addstr([y, x,] str, [attr]): write a string."""
        position, (text, *attributes) = place("addstr", args, 1, 2)
        self._string("addstr", _ADD, position, text, -1, attributes)

    def addnstr(self, *args):
        """addnstr([y, x,] str, n, [attr]): write a string's first n characters."""
        position, (text, count, *attributes) = place("addnstr", args, 2, 3)
        self._string("addnstr", _ADD, position, text, count, attributes)

    def insstr(self, *args):
        """insstr([y, x,] str, [attr]): insert a string before the cursor."""
        position, (text, *attributes) = place("insstr", args, 1, 2)
        self._string("insstr", _INSERT, position, text, -1, attributes)

    def insnstr(self, *args):
        """insnstr([y, x,] str, n, [attr]): insert a string's first n characters."""
        position, (text, count, *attributes) = place("insnstr", args, 2, 3)
        self._string("insnstr", _INSERT, position, text, count, attributes)

    def insch(self, *args):
        """insch([y, x,] ch, [attr]): insert a character before the cursor."""
        position, (character, *attributes) = place("insch", args, 1, 2)
        character = chtype(character, self.encoding)
        with lock:
            self._move("insch", position)
            code = _winsch(self._pointer, character | (attributes[0] if attributes else 0))
        check(code, "insch")

    def echochar(self, ch, attr=0, /):
        """Write a character and refresh."""
        function = _pechochar if _is_pad(self._pointer) else _wechochar
        check(function(self._pointer, chtype(ch, self.encoding) | attr), "echochar")

    def delch(self, *args):
        """delch([y, x]): delete a character."""
        position, _ = place("delch", args, 0, 0)
        with lock:
            self._move("mvwdelch", position)
            check(_wdelch(self._pointer), "wdelch")

    def attron(self, attr, /):
        """Add attributes to those of what is written from now on."""
        check(_wattron(self._pointer, attr), "attron")

    def attroff(self, attr, /):
        """Remove attributes from those of what is written from now on."""
        check(_wattroff(self._pointer, attr), "attroff")

    def attrset(self, attr, /):
        """Set the attributes of what is written from now on."""
        check(_wattrset(self._pointer, attr), "attrset")

    def chgat(self, *args):
        """chgat([y, x,] [num,] attr): change the attributes of what is there."""
        if not 1 <= len(args) <= 4:
            raise TypeError("chgat requires 1 to 4 arguments")
        position, values = place("chgat", args, 1, 2)
        attribute = values[-1]
        count = values[0] if len(values) == 2 else -1
        window = self._pointer
        with lock:
            self._move("chgat", position)
            line = _getcury(window)
            code = _wchgat(window, count, attribute & 0xFFFF00FF, attribute >> 8 & 0xFF, None)
            _wtouchln(window, line, 1, 1)
        check(code, "chgat")

    def bkgd(self, ch, attr=0, /):
        """Set the background, here and now."""
        check(_wbkgd(self._pointer, chtype(ch, self.encoding) | attr), "bkgd")

    def bkgdset(self, ch, attr=0, /):
        """Set the background of what is written from now on."""
        _wbkgdset(self._pointer, chtype(ch, self.encoding) | attr)

    def getbkgd(self):
        """The background's character and attributes."""
        return _getbkgd(self._pointer)

    def border(self, ls=0, rs=0, ts=0, bs=0, tl=0, tr=0, bl=0, br=0, /):
        """Draw a border along the edges."""
        characters = [chtype(one, self.encoding) for one in (ls, rs, ts, bs, tl, tr, bl, br)]
        check(_wborder(self._pointer, *characters), "border")

    def box(self, *args):
        """box([verch, horch]): draw a border of two kinds of lines."""
        if len(args) not in (0, 2):
            raise TypeError("_curses.window.box requires 0 to 2 arguments")
        vertical, horizontal = args or (0, 0)
        self.border(vertical, vertical, horizontal, horizontal)

    def _line(self, name, function, args):
        position, (character, count, *attributes) = place(name, args, 2, 3)
        character = chtype(character, self.encoding) | (attributes[0] if attributes else 0)
        with lock:
            self._move("wmove", position)
            check(function(self._pointer, character, count), name)

    def hline(self, *args):
        """hline([y, x,] ch, n, [attr]): draw a line to the right."""
        self._line("hline", _whline, args)

    def vline(self, *args):
        """vline([y, x,] ch, n, [attr]): draw a line downwards."""
        self._line("vline", _wvline, args)

    def scroll(self, *lines):
        """scroll([lines]): scroll upwards, by one line if not told."""
        if len(lines) > 1:
            raise TypeError("_curses.window.scroll requires 0 to 1 arguments")
        check(_wscrl(self._pointer, *(lines or (1,))), "scroll")

    def insdelln(self, nlines, /):
        """Insert lines above the cursor, or delete lines if negative."""
        check(_winsdelln(self._pointer, nlines), "insdelln")

    def setscrreg(self, top, bottom, /):
        """Set the lines that scroll."""
        check(_wsetscrreg(self._pointer, top, bottom), "wsetscrreg")
