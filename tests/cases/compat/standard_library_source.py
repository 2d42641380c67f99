# Modules of the standard library have stable file names, and their source is shown.
import inspect
import json
import linecache
import os
import sys
import sysconfig
import textwrap
import traceback

print(json.__file__ == json.loads.__code__.co_filename, os.path.isabs(json.__file__))
print(json.__file__.replace(os.sep, "/").endswith("/json/__init__.py"))
print(json.__path__ == [os.path.dirname(json.__file__)])
print(os.path.dirname(os.__file__) == os.path.dirname(json.__path__[0]))
print(os.path.dirname(os.__file__) == sysconfig.get_path("stdlib"))
print(json.__loader__.get_source("json") == inspect.getsource(json))
print(inspect.getsource(json.loads).splitlines()[0][:20])
print(inspect.getsource(textwrap.TextWrapper).splitlines()[0])
print(inspect.getsourcefile(json.JSONDecoder) == sys.modules["json.decoder"].__file__)

linecache.clearcache()
lines = linecache.getlines(json.__file__)
print(len(lines) > 300, "def loads(" in "".join(lines))
print(linecache.getlines(json.__file__ + "x"))

try:
    json.loads("{,")
except ValueError as error:
    for frame in traceback.extract_tb(error.__traceback__):
        print(os.path.basename(frame.filename), frame.name, "|", frame.line)
#--- lazy
#| True True
#| True
#| True
#| True
#| True
#| True
#| def loads(s, *, cls=
#| class TextWrapper:
#| True
#| True True
#| []
#| main.py <module> | json.loads("{,")
#| __init__.py loads | return _default_decoder.decode(s)
#| decoder.py decode | obj, end = self.raw_decode(s, idx=_w(s, 0).end())
#| decoder.py raw_decode | obj, end = self.scan_once(s, idx)
#--- eager
#| True True
#| True
#| True
#| True
#| True
#| True
#| def loads(s, *, cls=
#| class TextWrapper:
#| True
#| True True
#| []
#| main.py <module> | json.loads("{,")
#| __init__.py loads | return _default_decoder.decode(s)
#| decoder.py decode | obj, end = self.raw_decode(s, idx=_w(s, 0).end())
#| decoder.py raw_decode | obj, end = self.scan_once(s, idx)
