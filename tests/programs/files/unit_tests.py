import unittest
from unittest import mock


class Tests(unittest.TestCase):
    def test_equal(self):
        self.assertEqual(1 + 1, 2)

    def test_mock(self):
        with mock.patch("os.getcwd", return_value="/x") as getcwd:
            import os

            self.assertEqual(os.getcwd(), "/x")
        getcwd.assert_called_once()

    @unittest.skip("shown")
    def test_skipped(self):
        self.fail()


if __name__ == "__main__":
    unittest.main()
