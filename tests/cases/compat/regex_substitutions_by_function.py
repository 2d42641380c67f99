# A function that returns None puts nothing in a match's place.
import re

print(re.sub("b", lambda match: None, "abc"), re.subn(b"b", lambda match: None, b"abcb"))
print(re.sub("[ab]", lambda match: "-" if match[0] == "a" else None, "abcab"))
print(repr(re.sub(".*", lambda match: None, "abc")), re.sub("x", lambda match: None, "abc"))
for wrong in (1, b"b"):
    try:
        re.sub("b", lambda match: wrong, "abc")
    except TypeError as error:
        print(error)
#--- lazy
#| ac (b'ac', 2)
#| -c-
#| '' abc
#| sequence item 1: expected str instance, int found
#| sequence item 1: expected str instance, bytes found
#--- eager
#| ac (b'ac', 2)
#| -c-
#| '' abc
#| sequence item 1: expected str instance, int found
#| sequence item 1: expected str instance, bytes found
