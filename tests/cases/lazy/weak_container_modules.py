# dataclasses, enum and typing look names up in their modules' namespaces.
from __future__ import annotations
import dataclasses, typing
from enum import Enum
import m
@dataclasses.dataclass
class D:
    a: m.VALUE
    b: typing.ClassVar[int] = 1
class Color(Enum):
    RED = 1
print(D(a=1), Color.RED, typing.get_type_hints(type("T", (), {"__annotations__": {"x": "int"}})))
#--- lazy
#| LOAD m
#| D(a=1) Color.RED {'x': <class 'int'>}
