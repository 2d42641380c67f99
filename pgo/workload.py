# What Python programs do besides importing, in small rounds: part of what pyrun's release is
# optimized for (README.md). The times do not matter, the proportions do.
import asyncio
import collections
import contextlib
import dataclasses
import enum
import functools
import io
import itertools
import json
import math
import operator
import re
import string
import struct
import textwrap


class Kind(enum.Enum):
    LEAF = 1
    NODE = 2


@dataclasses.dataclass(order=True)
class Entry:
    key: int
    text: str = ""
    tags: list = dataclasses.field(default_factory=list)


class Shape:
    sides = 0

    def __init__(self, *lengths, **options):
        self.lengths = lengths
        self._options = options

    @property
    def circumference(self):
        return sum(self.lengths)

    @classmethod
    def regular(cls, length):
        return cls(*[length] * cls.sides)

    @staticmethod
    def unit():
        return 1.0

    def __eq__(self, other):
        return isinstance(other, Shape) and self.lengths == other.lengths

    def __hash__(self):
        return hash(self.lengths)

    def __getattr__(self, name):
        try:
            return self._options[name]
        except KeyError:
            raise AttributeError(name) from None

    def __len__(self):
        return len(self.lengths)

    def __getitem__(self, index):
        return self.lengths[index]


class Square(Shape):
    __slots__ = ("corner",)
    sides = 4

    def __init__(self, *lengths, **options):
        super().__init__(*lengths, **options)
        self.corner = (0, 0)

    def area(self):
        return self[0] ** 2


def classes(count):
    shapes = [Square.regular(number % 7) for number in range(count)]
    total = 0
    for shape in shapes:
        total += shape.area() + shape.circumference + len(shape) * shape.unit()
        if not hasattr(shape, "colour") and shape == shapes[0]:
            shape.colour = "red"
    return total, len(set(shapes)), Square(1, name="a").name


def numbers(count):
    total, product = 0, 1.0
    for number in range(1, count):
        total += number * 3 // 2 - number % 5
        if number & 1:
            product *= 1 + 1 / number
        elif number > 100 and total < 10**9:
            total ^= number << 2
    return total, round(math.sqrt(product), 3), pow(3, 200, 1000007), 2**300 % 977


def texts(count):
    lines = []
    for number in range(count):
        line = f"{number:>5} {number / 7:.2f} {'even' if number % 2 == 0 else 'odd'!r}"
        lines.append(line.strip().replace("even", "EVEN").upper())
        if line.startswith(" ") and "odd" in line:
            lines.append("%s-%d" % (line.split()[0], number))
    text = "\n".join(lines)
    words = collections.Counter(re.findall(r"[A-Z]+", text))
    cleaned = re.sub(r"(\d+)\.(\d+)", lambda match: match.group(2), text)
    table = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
    encoded = cleaned.translate(table).encode()
    return words.most_common(2), len(encoded.decode("utf-8").splitlines()), textwrap.fill(text[:200], 30)


def containers(count):
    squares = {number: number * number for number in range(count)}
    inverse = {value: key for key, value in squares.items()}
    common = set(squares) & set(inverse)
    nested = [[column + row for column in range(8)] for row in range(count // 8)]
    flat = sorted((value for row in nested for value in row if value % 3), reverse=True)
    groups = collections.defaultdict(list)
    for value in flat:
        groups[value % 5].append(value)
    first, *middle, last = flat
    queue = collections.deque(middle, maxlen=50)
    while queue:
        queue.popleft()
    squares.update(a=1, **{"b": 2})
    return len(common), first - last, {key: len(value) for key, value in groups.items()}, flat[1:9:2]


def functions(count):
    def adder(step, *rest, scale=1, **options):
        total = step

        def add(value):
            nonlocal total
            total += value * scale
            return total

        return add

    @functools.lru_cache(maxsize=None)
    def fibonacci(number):
        return number if number < 2 else fibonacci(number - 1) + fibonacci(number - 2)

    def plain(number):
        return 1 if number < 2 else plain(number - 1) + plain(number - 2)

    add = adder(1, 2, 3, scale=2, name="x")
    for value in range(count):
        add(value)
    pairs = zip(map(operator.neg, range(count)), filter(None, itertools.count(1)))
    return add(0), fibonacci(60), plain(14), sum(left + right for left, right in pairs), max(
        range(count), key=lambda number: -abs(number - 9)
    )


def generators(count):
    def walk(depth):
        if depth:
            yield from walk(depth - 1)
            received = yield depth
            if received:
                yield -received
        return depth

    steps = walk(count)
    found = [next(steps)]
    found.append(steps.send(5))
    found.extend(itertools.islice(steps, count))
    return sum(found), list(itertools.chain.from_iterable(enumerate("abc")))


@contextlib.contextmanager
def guarded(log):
    try:
        yield log
    except LookupError as error:
        log.append(type(error).__name__)
    finally:
        log.append("end")


def errors(count):
    log = []
    for number in range(count):
        with guarded(log):
            if number % 3 == 0:
                {}["missing"]
        try:
            int("x" if number % 2 else "1")
            [][number]
        except (ValueError, IndexError) as error:
            log.append(str(error)[:3])
        else:
            log.append("never")
    return len(log)


def data(count):
    entries = [Entry(number, str(number), [Kind.LEAF.name]) for number in range(count)]
    entries.sort(key=operator.attrgetter("text"))
    text = json.dumps([dataclasses.asdict(entry) for entry in entries], indent=1)
    again = [Entry(**fields) for fields in json.loads(text)]
    packed = b"".join(struct.pack("<ih", entry.key, len(entry.text)) for entry in again)
    stream = io.BytesIO(packed)
    sizes = [struct.unpack("<ih", stream.read(6)) for _ in entries]
    return again == entries, len(sizes), min(entries), Kind(2), Kind["NODE"] is Kind.NODE


def matching(count):
    def kind(value):
        match value:
            case 0 | 1:
                return "small"
            case [first, *_] if first:
                return "list"
            case {"key": key}:
                return key
            case Entry(key=number):
                return number
            case _:
                return None

    values = [0, [1, 2], {"key": "k"}, Entry(3), "x"]
    return collections.Counter(kind(values[number % 5]) for number in range(count))


async def concurrent(count):
    queue = asyncio.Queue()

    async def produce():
        for number in range(count):
            await queue.put(number)
            await asyncio.sleep(0)

    async def consume():
        return sum([await queue.get() for _ in range(count)])

    _, total = await asyncio.gather(produce(), consume())
    return total


for _ in range(6):
    for part in (classes, numbers, texts, containers, functions, errors, data, matching):
        print(part(400))
    print(generators(60))
print(asyncio.run(concurrent(200)))
