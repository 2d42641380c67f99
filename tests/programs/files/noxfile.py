import nox


@nox.session(venv_backend="none")
def hello(session):
    """Say hello."""
    session.log("hello")


@nox.session(venv_backend="none")
@nox.parametrize("number", [1, 2])
def numbers(session, number):
    session.log(str(number))
