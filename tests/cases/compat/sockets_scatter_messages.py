# socket.recvmsg_into: one message into several buffers. trio wants it on import.
import array
import os
import socket

left, right = socket.socketpair()
with left, right:
    print(left.sendmsg([b"hello ", b"world"]))
    one, two, three = bytearray(6), bytearray(10), bytearray(b"?")
    print(right.recvmsg_into([one, memoryview(two)[2:], three]))
    print(one, two, three)

    # With a descriptor along.
    reader, writer = os.pipe()
    rights = array.array("i", [writer])
    left.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, rights)])
    size, ancillary, flags, address = right.recvmsg_into(
        iter([bytearray(1)]), socket.CMSG_LEN(rights.itemsize)
    )
    (level, kind, data), = ancillary
    print(size, level == socket.SOL_SOCKET, kind == socket.SCM_RIGHTS, address)
    (received,) = array.array("i", data)
    os.write(received, b"through")
    print(os.read(reader, 10))
    for number in reader, writer, received:
        os.close(number)

    print(right.timeout)
    right.settimeout(0.05)
    print(right.timeout)
    try:
        right.recvmsg_into([bytearray(1)])
    except TimeoutError as error:
        print(error)
    for wrong in [b"readonly"], 5:
        try:
            right.recvmsg_into(wrong)
        except TypeError:
            print("TypeError")

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
    receiver.bind(("127.0.0.1", 0))
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.bind(("127.0.0.1", 0))
        sender.sendto(b"datagram", receiver.getsockname())
        buffer = bytearray(8)
        *_, address = receiver.recvmsg_into([buffer])
        print(buffer, address == sender.getsockname())
print(socket.IPV6_JOIN_GROUP, socket.EAI_ADDRFAMILY, socket.AF_QIPCRTR)
#--- lazy
#| 11
#| (11, [], 0, None)
#| bytearray(b'hello ') bytearray(b'\x00\x00world\x00\x00\x00') bytearray(b'?')
#| 1 True True None
#| b'through'
#| None
#| 0.05
#| timed out
#| TypeError
#| TypeError
#| bytearray(b'datagram') True
#| 20 -9 42
#--- eager
#| 11
#| (11, [], 0, None)
#| bytearray(b'hello ') bytearray(b'\x00\x00world\x00\x00\x00') bytearray(b'?')
#| 1 True True None
#| b'through'
#| None
#| 0.05
#| timed out
#| TypeError
#| TypeError
#| bytearray(b'datagram') True
#| 20 -9 42
