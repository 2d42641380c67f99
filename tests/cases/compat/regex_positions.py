"""Negative positions count as 0, a negative count replaces nothing."""
import re

p = re.compile("a")
print(p.search("ba", -5).span(), p.match("ab", -1).span(), p.findall("aa", -3, -1))
print(p.fullmatch("a", 0, -1), len(list(p.finditer("aa", -1))), p.sub("b", "aa", -1))
print(p.subn("b", "aa", 1), p.subn("b", "aa"), p.search("ba", 1, 2).span())
print(p.scanner("aa", -1).search().span(), p.search("a", 5))
#--- lazy
#| (1, 2) (0, 1) []
#| None 2 aa
#| ('ba', 1) ('bb', 2) (1, 2)
#| (0, 1) None
#--- eager
#| (1, 2) (0, 1) []
#| None 2 aa
#| ('ba', 1) ('bb', 2) (1, 2)
#| (0, 1) None
