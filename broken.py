import time
time.sleep(0.001)
raise ValueError('broken')
