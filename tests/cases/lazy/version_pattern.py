# `from .__version__ import __version__` leaves the string, however it is reached.
import lib, lib2
print(lib.__version__)
import lib.__version__
print(lib.__version__)
print(lib2.__version__, lib2.name)
def eager():
    from lib2.__version__ import extra
    return extra
print(eager(), lib2.__version__)
#--- file lib/__init__.py
from .__version__ import __version__
#--- file lib/__version__.py
__version__ = "1.0"
#--- file lib2/__init__.py
from .__version__ import __version__, name
#--- file lib2/__version__.py
__version__ = "2.0"
name = "two"
extra = "extra"
#--- lazy
#| 1.0
#| 1.0
#| 2.0 two
#| extra 2.0
#--- eager pyrun
#| 1.0
#| 1.0
#| 2.0 two
#| extra 2.0
