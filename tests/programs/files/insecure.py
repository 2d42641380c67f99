import subprocess, os
import pickle


def run(command):
    try:
        subprocess.call(command, shell=True)
    except:
        pass
    l = pickle.loads(os.environb[b"X"])
    assert l == None
    return eval(command)
