executed.append(__name__)
import time
time.sleep(0.001)
VALUE = 5
