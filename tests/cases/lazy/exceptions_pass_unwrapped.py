# Any exception type reaches the user as it is; SystemExit keeps its code.
import unittest
import skipping
try:
    skipping
except unittest.SkipTest as error:
    print(repr(error))
import leaving
leaving
#--- file skipping.py
import unittest
raise unittest.SkipTest("not here")
#--- file leaving.py
raise SystemExit(3)
#--- lazy
#| SkipTest('not here')
#| exit 3
