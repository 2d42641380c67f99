# `import gp.sub` binds the submodule over the package's variable, as eagerly.
import gp.sub
print(type(gp.sub).__name__)
import gf.thing
print(gf.thing())
#--- file gp/__init__.py
sub = "variable"
#--- file gp/sub.py
#--- file gf/__init__.py
from .thing import thing
#--- file gf/thing.py
def thing():
    return "the function"
#--- lazy
#| module
#| the function
#--- eager
#| module
#| the function
