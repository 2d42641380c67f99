import typing

import pydantic


class Address(pydantic.BaseModel):
    street: str
    number: int = 1


class Person(pydantic.BaseModel):
    name: str
    age: pydantic.conint(ge=0)
    addresses: typing.List[Address] = []

    @pydantic.validator("name")
    def not_empty(cls, value):
        if not value:
            raise ValueError("empty")
        return value.title()


print(Person(name="ada", age="36", addresses=[{"street": "S", "number": "4"}]).json())
print(Person.schema_json(indent=1))
try:
    Person(name="", age=-1)
except pydantic.ValidationError as error:
    print(error)
