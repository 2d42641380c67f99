executed.append(__name__)
VALUE = 1
