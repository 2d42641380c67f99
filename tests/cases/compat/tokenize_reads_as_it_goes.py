# A line is read when the tokens of the lines before have been yielded.
import io
import tokenize

SOURCE = '''\
x = {"a": {}}
def f(a,
      b="""one
two""", *c):
    # comment \\

    if a \\
            + 1:
        return [
          a
          for a in c
        ]
    return b
y = f
'''

rows = 0
lines = io.StringIO(SOURCE)


def readline():
    global rows
    line = lines.readline()
    rows += bool(line)
    return line


for token in tokenize.generate_tokens(readline):
    name = tokenize.tok_name[token.type]
    print(rows, name, repr(token.string), token.start, token.end)

# As many lines as that, and no more, from bytes as well.
source = io.BytesIO(b"# coding: latin-1\nx = '\xe9'\ny\nz\n")
tokens = tokenize.tokenize(source.readline)
print([next(tokens).string for _ in range(6)], source.tell() < 30)

for wrong in ("if x:\n    a\n  b\nc\n", "f(\n  1,\n"):
    try:
        for token in tokenize.generate_tokens(io.StringIO(wrong).readline):
            pass
    except (tokenize.TokenError, IndentationError) as error:
        print(type(error).__name__, error.args[0], getattr(error, "lineno", None))
