"""The audit event `import` is raised when a module is really loaded."""
import sys


def hook(event, arguments):
    if event == "import" and "_of_mine" in arguments[0]:
        name, file, *rest = arguments
        print("audit", name, file, rest == [sys.path, sys.meta_path, sys.path_hooks])
        if name == "forbidden_of_mine":
            raise RuntimeError("not this one")


sys.addaudithook(hook)
import package_of_mine.leaf_of_mine
import package_of_mine

print("declared")
print(package_of_mine.leaf_of_mine.VALUE)
try:
    import forbidden_of_mine
except RuntimeError as error:
    print("stopped:", error)

#--- file package_of_mine/__init__.py
#--- file package_of_mine/leaf_of_mine.py
VALUE = 1
#--- file forbidden_of_mine.py
print("never")
#--- lazy
#| declared
#| audit package_of_mine None True
#| audit package_of_mine.leaf_of_mine None True
#| 1
#| audit forbidden_of_mine None True
#| stopped: not this one
#--- eager
#| audit package_of_mine.leaf_of_mine None True
#| audit package_of_mine None True
#| declared
#| 1
#| audit forbidden_of_mine None True
#| stopped: not this one
