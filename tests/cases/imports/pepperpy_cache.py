# pepperpy.utils.imports_cache: None when the file or a dependency changed; reload.
import os
import sys
from pepperpy.utils.imports_cache import ImportCache
import my_module as module
import user
import math


def write(name, text):
    with open(name, "w") as file:
        file.write(text)


print(user.VALUE)
cache = ImportCache()
cache.set("my_module", module)
cached_module = cache.get("my_module")
print(cached_module is module, cache.get("unknown"), os.path.basename(cache.get_path("my_module")))

# The file has changed: None until it is reloaded, which works all the same.
write("my_module.py", "VALUE = 22\n")
print(cache.get("my_module"), cache.get_path("my_module"))
reloaded = cache.reload("my_module")
print(reloaded is module, module.VALUE, cache.get("my_module") is module)

# So it is for a dependency's file, whether the dependency is cached or not.
cache.set("user", user, {"my_module"})
print(cache.get("user") is user, cache.get_dependencies("user"))
print(cache.get_dependent_modules("my_module.py"), cache.get_dependent_modules("my_module"))
write("my_module.py", "VALUE = 333\n")
print(cache.get("user"), cache.get("my_module"))
print(sorted(cache.reload_dependencies("user")))
cache.set("my_module", module)
cache.set("user", user, {"my_module"})
print(sorted(cache.reload_dependencies("user")), user.VALUE)

# Invalidation takes those along that depend on it.
print(sorted(cache.invalidate_path("my_module.py")), cache.get("user"))
cache.set("my_module", module)
cache.set("user", user, {"my_module"})
print(sorted(cache.invalidate("my_module")), cache.invalidate("my_module"))

# A failed reload gives None and leaves the module alone.
cache.set("my_module", module)
write("my_module.py", "VALUE = 4\nraise ValueError\n")
print(cache.reload("my_module"), module.VALUE, cache.reload("unknown"))

cache.start_loading("x")
print(cache.is_loading("x"), cache.is_loading("y"))
cache.finish_loading("x")
print(cache.is_loading("x"))
cache.set("sys", sys)
print(cache.get("sys"), cache.get_cache_stats()["entries"])
cache.clear()
#--- file my_module.py
VALUE = 1
#--- file user.py
from my_module import VALUE
#--- eager pyrun
#| 1
#| True None my_module.py
#| None None
#| True 22 True
#| True {'my_module'}
#| {'user'} {'user'}
#| None None
#| []
#| ['my_module', 'user'] 333
#| ['my_module', 'user'] None
#| ['my_module', 'user'] set()
#| None 333 None
#| True False
#| False
#| None 0
#--- lazy
#| 1
#| True None my_module.py
#| None None
#| True 22 True
#| True {'my_module'}
#| {'user'} {'user'}
#| None None
#| []
#| ['my_module', 'user'] 333
#| ['my_module', 'user'] None
#| ['my_module', 'user'] set()
#| None 333 None
#| True False
#| False
#| None 0
