import pytest
def inc(x): return x+1
@pytest.mark.parametrize("a,b", [(1,2),(2,3)])
def test_inc(a,b): assert inc(a)==b
def test_raises():
    with pytest.raises(ZeroDivisionError): 1/0
def test_tmp(tmp_path, capsys):
    (tmp_path/"x").write_text("y"); print("out"); assert capsys.readouterr().out=="out\n"
def test_fail():
    assert inc(1) == 3
