# What is wrong is still wrong, with CPython's words.
for source in (
    "f((a)=1)",
    "f(b, ( # (\n a\n ) = 1)",
    "f(a=1 for x in y)",
    "f(a=1 async for x in y)",
    "f(a.b=1)",
    "f(a+1=2)",
    "f('a'=2)",
    "f(True=1)",
    "class A((x)=1): pass",
    "match x:\n case 1 as _: pass",
):
    try:
        compile(source, "x", "exec")
    except SyntaxError as error:
        print(source, "->", error.msg, error.lineno, error.offset)
    else:
        print(source)
#--- lazy
#| f((a)=1) -> expression cannot contain assignment, perhaps you meant "=="? 1 4
#| f(b, ( # (
#|  a
#|  ) = 1) -> expression cannot contain assignment, perhaps you meant "=="? 2 2
#| f(a=1 for x in y) -> invalid syntax. Maybe you meant '==' or ':=' instead of '='? 1 3
#| f(a=1 async for x in y) -> invalid syntax. Maybe you meant '==' or ':=' instead of '='? 1 3
#| f(a.b=1) -> expression cannot contain assignment, perhaps you meant "=="? 1 3
#| f(a+1=2) -> expression cannot contain assignment, perhaps you meant "=="? 1 3
#| f('a'=2) -> expression cannot contain assignment, perhaps you meant "=="? 1 3
#| f(True=1) -> cannot assign to True 1 3
#| class A((x)=1): pass -> expression cannot contain assignment, perhaps you meant "=="? 1 10
#| match x:
#|  case 1 as _: pass -> cannot use '_' as a target 2 12
#--- eager
#| f((a)=1) -> expression cannot contain assignment, perhaps you meant "=="? 1 4
#| f(b, ( # (
#|  a
#|  ) = 1) -> expression cannot contain assignment, perhaps you meant "=="? 2 2
#| f(a=1 for x in y) -> invalid syntax. Maybe you meant '==' or ':=' instead of '='? 1 3
#| f(a=1 async for x in y) -> invalid syntax. Maybe you meant '==' or ':=' instead of '='? 1 3
#| f(a.b=1) -> expression cannot contain assignment, perhaps you meant "=="? 1 3
#| f(a+1=2) -> expression cannot contain assignment, perhaps you meant "=="? 1 3
#| f('a'=2) -> expression cannot contain assignment, perhaps you meant "=="? 1 3
#| f(True=1) -> cannot assign to True 1 3
#| class A((x)=1): pass -> expression cannot contain assignment, perhaps you meant "=="? 1 10
#| match x:
#|  case 1 as _: pass -> cannot use '_' as a target 2 12
