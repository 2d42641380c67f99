import typer
app = typer.Typer()
@app.command()
def main(name: str, count: int = 1): "Greet."
app()
