# Prints the tree of imports that tuna reads in a file, each module before those that it
# imports: its depth, its own time in microseconds, its name.
import sys

from tuna import read_import_profile


def show(node, depth):
    for child in node.get("children", ()):
        print(depth, round(child["value"] * 1e6), *child["text"])
        show(child, depth + 1)


show(read_import_profile(sys.argv[1]), 0)
