# What programs read from sysconfig, and the time zones that are found with it.
import sysconfig
import zoneinfo

print(sysconfig.get_config_var("TZPATH"))
print(zoneinfo.TZPATH[0])
print("%d.%d" % __import__("sys").version_info[:2] == sysconfig.get_config_var("VERSION"))
for name in ("LIBDIR", "LIBDEST", "EXE", "BINDIR", "EXT_SUFFIX", "py_version_nodot"):
    print(name, type(sysconfig.get_config_var(name)).__name__)
#--- lazy
#| /usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo
#| /usr/share/zoneinfo
#| True
#| LIBDIR str
#| LIBDEST str
#| EXE str
#| BINDIR str
#| EXT_SUFFIX str
#| py_version_nodot str
#--- eager
#| /usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo
#| /usr/share/zoneinfo
#| True
#| LIBDIR str
#| LIBDEST str
#| EXE str
#| BINDIR str
#| EXT_SUFFIX str
#| py_version_nodot str
