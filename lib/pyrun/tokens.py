"""Tokens of a source that is read as they are asked for.

``_tokenize.TokenizerIter`` reads to the end before its first token. Programs see
that: pycodestyle takes the number of lines read for the number of the line it is
at. So it is given one physical line at a time here, or several where a token goes
on, behind a prefix that puts it into the state that the lines before have left:
blocks that are open, and brackets.
"""

import _tokenize
from token import DEDENT, ENDMARKER, FSTRING_END, FSTRING_MIDDLE, FSTRING_START
from token import INDENT, NEWLINE, NL, OP, STRING, TSTRING_END, TSTRING_START

_OPENING = frozenset("([{")
_CLOSING = frozenset(")]}")
_LONG_QUOTES = ('"""', "'''")


def tokens(readline, encoding=None):
    """Yield tuples as TokenizerIter does with extra_tokens, line by line."""
    state = _State()
    ended = False
    while not ended:
        text = needed = ""
        done = 0
        while needed is not None and not ended:
            text, ended = _more(text, needed, readline, encoding)
            chunk, needed = state.tokenize(text, ended)
            yield from chunk.found[done : chunk.settled]
            done = chunk.settled
        if chunk.error is not None:
            raise chunk.error


def _more(text, needed, readline, encoding):
    """text with more lines, up to one that has needed, and whether that was all."""
    while True:
        line = _line(readline, encoding)
        if not line:
            return text, True
        text += line
        if line[-1] == "\n" and needed in line:
            return text, False


def _line(readline, encoding):
    try:
        line = readline()
    except StopIteration:
        return ""
    if encoding is None:
        if not isinstance(line, str):
            raise TypeError("readline() returned a non-string object")
        return line
    if not isinstance(line, bytes):
        raise TypeError("readline() returned a non-bytes object")
    return line.decode(encoding)


class _State:
    """What the lines read so far leave behind."""

    def __init__(self):
        self.row = 0  # how many lines there were
        self.indents = []
        self.brackets = ""
        self.tabs = False

    def tokenize(self, text, ended):
        """The chunk that text is, and what a further line must have for its last
        token to end: None if it has. The state is that behind text then, and as
        before if not."""
        chunk = _Chunk(self, text, ended)
        chunk.run()
        if ended or isinstance(chunk.error, IndentationError):
            return chunk, None
        chunk.error = None  # the end of the chunk is not that of the source
        chunk.trim()
        needed = chunk.needed(self.row + text.count("\n"))
        if needed is None:
            self.row += text.count("\n")
            self.brackets = chunk.brackets
            self.tabs = self.tabs or "\t" in text
            if chunk.whole:
                self._follow(chunk.found)
        return chunk, needed

    def _follow(self, found):
        for token in found:
            if token[0] == INDENT:
                self.indents.append(token[1])
            elif token[0] == DEDENT and self.indents:
                self.indents.pop()


class _Chunk:
    """Some lines, and what TokenizerIter makes of them.

    `whole` says that the prefix has all the indentation; it can do without where
    the first line changes nothing about it.
    """

    def __init__(self, state, text, ended):
        self.row = state.row
        self.brackets = state.brackets
        self.ended = ended
        self.text = text
        self.margin = ""  # what is cut from the first line
        self.whole = ended or not self._cut_margin(state)
        self.prefix = self._lead(state) if self.whole else state.brackets
        self.found = []
        self.strings = []  # open f-strings: tokens and open brackets before, quotes
        self.settled = 0  # so many tokens of `found` stay as they are
        self.error = None

    def _cut_margin(self, state):
        body = self.text.lstrip(" \t")
        margin = self.text[: len(self.text) - len(body)]
        indent = state.indents[-1] if state.indents else ""
        same = margin == indent and body[0] not in "\f\\"
        if not (state.brackets or same or body[0] == "#" or body in ("\n", "\r\n")):
            return False
        self.text = body
        self.margin = margin
        return True

    def _lead(self, state):
        # TokenizerIter does not check the indentation of a source with tabs.
        lines = ["#\t\n"] if state.tabs else []
        indent = ""
        for deeper in state.indents:
            lines.append(f"{indent}if 1:\n")
            indent = deeper
        if state.brackets:
            lines.append(indent + state.brackets)
            if not self.text:
                lines.append("\n")
        elif indent:
            lines.append(f"{indent}1\n")
        return "".join(lines)

    def run(self):
        """Fill `found` and `error`, and follow the brackets."""
        prefix = self.prefix
        first = prefix.count("\n") + 1
        skip = len(prefix) - prefix.rfind("\n") - 1
        move = self.row + 1 - first
        shift = len(self.margin) - skip
        add = self.found.append
        readline = iter((prefix + self.text, "")).__next__
        try:
            for token in _tokenize.TokenizerIter(readline, extra_tokens=True):
                kind, string, (row, column), (end_row, end_column), line = token
                if row <= first:
                    if row < first or column < skip:
                        continue
                    column += shift
                    line = self.margin + line[skip:]
                    if end_row == row:
                        end_column += shift
                if kind == OP:
                    if string in _OPENING:
                        self.brackets += string
                    elif string in _CLOSING:
                        self.brackets = self.brackets[:-1]
                elif kind >= FSTRING_START:
                    if not self._follow_string(kind, string):
                        continue
                elif self.brackets and not self.ended:
                    if kind == INDENT or kind == DEDENT:
                        continue
                    if kind == NEWLINE:
                        kind = NL
                add((kind, string, (row + move, column), (end_row + move, end_column), line))
        except SyntaxError as error:
            if error.lineno is not None:
                error.lineno += move
            self.error = error
        self.settled = len(self.found)

    def _follow_string(self, kind, string):
        """False for a token that should not be there."""
        if kind == FSTRING_START or kind == TSTRING_START:
            self.strings.append((len(self.found), len(self.brackets), string))
        elif (kind == FSTRING_END or kind == TSTRING_END) and self.strings:
            self.brackets = self.brackets[: self.strings.pop()[1]]
        elif kind == FSTRING_MIDDLE and not string and not self.strings:
            # TokenizerIter takes every `}}` for the end of a format.
            return False
        return True

    def trim(self):
        """Take away what only the end of the chunk brought about."""
        found = self.found
        while found:
            kind, string = found[-1][:2]
            if kind not in (DEDENT, ENDMARKER) and (string or kind not in (NEWLINE, NL, OP)):
                break
            found.pop()
        self.settled = len(found)

    def needed(self, last_row):
        """What a further line must have for the last token to end, or None."""
        for before, depth, start in self.strings:
            quotes = start[-3:] if start.endswith(_LONG_QUOTES) else start[-1]
            # One with a single quote ends with its line, closed or not.
            if len(self.brackets) > depth or len(quotes) == 3:
                self.settled = before
                return quotes
        if not self.found:
            return ""
        kind, string, (row, _) = self.found[-1][:3]
        if kind in (NEWLINE, NL) and row == last_row:
            return None
        self.settled -= 1
        quotes = string.lstrip("rRbBuU")[:3]
        return quotes if kind == STRING and quotes in _LONG_QUOTES else ""
