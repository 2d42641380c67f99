executed.append(__name__)
lazy import one
VALUE = 2
def via(): return one.VALUE
