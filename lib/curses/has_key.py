"""``has_key()`` of ``curses``, under the name that old programs import."""

from _curses import has_key
