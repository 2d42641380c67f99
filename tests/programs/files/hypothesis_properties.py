"""Property tests that pass, and one that finds its counterexample."""
from hypothesis import given, settings, strategies as st


@given(st.lists(st.integers()))
@settings(derandomize=True, database=None)
def reversing_twice(values):
    assert list(reversed(list(reversed(values)))) == values


@given(st.integers(min_value=0))
@settings(derandomize=True, database=None)
def small(value):
    assert value < 100


reversing_twice()
try:
    small()
except AssertionError as error:
    print("found", *getattr(error, "__notes__", [""])[0].splitlines()[:2])
print(st.booleans(), st.lists(st.text()))
