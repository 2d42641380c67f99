import sympy

x, y = sympy.symbols("x y")
print(sympy.integrate(sympy.sin(x) ** 2, x))
print(sympy.solve(x**2 - 2, x))
print(sympy.diff(sympy.exp(x) * y, x), sympy.limit(sympy.sin(x) / x, x, 0))
print(sympy.latex(sympy.Matrix([[1, x], [y, 2]]).det()))
print(sympy.factor(x**3 - 1), sympy.N(sympy.pi, 30))
