import attrs
from attrs import define, field, validators


@define(order=True)
class Point:
    x: int = field(converter=int)
    y: int = field(default=0, validator=validators.instance_of(int))


@attrs.frozen
class Line:
    start: Point
    end: Point = attrs.Factory(lambda self: Point(self.start.x + 1), takes_self=True)


print(Point("3"), Point(1) < Point(2), attrs.asdict(Line(Point(1))))
for wrong in (lambda: Point(1, "2"), lambda: setattr(Line(Point(1)), "end", 1)):
    try:
        wrong()
    except (TypeError, attrs.exceptions.FrozenInstanceError) as error:
        print(type(error).__name__, error.args[0])
print(attrs.evolve(Point(1, 2), x=5), Point.__slots__)
