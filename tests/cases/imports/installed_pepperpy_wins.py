# An installed pepperpy is used in the place of the built-in one.
import pepperpy.utils.imports
import pepperpy.utils.modules

print(pepperpy.REAL, pepperpy.utils.REAL, pepperpy.utils.imports.REAL)
# What the installed one lacks is there still.
print(pepperpy.utils.modules.ModuleManager.__module__)
#--- file pepperpy/__init__.py
REAL = "package"
#--- file pepperpy/utils/__init__.py
REAL = "utils"
#--- file pepperpy/utils/imports.py
REAL = "imports"
#--- eager pyrun
#| package utils imports
#| pyrun.imports.modules
#--- lazy
#| package utils imports
#| pyrun.imports.modules
