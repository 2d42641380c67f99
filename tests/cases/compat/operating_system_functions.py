# Functions of os, signal and time that only some systems have; Linux has them.
import errno
import os
import signal
import stat
import tempfile
import threading
import time

print(0 < len(os.sched_getaffinity(0)) <= os.cpu_count())
os.sched_setaffinity(0, os.sched_getaffinity(0))
try:
    os.sched_setaffinity(0, [-1])
except ValueError as error:
    print(error)

null = os.stat("/dev/null")
print(os.major(null.st_rdev), os.minor(null.st_rdev), os.makedev(1, 3) == null.st_rdev)
print(os.ctermid(), os.NGROUPS_MAX, os.ST_NODEV)

with open(os.memfd_create("name"), "w+b") as memory:
    fd = memory.fileno()
    print(os.get_inheritable(fd))
    print(os.writev(fd, [b"hello ", bytearray(b"world"), b""]))
    os.lseek(fd, 0, os.SEEK_SET)
    one, two = bytearray(3), bytearray(20)
    print(os.readv(fd, [one, memoryview(two)[1:]]), one, two[:10])
    print(os.pwritev(fd, (b"WO", b"RLD"), 6), os.preadv(fd, [one], 5), one)
    os.posix_fallocate(fd, 0, 100)
    print(os.fstat(fd).st_size)
    os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_SEQUENTIAL)
    os.fdatasync(fd)
    reader, writer = os.pipe()
    print(os.splice(fd, writer, 5, offset_src=6), os.read(reader, 9))
    os.close(reader)
    os.close(writer)
try:
    os.posix_fallocate(-1, 0, 1)
except OSError as error:
    print(errno.errorcode[error.errno])

event = os.eventfd(3)
os.eventfd_write(event, 4)
print(os.eventfd_read(event))
os.close(event)
event = os.eventfd(initval=0, flags=os.EFD_NONBLOCK)
try:
    os.eventfd_read(event)
except BlockingIOError:
    print("empty")
os.close(event)

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "fifo")
    os.mkfifo(path, 0o600)
    print(stat.filemode(os.stat(path).st_mode))
    try:
        os.mkfifo(path)
    except FileExistsError:
        print("exists")
    file = os.path.join(folder, "file")
    open(file, "w").close()
    print(os.listxattr(file))
    try:
        os.getxattr(file, "user.none")
    except OSError as error:
        print(error.errno in (errno.ENODATA, errno.ENOTSUP), error.filename == file)
    with open(file, "r+") as opened:
        os.lockf(opened.fileno(), os.F_LOCK, 1)
        os.lockf(opened.fileno(), os.F_ULOCK, 1)

seen = []
signal.signal(signal.SIGUSR1, lambda number, frame: seen.append(number))
signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
print(seen == [signal.SIGUSR1])
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
print(signal.sigpending() == {signal.SIGUSR1})
print(signal.sigwait([signal.SIGUSR1]) == signal.SIGUSR1, signal.sigpending())

os.kill(os.getpid(), signal.SIGUSR1)
info = signal.sigtimedwait([signal.SIGUSR1], 5)
print(info.si_signo == signal.SIGUSR1, info.si_pid == os.getpid(), len(info))
print(signal.sigtimedwait([signal.SIGUSR1], 0.01))
os.kill(os.getpid(), signal.SIGUSR1)
print(signal.sigwaitinfo({signal.SIGUSR1}).si_uid == os.getuid())

child = os.posix_spawn("/bin/sh", ["sh", "-c", "exit 7"], {})
result = os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
print(result.si_pid == child, result.si_code == os.CLD_EXITED, result.si_status)
print(os.waitid(os.P_PID, child, os.WEXITED) == result)
try:
    os.waitid(os.P_PID, child, os.WEXITED)
except ChildProcessError:
    print("no child")

print(signal.SIGRTMIN < signal.SIGRTMAX, signal.SIGCLD is signal.SIGCHLD)
try:
    signal.sigwait([1000])
except ValueError as error:
    print(str(error)[:30])

os.environ["TZ"] = "XYZ-3"
time.tzset()
print(time.tzname[0], time.timezone, time.localtime(0).tm_hour)
clock = time.pthread_getcpuclockid(threading.get_ident())
print(time.clock_gettime(clock) >= 0)
#--- lazy
#| True
#| negative CPU number
#| 1 3 True
#| /dev/tty 65536 4
#| False
#| 11
#| 11 bytearray(b'hel') bytearray(b'\x00lo world\x00')
#| 5 3 bytearray(b' WO')
#| 100
#| 5 b'WORLD'
#| EBADF
#| 7
#| empty
#| prw-------
#| exists
#| []
#| True True
#| True
#| True
#| True set()
#| True True 7
#| None
#| True
#| True True 7
#| True
#| no child
#| True True
#| signal number 1000 out of rang
#| XYZ -10800 3
#| True
#--- eager
#| True
#| negative CPU number
#| 1 3 True
#| /dev/tty 65536 4
#| False
#| 11
#| 11 bytearray(b'hel') bytearray(b'\x00lo world\x00')
#| 5 3 bytearray(b' WO')
#| 100
#| 5 b'WORLD'
#| EBADF
#| 7
#| empty
#| prw-------
#| exists
#| []
#| True True
#| True
#| True
#| True set()
#| True True 7
#| None
#| True
#| True True 7
#| True
#| no child
#| True True
#| signal number 1000 out of rang
#| XYZ -10800 3
#| True
