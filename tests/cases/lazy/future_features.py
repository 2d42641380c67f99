# The two future features are known to __future__, compile() and ast.
import ast, __future__
for name in ("lazy_imports", "eager_imports"):
    feature = getattr(__future__, name)
    print(name in __future__.all_feature_names, hex(feature.compiler_flag))
    code = compile("import m", "x", "exec", flags=feature.compiler_flag)
    print(bool(code.co_flags & feature.compiler_flag))
    print(ast.unparse(ast.parse(f"from __future__ import {name}")))
namespace = {"__name__": "x"}
exec(compile("import m", "x", "exec", flags=__future__.lazy_imports.compiler_flag), namespace)
import importlib
print(importlib.is_lazy_import(namespace, "m"))
try:
    compile("from __future__ import lazier_imports", "x", "exec")
except SyntaxError as error:
    print(error.msg)
#--- options
#--- lazy
#| True 0x10000000
#| True
#| from __future__ import lazy_imports
#| True 0x20000000
#| True
#| from __future__ import eager_imports
#| True
#| future feature lazier_imports is not defined
