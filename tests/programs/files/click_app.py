import click
@click.group()
def cli(): "A click app."
@cli.command()
@click.option("--n", default=1, help="Number")
def hello(n): click.echo("x")
cli()
