"""The stock, which every subcommand reads."""

ITEMS = [
    {"name": "apple", "price": "0.40", "count": 120},
    {"name": "bread", "price": "2.80", "count": 14},
    {"name": "cheese", "price": "11.50", "count": 5},
]
