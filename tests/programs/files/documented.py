"""A module to document."""
import os


class Thing:
    """A thing."""

    def method(self, a, b=2):
        """Do something."""


def function(x, *args, **kwargs):
    """Return x."""
    return x