#--- lazy
#| 1 NAME 'x' (1, 0) (1, 1)
#| 1 OP '=' (1, 2) (1, 3)
#| 1 OP '{' (1, 4) (1, 5)
#| 1 STRING '"a"' (1, 5) (1, 8)
#| 1 OP ':' (1, 8) (1, 9)
#| 1 OP '{' (1, 10) (1, 11)
#| 1 OP '}' (1, 11) (1, 12)
#| 1 OP '}' (1, 12) (1, 13)
#| 1 NEWLINE '\n' (1, 13) (1, 14)
#| 2 NAME 'def' (2, 0) (2, 3)
#| 2 NAME 'f' (2, 4) (2, 5)
#| 2 OP '(' (2, 5) (2, 6)
#| 2 NAME 'a' (2, 6) (2, 7)
#| 2 OP ',' (2, 7) (2, 8)
#| 2 NL '\n' (2, 8) (2, 9)
#| 3 NAME 'b' (3, 6) (3, 7)
#| 3 OP '=' (3, 7) (3, 8)
#| 4 STRING '"""one\ntwo"""' (3, 8) (4, 6)
#| 4 OP ',' (4, 6) (4, 7)
#| 4 OP '*' (4, 8) (4, 9)
#| 4 NAME 'c' (4, 9) (4, 10)
#| 4 OP ')' (4, 10) (4, 11)
#| 4 OP ':' (4, 11) (4, 12)
#| 4 NEWLINE '\n' (4, 12) (4, 13)
#| 5 COMMENT '# comment \\' (5, 4) (5, 15)
#| 5 NL '\n' (5, 15) (5, 16)
#| 6 NL '\n' (6, 0) (6, 1)
#| 7 INDENT '    ' (7, 0) (7, 4)
#| 7 NAME 'if' (7, 4) (7, 6)
#| 7 NAME 'a' (7, 7) (7, 8)
#| 8 OP '+' (8, 12) (8, 13)
#| 8 NUMBER '1' (8, 14) (8, 15)
#| 8 OP ':' (8, 15) (8, 16)
#| 8 NEWLINE '\n' (8, 16) (8, 17)
#| 9 INDENT '        ' (9, 0) (9, 8)
#| 9 NAME 'return' (9, 8) (9, 14)
#| 9 OP '[' (9, 15) (9, 16)
#| 9 NL '\n' (9, 16) (9, 17)
#| 10 NAME 'a' (10, 10) (10, 11)
#| 10 NL '\n' (10, 11) (10, 12)
#| 11 NAME 'for' (11, 10) (11, 13)
#| 11 NAME 'a' (11, 14) (11, 15)
#| 11 NAME 'in' (11, 16) (11, 18)
#| 11 NAME 'c' (11, 19) (11, 20)
#| 11 NL '\n' (11, 20) (11, 21)
#| 12 OP ']' (12, 8) (12, 9)
#| 12 NEWLINE '\n' (12, 9) (12, 10)
#| 13 DEDENT '' (13, 4) (13, 4)
#| 13 NAME 'return' (13, 4) (13, 10)
#| 13 NAME 'b' (13, 11) (13, 12)
#| 13 NEWLINE '\n' (13, 12) (13, 13)
#| 14 DEDENT '' (14, 0) (14, 0)
#| 14 NAME 'y' (14, 0) (14, 1)
#| 14 OP '=' (14, 2) (14, 3)
#| 14 NAME 'f' (14, 4) (14, 5)
#| 14 NEWLINE '\n' (14, 5) (14, 6)
#| 14 ENDMARKER '' (15, 0) (15, 0)
#| ['iso-8859-1', '# coding: latin-1', '\n', 'x', '=', "'é'"] True
#| IndentationError unindent does not match any outer indentation level 3
#| TokenError EOF in multi-line statement None
#--- eager
#| 1 NAME 'x' (1, 0) (1, 1)
#| 1 OP '=' (1, 2) (1, 3)
#| 1 OP '{' (1, 4) (1, 5)
#| 1 STRING '"a"' (1, 5) (1, 8)
#| 1 OP ':' (1, 8) (1, 9)
#| 1 OP '{' (1, 10) (1, 11)
#| 1 OP '}' (1, 11) (1, 12)
#| 1 OP '}' (1, 12) (1, 13)
#| 1 NEWLINE '\n' (1, 13) (1, 14)
#| 2 NAME 'def' (2, 0) (2, 3)
#| 2 NAME 'f' (2, 4) (2, 5)
#| 2 OP '(' (2, 5) (2, 6)
#| 2 NAME 'a' (2, 6) (2, 7)
#| 2 OP ',' (2, 7) (2, 8)
#| 2 NL '\n' (2, 8) (2, 9)
#| 3 NAME 'b' (3, 6) (3, 7)
#| 3 OP '=' (3, 7) (3, 8)
#| 4 STRING '"""one\ntwo"""' (3, 8) (4, 6)
#| 4 OP ',' (4, 6) (4, 7)
#| 4 OP '*' (4, 8) (4, 9)
#| 4 NAME 'c' (4, 9) (4, 10)
#| 4 OP ')' (4, 10) (4, 11)
#| 4 OP ':' (4, 11) (4, 12)
#| 4 NEWLINE '\n' (4, 12) (4, 13)
#| 5 COMMENT '# comment \\' (5, 4) (5, 15)
#| 5 NL '\n' (5, 15) (5, 16)
#| 6 NL '\n' (6, 0) (6, 1)
#| 7 INDENT '    ' (7, 0) (7, 4)
#| 7 NAME 'if' (7, 4) (7, 6)
#| 7 NAME 'a' (7, 7) (7, 8)
#| 8 OP '+' (8, 12) (8, 13)
#| 8 NUMBER '1' (8, 14) (8, 15)
#| 8 OP ':' (8, 15) (8, 16)
#| 8 NEWLINE '\n' (8, 16) (8, 17)
#| 9 INDENT '        ' (9, 0) (9, 8)
#| 9 NAME 'return' (9, 8) (9, 14)
#| 9 OP '[' (9, 15) (9, 16)
#| 9 NL '\n' (9, 16) (9, 17)
#| 10 NAME 'a' (10, 10) (10, 11)
#| 10 NL '\n' (10, 11) (10, 12)
#| 11 NAME 'for' (11, 10) (11, 13)
#| 11 NAME 'a' (11, 14) (11, 15)
#| 11 NAME 'in' (11, 16) (11, 18)
#| 11 NAME 'c' (11, 19) (11, 20)
#| 11 NL '\n' (11, 20) (11, 21)
#| 12 OP ']' (12, 8) (12, 9)
#| 12 NEWLINE '\n' (12, 9) (12, 10)
#| 13 DEDENT '' (13, 4) (13, 4)
#| 13 NAME 'return' (13, 4) (13, 10)
#| 13 NAME 'b' (13, 11) (13, 12)
#| 13 NEWLINE '\n' (13, 12) (13, 13)
#| 14 DEDENT '' (14, 0) (14, 0)
#| 14 NAME 'y' (14, 0) (14, 1)
#| 14 OP '=' (14, 2) (14, 3)
#| 14 NAME 'f' (14, 4) (14, 5)
#| 14 NEWLINE '\n' (14, 5) (14, 6)
#| 14 ENDMARKER '' (15, 0) (15, 0)
#| ['iso-8859-1', '# coding: latin-1', '\n', 'x', '=', "'é'"] True
#| IndentationError unindent does not match any outer indentation level 3
#| TokenError EOF in multi-line statement None
