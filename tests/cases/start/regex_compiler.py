# Regular expressions are compiled natively. The code is the one that re's own compiler
# writes, and what is unusual is left to that: errors, warnings, names of characters.
import _sre
import re
import warnings
from re import _compiler, _parser

PATTERNS = [
    # Literals, escapes
    "", "a", "abc", "aba", "abcabd", r"\a\f\n\r\t\v\\\.", r"\x41\u0042\U00000043", r"\101\0\07",
    "é", "\U0001f600", "\ud800", r"\/\-\ ", r"\é",
    # Places
    "^a$", r"\Aa\Z", r"\ba\B", "^", "$", "(^a|b$)",
    # Sets
    "[abc]", "[^abc]", "[a-z]", "[a-zA-Z0-9_]", "[^a-z]", "[a]", "[^a]", "[]a]", "[^]a]", "[a-]", "[-a]",
    r"[\d\s]", r"[\D]", r"[^\w]", r"[\s\S]", r"[^\s\S]", r"[\w\W]", r"[\b\n\x41-\x43\101]", "[.*+?]", "[a-cx-z5]",
    "[aceg]", "[éa]", "[a-é]", "[Ā-ſ]", "[à-ÿĀ-ſƀΑ-Ω]", "[\U0001f600-\U0001f64f]",
    "[a\U0001f600]", "[\u2000-\U00010010]", "[^\u4e00-\u9fff]", "[一二三a-z]", r"[a\]b]", "[a|b]", "[(]",
    # Categories, any
    r"\d+", r"\D\s\S\w\W", ".", ".*", "a.c",
    # Repetitions
    "a*", "a+", "a?", "a*?", "a+?", "a??", "a*+", "a++", "a?+", "a{3}", "a{2,}", "a{,3}", "a{2,3}", "a{2,3}?",
    "a{2,3}+", "a{", "a{}", "a{x}", "a{1", "a{,}", "{", "(ab)*", "(ab)+?", "(ab)*+", "(?:ab)*", "(?:a)*", "(?:)*", "(a|b)*",
    "(?:a|b)*", "[ab]*", "(a*)*", "(?=a)*", "(?:a{2}){3}",
    # Groups
    "(a)", "(?:a)", "(?P<x>a)(?P=x)", r"(a)\1", r"(a)(b)(c)(d)(e)(f)(g)(h)(i)(j)\10", "((a)(b(c)))", "(?>a+)b", "(?#comment)a",
    "a(?#x)b", "(?P<one>a)(?P<two>b)|(?P<three>c)", "()", "(|a)", "(a|)",
    # Alternatives
    "a|b", "ab|ac", "abc|abd|abe", "a|b|[cd]", "a|[^b]", "ab|a", "|", "a||b", "ab|cd", "(?:ab|ac)d", r"\d|\s", r"a\d|a\d", "^a|^b",
    r"(x)(?:\1a|\1b)",
    # Looking around
    "(?=a)", "(?!a)", "(?<=a)b", "(?<!a)b", "(?<=ab|cd)e", "(?!)", "(?<!)", "(?=)", "(?<=(a))b", r"(a)(?<=\1)b", "(?<=a{3})b",
    # Conditions
    "(a)?(?(1)b|c)", "(?P<x>a)?(?(x)b)", "(a)?(?(1)b|)", "(?(1)a|b)(c)",
    # Flags
    "(?i)abc", "(?i:a)b", "(?-i:a)b", "(?x) a b # c\n d", "(?x)[ a] \\ \\#", "(?s).", "(?m)^a$", "(?a)\\w", "(?a:\\w)\\w", "(?u:é)",
    "(?im)^a", "(?i-s:.a)", "(?x: a b )c d", "(?xi)A | b",
    # Letters that have more than one other case
    "k", "K", "s", "ſ", "µ", "ß", "İ", "ı", "Σ", "ς", "[k-t]", "[^s]", "[à-þ]", "ﬅ",
    # Bytes
    b"a", b"[\x80-\xff]", rb"\xff\w\d", b"(?P<x>.)", b"(?i)[k-t]",
]
SUBJECTS = [
    "", "a", "b", "ab", "aab", "abcabd", "aaa", "AbC", "a b#c\nd", "é", "ſK", "0 _x", "\U0001f600a", "cde", "ac\nbd", "一二", "x\x41\x08",
]


def by_python(pattern, flags):
    tree = _parser.parse(pattern, flags)
    code = _compiler._code(tree, flags)
    names = [None] * tree.state.groups
    for name, group in tree.state.groupdict.items():
        names[group] = name
    return flags | tree.state.flags, code, tree.state.groups - 1, tree.state.groupdict, tuple(names)


def natively(pattern, flags):
    """What the native compiler says; what Python's says where there is no native one."""
    compile_text = getattr(_sre, "compile_text", None)
    return compile_text(pattern, flags) if compile_text else by_python(pattern, flags)


compared = 0
for pattern in PATTERNS:
    for flags in (0, re.I, re.X, re.M | re.S, re.A, re.I | re.A, re.I | re.X):
        flags = int(flags)
        native, python = natively(pattern, flags), by_python(pattern, flags)
        if native != python:
            print("different:", repr(pattern), flags, native, python)
        compared += 1
print(compared, "compared")

for pattern in PATTERNS:
    compiled = re.compile(pattern)
    found = []
    for number, subject in enumerate(SUBJECTS):
        if isinstance(pattern, bytes):
            subject = subject.encode("utf-8", "surrogatepass")
        spans = [re.search(pattern, subject, flags) for flags in (0, re.I)]
        spans = ["%d-%d" % match.span() if match else "" for match in spans]
        if any(spans):
            found.append(f"{number}:{'/'.join(dict.fromkeys(spans))}")
    print(ascii(pattern), int(compiled.flags), compiled.groups, dict(compiled.groupindex), *found)

print("--- left to Python")
WRONG = [
    "(", ")", "[", "[a", "a**", "*", "a{3,2}", "\\", r"\q", r"[\q]", r"\8", "(?P<1>a)", "(?P<x>a)(?P<x>b)", "(?P=x)", "(?z)", "(?",
    "(?P", "(?<a", "(?i", "(?-i)", "(?)", "a(?i)b", "[b-a]", r"[\d-a]", "(?<=a*)b", r"(a\1)", r"\400", r"[\400]", r"\x4", r"\u123",
    r"\U00110000", "(?(2)a)(b)", "(?(0)a)", "(?(x)a)", "(?(1)a|b|c)(d)", "(?#", "(?au)a", "(?a-a:b)", r"\N{nothing}", "^*",
    b"(?u)a", rb"\u0041", "a{99999999999}", "(?P<a-b>c)", "(?P<>c)",
]
for pattern in WRONG:
    try:
        print(pattern, re.compile(pattern))
    except Exception as error:
        kind = "error" if isinstance(error, re.error) else type(error).__name__
        print(ascii(pattern), kind, str(error).encode("ascii", "backslashreplace").decode())
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for pattern in ("[[a]", "[!--]", "[a&&b]", "[a||b]", "[a~~b]", "[--a]"):
        print(pattern, bool(re.search(pattern, "a")))
for warning in caught:
    print(warning.category.__name__, warning.message)
print(re.search(r"\N{EM DASH}", "a\u2014"), dict(re.compile("(?P<größe>a)").groupindex))


class Text(str):
    pass


print(type(re.compile(Text("a+")).pattern).__name__, re.compile("a", re.I | re.M).flags)
