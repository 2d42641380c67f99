# ImportCache: least recently used first, by entries, by bytes and by age.
import sys
import time
from pyrun.imports import ImportCache

modules = {}
for name in "abcd":
    with open(name + ".py", "w") as file:
        file.write("#" * 100)
    modules[name] = __import__(name)


def kept(cache):
    return [name for name in modules if cache.get_path(name)]


cache = ImportCache(max_entries=2)
for name in "abc":
    cache.set(name, modules[name])
print(kept(cache))
cache.get("b")
cache.set("d", modules["d"])
print(kept(cache))

# What is put out for room does not drag out what depends on it.
cache = ImportCache(max_size=250)
cache.set("a", modules["a"])
cache.set("b", modules["b"], {"a"})
cache.set("c", modules["c"])
print(kept(cache), cache.get("b") is modules["b"])
cache.set("b", modules["b"])
print(cache.get_cache_stats())

cache = ImportCache(ttl=0.05)
cache.set("a", modules["a"])
print(cache.get("a") is modules["a"])
time.sleep(0.1)
print(cache.get("a"), kept(cache))
print(ImportCache(1, 2, 3).get("a"))
#--- eager pyrun
#| ['b', 'c']
#| ['b', 'd']
#| ['b', 'c'] True
#| {'hits': 1, 'misses': 0, 'hit_rate': 1.0, 'evictions': 1, 'entries': 2, 'size': 200}
#| True
#| None []
#| None
#--- lazy
#| ['b', 'c']
#| ['b', 'd']
#| ['b', 'c'] True
#| {'hits': 1, 'misses': 0, 'hit_rate': 1.0, 'evictions': 1, 'entries': 2, 'size': 200}
#| True
#| None []
#| None
