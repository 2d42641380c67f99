"""`check`: looks for mistakes in the stock."""

import difflib
import doctest
import unittest

from . import stock


class StockTests(unittest.TestCase):
    """What must hold for every item."""

    def test_counts(self):
        for item in stock.ITEMS:
            self.assertGreaterEqual(item["count"], 0)

    def test_names(self):
        names = [item["name"] for item in stock.ITEMS]
        self.assertEqual(names, sorted(names), "\n".join(difflib.ndiff(names, sorted(names))))


def run():
    suite = unittest.defaultTestLoader.loadTestsFromTestCase(StockTests)
    result = unittest.TextTestRunner(verbosity=0).run(suite)
    return 0 if result.wasSuccessful() and not doctest.testmod(stock).failed else 1
