import click, typer
@click.group()
def cli(): "A click app."
@cli.command()
@click.option("--n", default=1, help="Number")
def hello(n):
    for i in range(n): click.echo(f"hello {i}")
from click.testing import CliRunner
print(CliRunner().invoke(cli, ["hello","--n","2"]).output)
print(CliRunner().invoke(cli, ["--help"]).output)
app = typer.Typer()
@app.command()
def main(name: str, count: int = 1):
    "Greet."
    for _ in range(count): typer.echo("hi "+name)
from typer.testing import CliRunner as R
print(R().invoke(app, ["bob","--count","2"]).output)
print(R().invoke(app, ["--help"]).output)
