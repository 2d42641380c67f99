"""`list`: prints the stock."""

from . import stock


def run():
    for item in stock.ITEMS:
        print(f"{item['name']:10}{item['price']:>8}{item['count']:>6}")
