# What a module raises reaches the user as it is: unittest.SkipTest (K36).
import unittest
import skipping
try:
    skipping
except unittest.SkipTest as error:
    print(type(error).__name__, error, error.__cause__, error.__context__)
#--- file skipping.py
import unittest
raise unittest.SkipTest("not here")
#--- options -L
#--- lazy
#| SkipTest not here None None
