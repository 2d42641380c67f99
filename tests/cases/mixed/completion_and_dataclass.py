# Completion loads nothing; a dataclass looks at the module that an annotation names.
from __future__ import annotations
import rlcompleter, holder
from dataclasses import dataclass, fields
lazy import typing as t

print(rlcompleter.Completer(globals()).attr_matches("holder.V"))
print(type(vars(holder)["VALUE"]).__name__)

@dataclass
class A:
    x: int
    y: t.ClassVar[int] = 1

print([field.name for field in fields(A)])

#--- file holder.py
lazy from n import VALUE

#--- lazy
#| ['holder.VALUE']
#| lazy_import
#| ['x']
