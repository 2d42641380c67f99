executed.append(__name__)
lazy import ring_b
VALUE = 3
def via(): return ring_b.VALUE
