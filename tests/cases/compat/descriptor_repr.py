"""Descriptors of native types name the type with its module."""
import collections
import io

print(collections.deque.append)
print(collections.deque.__len__)
print(collections.deque.maxlen)
print(dict.get, dict.__getitem__)
print(io.StringIO.getvalue)
print(dict.fromkeys.__name__, type.__dict__["__dict__"])


class Own:
    __slots__ = ("slot",)


print(Own.slot)
#--- lazy
#| <method 'append' of 'collections.deque' objects>
#| <slot wrapper '__len__' of 'collections.deque' objects>
#| <attribute 'maxlen' of 'collections.deque' objects>
#| <method 'get' of 'dict' objects> <method '__getitem__' of 'dict' objects>
#| <method 'getvalue' of '_io.StringIO' objects>
#| fromkeys <attribute '__dict__' of 'type' objects>
#| <member 'slot' of 'Own' objects>
#--- eager
#| <method 'append' of 'collections.deque' objects>
#| <slot wrapper '__len__' of 'collections.deque' objects>
#| <attribute 'maxlen' of 'collections.deque' objects>
#| <method 'get' of 'dict' objects> <method '__getitem__' of 'dict' objects>
#| <method 'getvalue' of '_io.StringIO' objects>
#| fromkeys <attribute '__dict__' of 'type' objects>
#| <member 'slot' of 'Own' objects>
