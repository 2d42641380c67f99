# Every thread gets the failure, and a later use tries again.
import threading
import boom_quiet as boom
errors = []
def use():
    try:
        boom
    except ValueError as error:
        errors.append(str(error))
threads = [threading.Thread(target=use) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(errors == ["boom!"] * 4)
#--- file boom_quiet.py
raise ValueError('boom!')
#--- lazy
#| True
