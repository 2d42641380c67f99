# Deleting an item that cannot be deleted.
import types

class Index:
    def __index__(self):
        return 0

class Gets:
    def __getitem__(self, index):
        return index

class Sized:
    def __len__(self):
        return 1

def delete(o, key):
    del o[key]

objects = [types.MappingProxyType({}), 1, (1,), Gets(), Sized(), "s", b"s", frozenset(),
           range(3), object(), None, {}.keys(), len, slice(1)]
for o in objects:
    for key in ("x", 0, Index(), None):
        try:
            delete(o, key)
        except TypeError as error:
            print(error)
#--- lazy
#| 'mappingproxy' object does not support item deletion
#| 'mappingproxy' object doesn't support item deletion
#| 'mappingproxy' object doesn't support item deletion
#| 'mappingproxy' object does not support item deletion
#| 'int' object does not support item deletion
#| 'int' object does not support item deletion
#| 'int' object does not support item deletion
#| 'int' object does not support item deletion
#| 'tuple' object does not support item deletion
#| 'tuple' object doesn't support item deletion
#| 'tuple' object doesn't support item deletion
#| 'tuple' object does not support item deletion
#| 'Gets' object does not support item deletion
#| 'Gets' object doesn't support item deletion
#| 'Gets' object doesn't support item deletion
#| 'Gets' object does not support item deletion
#| 'Sized' object does not support item deletion
#| 'Sized' object doesn't support item deletion
#| 'Sized' object doesn't support item deletion
#| 'Sized' object does not support item deletion
#| 'str' object does not support item deletion
#| 'str' object doesn't support item deletion
#| 'str' object doesn't support item deletion
#| 'str' object does not support item deletion
#| 'bytes' object does not support item deletion
#| 'bytes' object doesn't support item deletion
#| 'bytes' object doesn't support item deletion
#| 'bytes' object does not support item deletion
#| 'frozenset' object does not support item deletion
#| 'frozenset' object doesn't support item deletion
#| 'frozenset' object doesn't support item deletion
#| 'frozenset' object does not support item deletion
#| 'range' object does not support item deletion
#| 'range' object doesn't support item deletion
#| 'range' object doesn't support item deletion
#| 'range' object does not support item deletion
#| 'object' object does not support item deletion
#| 'object' object does not support item deletion
#| 'object' object does not support item deletion
#| 'object' object does not support item deletion
#| 'NoneType' object does not support item deletion
#| 'NoneType' object does not support item deletion
#| 'NoneType' object does not support item deletion
#| 'NoneType' object does not support item deletion
#| 'dict_keys' object does not support item deletion
#| 'dict_keys' object doesn't support item deletion
#| 'dict_keys' object doesn't support item deletion
#| 'dict_keys' object does not support item deletion
#| 'builtin_function_or_method' object does not support item deletion
#| 'builtin_function_or_method' object does not support item deletion
#| 'builtin_function_or_method' object does not support item deletion
#| 'builtin_function_or_method' object does not support item deletion
#| 'slice' object does not support item deletion
#| 'slice' object does not support item deletion
#| 'slice' object does not support item deletion
#| 'slice' object does not support item deletion
#--- eager
#| 'mappingproxy' object does not support item deletion
#| 'mappingproxy' object doesn't support item deletion
#| 'mappingproxy' object doesn't support item deletion
#| 'mappingproxy' object does not support item deletion
#| 'int' object does not support item deletion
#| 'int' object does not support item deletion
#| 'int' object does not support item deletion
#| 'int' object does not support item deletion
#| 'tuple' object does not support item deletion
#| 'tuple' object doesn't support item deletion
#| 'tuple' object doesn't support item deletion
#| 'tuple' object does not support item deletion
#| 'Gets' object does not support item deletion
#| 'Gets' object doesn't support item deletion
#| 'Gets' object doesn't support item deletion
#| 'Gets' object does not support item deletion
#| 'Sized' object does not support item deletion
#| 'Sized' object doesn't support item deletion
#| 'Sized' object doesn't support item deletion
#| 'Sized' object does not support item deletion
#| 'str' object does not support item deletion
#| 'str' object doesn't support item deletion
#| 'str' object doesn't support item deletion
#| 'str' object does not support item deletion
#| 'bytes' object does not support item deletion
#| 'bytes' object doesn't support item deletion
#| 'bytes' object doesn't support item deletion
#| 'bytes' object does not support item deletion
#| 'frozenset' object does not support item deletion
#| 'frozenset' object doesn't support item deletion
#| 'frozenset' object doesn't support item deletion
#| 'frozenset' object does not support item deletion
#| 'range' object does not support item deletion
#| 'range' object doesn't support item deletion
#| 'range' object doesn't support item deletion
#| 'range' object does not support item deletion
#| 'object' object does not support item deletion
#| 'object' object does not support item deletion
#| 'object' object does not support item deletion
#| 'object' object does not support item deletion
#| 'NoneType' object does not support item deletion
#| 'NoneType' object does not support item deletion
#| 'NoneType' object does not support item deletion
#| 'NoneType' object does not support item deletion
#| 'dict_keys' object does not support item deletion
#| 'dict_keys' object doesn't support item deletion
#| 'dict_keys' object doesn't support item deletion
#| 'dict_keys' object does not support item deletion
#| 'builtin_function_or_method' object does not support item deletion
#| 'builtin_function_or_method' object does not support item deletion
#| 'builtin_function_or_method' object does not support item deletion
#| 'builtin_function_or_method' object does not support item deletion
#| 'slice' object does not support item deletion
#| 'slice' object does not support item deletion
#| 'slice' object does not support item deletion
#| 'slice' object does not support item deletion
