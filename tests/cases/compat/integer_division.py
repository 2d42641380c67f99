# The quotient of integers is the nearest float, with its sign.
def quotient(a, b):
    return a / b

print(quotient(0, -1), quotient(0, -2**70), quotient(0, 3), quotient(False, -7), quotient(-7, -2))
print(quotient(1, 3), quotient(-10, 7), quotient(2**53, 3), quotient(2**53 + 1, 3))
print(quotient(10**23, 10**22), quotient(3**700, 3**699), quotient(1, 3**700), quotient(-2**1100, 2**90))
for a, b in ((1, 0), (2**1100, 3)):
    try:
        quotient(a, b)
    except ArithmeticError as error:
        print(error)
#--- lazy
#| -0.0 -0.0 0.0 -0.0 3.5
#| 0.3333333333333333 -1.4285714285714286 3002399751580330.5 3002399751580331.0
#| 10.0 3.0 0.0 -1.0972248137587377e+304
#| division by zero
#| integer division result too large for a float
#--- eager
#| -0.0 -0.0 0.0 -0.0 3.5
#| 0.3333333333333333 -1.4285714285714286 3002399751580330.5 3002399751580331.0
#| 10.0 3.0 0.0 -1.0972248137587377e+304
#| division by zero
#| integer division result too large for a float
