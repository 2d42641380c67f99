# What has no buffer is asked how it compares with a memoryview.
class Any:
    def __eq__(self, other):
        return True
    def __ne__(self, other):
        return False
    def __gt__(self, other):
        return "greater"

view = memoryview(b"a")
print(view == Any(), view != Any(), view < Any())
print(view == 1, view != 1, view == b"a", view != bytearray(b"a"), view == view)
print(view.__eq__(1), view.__lt__(view))
try:
    view < 1
except TypeError as error:
    print(error)
view.release()
print(view == Any(), view == view)
#--- lazy
#| True False greater
#| False True True False True
#| NotImplemented NotImplemented
#| '<' not supported between instances of 'memoryview' and 'int'
#| False True
#--- eager
#| True False greater
#| False True True False True
#| NotImplemented NotImplemented
#| '<' not supported between instances of 'memoryview' and 'int'
#| False True
