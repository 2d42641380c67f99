# `if TYPE_CHECKING` stays an ordinary if.
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    import nope_xyz
print("nope_xyz" in globals())
#--- lazy
#| False
#--- eager
#| False
