executed.append(__name__)
