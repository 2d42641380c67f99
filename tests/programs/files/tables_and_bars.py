import io

from tabulate import tabulate
from tqdm import tqdm

rows = [["one", 1, 1.5], ["two", 22, None]]
for style in ("plain", "grid", "github", "html"):
    print(tabulate(rows, headers=["name", "number", "value"], tablefmt=style))
output = io.StringIO()
print(sum(tqdm(range(10), file=output, mininterval=0, bar_format="{desc}|{n_fmt}/{total_fmt}")))
print(output.getvalue().split("\r")[-1])
