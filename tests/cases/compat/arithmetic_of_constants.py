# What the compiler computes is what the interpreter computes.
import itertools
import warnings

warnings.simplefilter("ignore")
print(3 // 1.5, 100 // -2.5, 1e16 // 2, 6.0 // 2, -1 // -2.5, 0.0 // -3, 5.5 % 2.5, -7 // 2.0)
print((1 + 2j) / (3 - 1j), 1 / 1e300j, 1e200j / 1e200j, (1 + 1j) ** 3, 1 + 2j, 2j * 1.5)

numbers = ["1", "-1", "2", "3", "7", "True", "1.5", "-2.5", "2.5", "0.1", "1e16", "1e308",
           "1e-320", "-7", "1j", "-1j", "0j", "1+2j", "3-1j", "1e300j"]
operators = ["+", "-", "*", "/", "//", "%"]

def told(source, names):
    try:
        return repr(eval(source, names))
    except Exception as error:
        return type(error).__name__

different = 0
for a, b, operator in itertools.product(numbers, numbers, operators):
    constants = told(f"({a}) {operator} ({b})", {})
    variables = told(f"a {operator} b", {"a": eval(a), "b": eval(b)})
    if constants != variables:
        different += 1
        print(a, operator, b, constants, variables)
print(different)
#--- lazy
#| 2.0 -40.0 5000000000000000.0 3.0 0.0 -0.0 0.5 -4.0
#| (0.1+0.7000000000000001j) -1e-300j (1+0j) (-2+2j) (1+2j) 3j
#| 0
#--- eager
#| 2.0 -40.0 5000000000000000.0 3.0 0.0 -0.0 0.5 -4.0
#| (0.1+0.7000000000000001j) -1e-300j (1+0j) (-2+2j) (1+2j) 3j
#| 0
