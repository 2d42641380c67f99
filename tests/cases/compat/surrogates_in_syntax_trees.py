# compile() keeps lone surrogates in the constants of a tree.
import ast

SOURCE = r'''
"module \udce2"
a = "\udce2"
b = f"\ud800{1}\udfff"
c = ("\ud83d", frozenset(["\udc80"]), b"\xff")
d = "\udce2 %s" % (1,), "\ufffd %s" % (1,)
e = {"\udce2": 1}
def function():
    "function \udce2"
    return "\U0010ffff\udbff\U0010ffff\U0010ffff\U00100000"
class Class:
    "class"
'''


def show(space):
    for name in "abcde":
        print(name, ascii(space[name]))
    print(ascii(space["function"]()))


tree = ast.parse(SOURCE)
space = {}
exec(compile(tree, "tree", "exec"), space)
show(space)

# Values that never were in a source, also in docstrings.
tree.body[0].value.value = "module \udce3"
tree.body[6].body[0].value.value = "function \udce3"
tree.body[7].body[0].value.value = "class \U0010ffff\U0010ffff\U00100000"
value = ("\udce3", ("\ud83d\udc80", "\ufffd"))
tree.body.append(ast.parse("f = 0").body[0])
tree.body[-1].value = ast.copy_location(ast.Constant(value), tree.body[-1].value)
space = {}
exec(compile(tree, "tree", "exec"), space)
show(space)
print(ascii(space["f"]), space["f"] == value)
for documented in space, space["function"], space["Class"]:
    doc = documented["__doc__"] if documented is space else documented.__doc__
    print(ascii(doc))

# Annotations as texts.
tree = ast.parse("from __future__ import annotations\nx: 0")
tree.body[1].annotation = ast.copy_location(ast.Constant("\udce2"), tree.body[1].annotation)
space = {}
exec(compile(tree, "tree", "exec"), space)
print(space["__annotations__"])
#--- lazy
#| a '\udce2'
#| b '\ud8001\udfff'
#| c ('\ud83d', frozenset({'\udc80'}), b'\xff')
#| d ('\udce2 1', '\ufffd 1')
#| e {'\udce2': 1}
#| '\U0010ffff\udbff\U0010ffff\U0010ffff\U00100000'
#| a '\udce2'
#| b '\ud8001\udfff'
#| c ('\ud83d', frozenset({'\udc80'}), b'\xff')
#| d ('\udce2 1', '\ufffd 1')
#| e {'\udce2': 1}
#| '\U0010ffff\udbff\U0010ffff\U0010ffff\U00100000'
#| ('\udce3', ('\ud83d\udc80', '\ufffd')) True
#| 'module \udce3'
#| 'function \udce3'
#| 'class \U0010ffff\U0010ffff\U00100000'
#| {'x': "'\\udce2'"}
#--- eager
#| a '\udce2'
#| b '\ud8001\udfff'
#| c ('\ud83d', frozenset({'\udc80'}), b'\xff')
#| d ('\udce2 1', '\ufffd 1')
#| e {'\udce2': 1}
#| '\U0010ffff\udbff\U0010ffff\U0010ffff\U00100000'
#| a '\udce2'
#| b '\ud8001\udfff'
#| c ('\ud83d', frozenset({'\udc80'}), b'\xff')
#| d ('\udce2 1', '\ufffd 1')
#| e {'\udce2': 1}
#| '\U0010ffff\udbff\U0010ffff\U0010ffff\U00100000'
#| ('\udce3', ('\ud83d\udc80', '\ufffd')) True
#| 'module \udce3'
#| 'function \udce3'
#| 'class \U0010ffff\U0010ffff\U00100000'
#| {'x': "'\\udce2'"}
