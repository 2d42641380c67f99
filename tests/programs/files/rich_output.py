from rich.console import Console
from rich.markdown import Markdown
from rich.syntax import Syntax
from rich.table import Table
from rich.tree import Tree

console = Console(width=60, force_terminal=True, color_system="truecolor")
table = Table(title="Planets")
for column in ("Name", "Moons"):
    table.add_column(column)
table.add_row("Mars", "2")
console.print(table)
console.print(Markdown("# Title\n\n- one\n- *two*"))
console.print(Syntax("def f(x):\n    return x", "python"))
tree = Tree("root")
tree.add("leaf").add("deeper")
console.print(tree)
