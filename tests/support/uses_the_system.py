# What depends on the process: run with and without a start-up image.
import asyncio, gc, io, logging, os, random, signal, socket, subprocess, sys
import tempfile, threading, time, traceback, uuid, weakref

print("image start" if id(sys) >> 40 == 0x30 else "normal start")
print(threading.main_thread() is threading.current_thread(), threading.enumerate() == [threading.main_thread()])
print(threading.get_ident() == threading.main_thread().ident, threading.get_native_id() == os.getpid())
print(os.path.realpath("/proc/self/exe") == os.path.realpath(sys.executable), sys.argv[1:], sys.orig_argv[-1:] == sys.argv[:1])

done = []
def work(number):
    done.append(sum(range(1000)) + number)
threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(done) == [499500 + number for number in range(8)])

child = [sys.executable, "-c", "import os, sys; print(sys.argv, os.getppid() > 0, sys.stdin.read())", "x"]
print(subprocess.run(child, input="to the child", capture_output=True, text=True))
numbers = {subprocess.run([sys.executable, "-c", "import random, uuid; print(random.random(), uuid.uuid4())"],
                          capture_output=True).stdout for _ in range(3)}
print("random:", len(numbers), random.Random(1).random(), len({random.random() for _ in range(9)}))

left, right = socket.socketpair()
left.send(b"x")
print(right.recv(1))
with tempfile.NamedTemporaryFile("w+") as file:
    file.write("hello\n" * 3)
    file.seek(0)
    print(file.readlines())
try:
    1 / 0
except ZeroDivisionError:
    traceback.print_exc(file=sys.stdout)

class Node:
    pass
node = Node()
node.self = node
reference = weakref.ref(node)
del node
gc.collect()
print("collected", reference() is None, gc.get_freeze_count(), len(gc.get_objects()) > 1000)

async def main():
    await asyncio.sleep(0.01)
    process = await asyncio.create_subprocess_exec("echo", "async", stdout=asyncio.subprocess.PIPE)
    print(await process.communicate())
    print(await asyncio.get_running_loop().run_in_executor(None, lambda: 42))
    server = await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    print(await reader.read())
    writer.close()
    server.close()
asyncio.run(main())

signal.signal(signal.SIGUSR1, lambda number, frame: print("signal", number))
os.kill(os.getpid(), signal.SIGUSR1)
time.sleep(0.01)
print([signal.getsignal(number) for number in (signal.SIGINT, signal.SIGPIPE, signal.SIGTERM)])
try:
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(1)
except KeyboardInterrupt:
    print("interrupted")
sys.stdout.flush()
pid = os.fork()
if pid == 0:
    print("child", threading.current_thread().name, threading.active_count(), flush=True)
    os._exit(3)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
def recurse(depth):
    return recurse(depth + 1)
try:
    recurse(0)
except RecursionError as error:
    print("RecursionError", error)
nested = []
for _ in range(100000):
    nested = [nested]
try:
    repr(nested)
except RecursionError as error:
    print("RecursionError", str(error)[:20])
while nested:
    nested = nested.pop()
logging.warning("to stderr")
print(0 <= logging.LogRecord("n", 10, "p", 1, "m", (), None).relativeCreated < 60000)
print(time.tzname, time.timezone, time.localtime(0)[:5])
print(sys.stdin.read(), sys.stdin.name, sys.stdout.encoding, sys.stdout.line_buffering, sys.stderr.errors)
import atexit
atexit.register(print, "at exit")
sys.exit(5)
