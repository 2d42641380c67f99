# Strings with the same kind of quotes inside a replacement field (PEP 701).
def f(*arguments, **keywords):
    return arguments, keywords

d = {"f(b.c=1)": 1, "(": 2, "it's": 3}
print(f(f'{d['f(b.c=1)']}', a=1))
print(f(f'{'='.join("abc")}', f'{'x.y='.join("ab")}', b=1))
print(f(f'{f('a', 'b.c=1')}', d=1))
print(f(f"{"'"}", e='(a.b='), f"{d["it's"]}", f"{d["it's"]=}", sep="|")
print(f(a=f"{"x for y in z"}"))
print(f"""{
    f(a=1  # it's one for all
    )}""")
# Not more brackets than there are.
exec('x = f(f"{d["("]}")\n' * 300)
exec('x = f(f"{"#"}")\n' * 300)
for depth in 200, 201:
    try:
        print(eval("[" * depth + "]" * depth) != [])
    except SyntaxError as error:
        print(error.msg)
#--- lazy
#| (('1',), {'a': 1})
#| (('a=b=c', 'ax.y=b'), {'b': 1})
#| (("(('a', 'b.c=1'), {})",), {'d': 1})
#| (("'",), {'e': '(a.b='})|3|d["it's"]=3
#| ((), {'a': 'x for y in z'})
#| ((), {'a': 1})
#| True
#| too many nested parentheses
#--- eager pyrun
#| (('1',), {'a': 1})
#| (('a=b=c', 'ax.y=b'), {'b': 1})
#| (("(('a', 'b.c=1'), {})",), {'d': 1})
#| (("'",), {'e': '(a.b='})|3|d["it's"]=3
#| ((), {'a': 'x for y in z'})
#| ((), {'a': 1})
#| True
#| too many nested parentheses
