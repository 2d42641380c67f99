# Constants that are equal and not the same stay apart, in large code too.
def program(line, count=200):
    lines = [line.format(i=i) for i in range(count)]
    namespace = {}
    exec(compile("def f():\n r = []\n" + "\n".join(f" r.append({line})" for line in lines)
                 + "\n for v in (1, 1.0, True, 0.0, -0.0, 0j, '1', b'1', (1, 'a'), (1.0, 'a'), None, ...):"
                 + "\n  r.append(v)"
                 + "\n return r + [1, 1.0, True, 0.0, -0.0, '1', b'1', (1, 'a'), (1.0, 'a'), 1]", "p", "exec"),
         namespace)
    return namespace["f"]

for line in "{i}", "{i}.0", "'{i}'", "b'{i}'", "({i}, 'a')", "{i} in {{1, {i}}}", "{i}j":
    f = program(line)
    values = f()
    print(values[:2], values[198:200], values[200:], len(values))

names = {}
exec(compile("\n".join(f"def a{i}(): return {i}" for i in range(500)), "p", "exec"), names)
print(sum(names[f"a{i}"]() for i in range(500)))
pairs = eval("[" + ", ".join(f"(lambda: {i}, lambda: {i % 7})" for i in range(100)) + "]")
print([a() for a, _ in pairs] == list(range(100)), sum(b() for _, b in pairs))
#--- lazy
#| [0, 1] [198, 199] [1, 1.0, True, 0.0, -0.0, 0j, '1', b'1', (1, 'a'), (1.0, 'a'), None, Ellipsis, 1, 1.0, True, 0.0, -0.0, '1', b'1', (1, 'a'), (1.0, 'a'), 1] 222
#| [0.0, 1.0] [198.0, 199.0] [1, 1.0, True, 0.0, -0.0, 0j, '1', b'1', (1, 'a'), (1.0, 'a'), None, Ellipsis, 1, 1.0, True, 0.0, -0.0, '1', b'1', (1, 'a'), (1.0, 'a'), 1] 222
#| ['0', '1'] ['198', '199'] [1, 1.0, True, 0.0, -0.0, 0j, '1', b'1', (1, 'a'), (1.0, 'a'), None, Ellipsis, 1, 1.0, True, 0.0, -0.0, '1', b'1', (1, 'a'), (1.0, 'a'), 1] 222
#| [b'0', b'1'] [b'198', b'199'] [1, 1.0, True, 0.0, -0.0, 0j, '1', b'1', (1, 'a'), (1.0, 'a'), None, Ellipsis, 1, 1.0, True, 0.0, -0.0, '1', b'1', (1, 'a'), (1.0, 'a'), 1] 222
#| [(0, 'a'), (1, 'a')] [(198, 'a'), (199, 'a')] [1, 1.0, True, 0.0, -0.0, 0j, '1', b'1', (1, 'a'), (1.0, 'a'), None, Ellipsis, 1, 1.0, True, 0.0, -0.0, '1', b'1', (1, 'a'), (1.0, 'a'), 1] 222
#| [True, True] [True, True] [1, 1.0, True, 0.0, -0.0, 0j, '1', b'1', (1, 'a'), (1.0, 'a'), None, Ellipsis, 1, 1.0, True, 0.0, -0.0, '1', b'1', (1, 'a'), (1.0, 'a'), 1] 222
#| [0j, 1j] [198j, 199j] [1, 1.0, True, 0.0, -0.0, 0j, '1', b'1', (1, 'a'), (1.0, 'a'), None, Ellipsis, 1, 1.0, True, 0.0, -0.0, '1', b'1', (1, 'a'), (1.0, 'a'), 1] 222
#| 124750
#| True 295
#--- eager
#| [0, 1] [198, 199] [1, 1.0, True, 0.0, -0.0, 0j, '1', b'1', (1, 'a'), (1.0, 'a'), None, Ellipsis, 1, 1.0, True, 0.0, -0.0, '1', b'1', (1, 'a'), (1.0, 'a'), 1] 222
#| [0.0, 1.0] [198.0, 199.0] [1, 1.0, True, 0.0, -0.0, 0j, '1', b'1', (1, 'a'), (1.0, 'a'), None, Ellipsis, 1, 1.0, True, 0.0, -0.0, '1', b'1', (1, 'a'), (1.0, 'a'), 1] 222
#| ['0', '1'] ['198', '199'] [1, 1.0, True, 0.0, -0.0, 0j, '1', b'1', (1, 'a'), (1.0, 'a'), None, Ellipsis, 1, 1.0, True, 0.0, -0.0, '1', b'1', (1, 'a'), (1.0, 'a'), 1] 222
#| [b'0', b'1'] [b'198', b'199'] [1, 1.0, True, 0.0, -0.0, 0j, '1', b'1', (1, 'a'), (1.0, 'a'), None, Ellipsis, 1, 1.0, True, 0.0, -0.0, '1', b'1', (1, 'a'), (1.0, 'a'), 1] 222
#| [(0, 'a'), (1, 'a')] [(198, 'a'), (199, 'a')] [1, 1.0, True, 0.0, -0.0, 0j, '1', b'1', (1, 'a'), (1.0, 'a'), None, Ellipsis, 1, 1.0, True, 0.0, -0.0, '1', b'1', (1, 'a'), (1.0, 'a'), 1] 222
#| [True, True] [True, True] [1, 1.0, True, 0.0, -0.0, 0j, '1', b'1', (1, 'a'), (1.0, 'a'), None, Ellipsis, 1, 1.0, True, 0.0, -0.0, '1', b'1', (1, 'a'), (1.0, 'a'), 1] 222
#| [0j, 1j] [198j, 199j] [1, 1.0, True, 0.0, -0.0, 0j, '1', b'1', (1, 'a'), (1.0, 'a'), None, Ellipsis, 1, 1.0, True, 0.0, -0.0, '1', b'1', (1, 'a'), (1.0, 'a'), 1] 222
#| 124750
#| True 295
