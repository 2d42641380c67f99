"""What the start leaves out is there when it is asked for."""
import sys

print("_ast" in sys.modules)
print(compile("1", "f", "eval", 0x400).body.value, "_ast" in sys.modules)
import ast

tree = ast.parse("a = 1")
print(eval(compile(ast.fix_missing_locations(ast.Expression(ast.Constant(3))), "f", "eval")), type(tree.body[0]).__name__)
print(eval(b"1 + 1"), eval("2"))
for thing in (int, len, dict.get, str.join, "".join, ValueError, type(sys), sys, property.fget):
    documentation = thing.__doc__
    print(type(documentation).__name__, bool(documentation and documentation.strip()))
print(int.__doc__.splitlines()[0])
#--- lazy
#| False
#| 1 True
#| 3 Assign
#| 2 2
#| str True
#| str True
#| str True
#| str True
#| str True
#| str True
#| str True
#| str True
#| NoneType False
#| int([x]) -> integer
#--- eager pyrun
#| False
#| 1 True
#| 3 Assign
#| 2 2
#| str True
#| str True
#| str True
#| str True
#| str True
#| str True
#| str True
#| str True
#| NoneType False
#| int([x]) -> integer
