"""Lines and columns of code that is loaded, compiled, replaced and run."""
import dis
import marshal
import traceback

SOURCE = "def f(a):\n    b = a\n    return (b +\n            missing)\n"
code = compile(SOURCE, "file.py", "exec")
inner = code.co_consts[0]
for one in (inner, marshal.loads(marshal.dumps(inner)), inner.replace(co_name="g")):
    print(one.co_firstlineno, sorted({line for _, _, line in one.co_lines() if line}))
    print([position for position in one.co_positions() if position[0] == 4][:1])
namespace = {}
exec(marshal.loads(marshal.dumps(code)), namespace)
try:
    namespace["f"](1)
except NameError as error:
    print([(frame.name, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)])
print(inner == marshal.loads(marshal.dumps(inner)), hash(inner) == hash(inner.replace()))
print(inner.replace(co_firstlineno=11).co_firstlineno)
#--- lazy
#| 1 [1, 2, 3, 4]
#| [(4, 4, 12, 19)]
#| 1 [1, 2, 3, 4]
#| [(4, 4, 12, 19)]
#| 1 [1, 2, 3, 4]
#| [(4, 4, 12, 19)]
#| [('<module>', 15), ('f', 4)]
#| True True
#| 11
#--- eager
#| 1 [1, 2, 3, 4]
#| [(4, 4, 12, 19)]
#| 1 [1, 2, 3, 4]
#| [(4, 4, 12, 19)]
#| 1 [1, 2, 3, 4]
#| [(4, 4, 12, 19)]
#| [('<module>', 15), ('f', 4)]
#| True True
#| 11
