executed.append(__name__)
lazy import ring_a
VALUE = 4
def via(): return ring_a.VALUE
