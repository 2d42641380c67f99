"""Run one module of `test` and write what became of each test, line by line.

    stdlib_worker.py MODULE RESULTS

RESULTS is read first: tests that have an outcome there are not run again, so that
a run that was cut short by a crash can be taken up behind the test that caused it.
"""

import json
import sys
import traceback
import unittest


class Recorder(unittest.TestResult):
    """Write `[test, outcome, detail]` when a test starts and when it ends."""

    def __init__(self, path):
        super().__init__()
        self.out = open(path, "a", encoding="utf-8")
        self.outcome = None

    def write(self, test, outcome, detail=""):
        self.out.write(json.dumps([test, outcome, detail]) + "\n")
        self.out.flush()

    def startTest(self, test):
        super().startTest(test)
        self.outcome = ("ok", "")
        self.write(test.id(), "start")

    def stopTest(self, test):
        super().stopTest(test)
        self.write(test.id(), *self.outcome)
        self.outcome = None

    def settle(self, test, outcome, detail):
        # Class and module fixtures report without a test having started.
        if self.outcome is None:
            self.write(test.id(), outcome, detail)
        elif self.outcome[0] == "ok" or (outcome != "skip" and self.outcome[0] == "skip"):
            self.outcome = (outcome, detail)

    def addError(self, test, err):
        self.settle(test, "error", describe(err))

    def addFailure(self, test, err):
        self.settle(test, "fail", describe(err))

    def addSkip(self, test, reason):
        self.settle(test, "skip", str(reason))

    def addExpectedFailure(self, test, err):
        self.settle(test, "skip", "expected failure")

    def addUnexpectedSuccess(self, test):
        self.settle(test, "fail", "unexpected success")

    def addSubTest(self, test, subtest, err):
        if err is not None:
            kind = "fail" if issubclass(err[0], test.failureException) else "error"
            self.settle(test, kind, subtest._subDescription() + "\n" + describe(err))


def describe(err):
    try:
        lines = traceback.format_exception(*err, limit=-6)
    except Exception as failure:  # the traceback module is under test as well
        return f"{err[0].__name__} (not shown: {failure!r})"
    return "".join(lines)[-3000:]


def settled(path):
    """The tests that a run before this one has an outcome for."""
    done = set()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            test, outcome, _ = json.loads(line)
            if outcome != "start":
                done.add(test)
    return done


def tests_of(suite):
    if isinstance(suite, unittest.BaseTestSuite):
        for part in suite:
            yield from tests_of(part)
    else:
        yield suite


def main():
    module, path = sys.argv[1:]
    sys.argv[1:] = []
    done = settled(path)
    result = Recorder(path)
    try:
        found = unittest.defaultTestLoader.loadTestsFromName("test." + module)
    except BaseException as error:
        outcome = "skip" if isinstance(error, unittest.SkipTest) else "error"
        result.write(module, outcome, describe((type(error), error, error.__traceback__)))
        return
    left = [test for test in tests_of(found) if test.id() not in done]
    unittest.TestSuite(left).run(result)
    result.write(module, "end")


if __name__ == "__main__":
    main()
