# Positions in a tree are found without reading the whole source for each.
import ast

LINES = 40000
source = "value = [1, 'two', (3, 4)]\n" * LINES
tree = ast.parse(source)
last = tree.body[-1]
print(len(tree.body), last.lineno, last.end_col_offset, last.value.elts[2].col_offset)
code = compile(tree, "large", "exec")
space = {}
exec(code, space)
print(space["value"])
#--- lazy
#| 40000 40000 26 19
#| [1, 'two', (3, 4)]
#--- eager
#| 40000 40000 26 19
#| [1, 'two', (3, 4)]
