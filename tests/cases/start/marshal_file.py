"""marshal.load takes from a file what belongs to the value, and not a byte more."""
import io
import marshal
import os

MANY = [(number, str(number), float(number), {"k": number}) for number in range(300)]
VALUES = [1, "short", MANY, b"x" * 300_000, [b"y" * 70_000] * 3 + MANY, None, MANY]

with open("values", "wb") as file:
    for value in VALUES:
        marshal.dump(value, file)
        file.write(b"between")
data = open("values", "rb").read()


def walk(file):
    """Loads everything; says where the file was each time."""
    places = []
    for value in VALUES:
        assert marshal.load(file) == value
        places.append(file.tell() if file.seekable() else None)
        assert file.read(7) == b"between"
    assert file.read() == b""
    return places


with open("values", "rb") as file:
    places = walk(file)
    file.seek(0)
    print(walk(file) == places, places[-1] + 7 == len(data))
with open("values", "rb", buffering=64) as file:
    print(walk(file) == places)
with open("values", "rb", buffering=0) as file:
    print(walk(file) == places)
print(walk(io.BytesIO(data)) == places)


class Counting(io.BufferedReader):
    asked = 0

    def readinto(self, buffer):
        Counting.asked += 1
        return super().readinto(buffer)


with Counting(io.FileIO("values")) as file:
    print(walk(file) == places, Counting.asked > 3000)

asked = 0
with open("values", "rb") as file:
    readinto = file.readinto

    def counting(buffer):
        global asked
        asked += 1
        return readinto(buffer)

    file.readinto = counting
    print(walk(file) == places, asked > 3000)

read, write = os.pipe()
if os.fork() == 0:
    os.close(read)
    with open(write, "wb") as file:
        file.write(data)
    os._exit(0)
os.close(write)
with open(read, "rb") as file:
    print(set(walk(file)))
os.wait()

# What ends too early.
whole = marshal.dumps(MANY)
for content in (whole[:-1], whole[: len(whole) // 2], b""):
    with open("values", "wb") as file:
        file.write(content)
    with open("values", "rb") as file:
        try:
            marshal.load(file)
        except EOFError:
            print("EOFError", file.tell() <= len(content))
# A code object, and what follows it.
code = compile("def f(a, *, b=2): return [a + n for n in range(b)]\nprint(f(1))", "code.py", "exec")
with open("values", "wb") as file:
    marshal.dump(code, file)
    file.write(b"rest")
with open("values", "rb") as file:
    exec(marshal.load(file))
    print(file.read())
#--- lazy
#| True True
#| True
#| True
#| True
#| True True
#| True True
#| {None}
#| EOFError True
#| EOFError True
#| EOFError True
#| [1, 2]
#| b'rest'
#--- eager
#| True True
#| True
#| True
#| True
#| True True
#| True True
#| {None}
#| EOFError True
#| EOFError True
#| EOFError True
#| [1, 2]
#| b'rest'
