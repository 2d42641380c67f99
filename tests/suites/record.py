"""A pytest plugin: writes what became of each test, and keeps tests off the network.

One JSON line when a test starts and one when it ends, so that a crash loses nothing:
`cargo suites` starts the run again, and tests already in the file are left out.
"""

import json
import os
import socket
import sys

import pytest

RECORD = os.environ["SUITE_RECORD"]
LOCAL = ("127.", "::1", "localhost", "0.0.0.0")
PLACES = {os.getcwd(): "<source>", sys.prefix: "<environment>"}


def name(test):
    """The name without the places of this run, which some parameters contain."""
    for place, word in PLACES.items():
        test = test.replace(place, word)
    return test


def note(**line):
    line["test"] = name(line["test"])
    with open(RECORD, "a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def known():
    try:
        with open(RECORD, encoding="utf-8") as file:
            return {json.loads(line)["test"] for line in file} - {"<end>"}
    except FileNotFoundError:
        return set()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    done = known()
    items[:] = [item for item in items if name(item.nodeid) not in done]


def pytest_collectreport(report):
    if report.failed and name(report.nodeid) not in known():
        note(test=report.nodeid, outcome="error", why=str(report.longrepr)[-3000:])


def pytest_runtest_logstart(nodeid):
    note(test=nodeid, outcome="started")


def pytest_sessionfinish():
    note(test="<end>", outcome="end")


class Outcomes:
    """The worst of a test's set-up, call and tear-down."""

    def __init__(self):
        self.worst = {}

    def pytest_runtest_logreport(self, report):
        kind = outcome(report)
        if kind and self.worst.get(report.nodeid, ("passed",))[0] in ("passed", "xfailed"):
            why = "" if kind == "passed" else str(report.longrepr)[-3000:]
            self.worst[report.nodeid] = (kind, why)

    def pytest_runtest_logfinish(self, nodeid):
        kind, why = self.worst.pop(nodeid, ("error", "no report"))
        note(test=nodeid, outcome=kind, why=why)


def outcome(report):
    if hasattr(report, "wasxfail"):
        return "xfailed" if report.skipped else "passed"
    if report.failed:
        return "failed" if report.when == "call" else "error"
    if report.skipped:
        return "skipped"
    return "passed" if report.when == "call" else None


def pytest_configure(config):
    config.pluginmanager.register(Outcomes(), "suite-outcomes")
    connect = socket.socket.connect
    lookup = socket.getaddrinfo

    def local_connect(self, address):
        if isinstance(address, tuple) and not str(address[0]).startswith(LOCAL):
            raise OSError(f"no network in this run: {address}")
        return connect(self, address)

    def local_lookup(host, *rest, **options):
        name = host.decode() if isinstance(host, bytes) else host
        if name and not name.startswith(LOCAL):
            raise socket.gaierror(socket.EAI_NONAME, "no network in this run")
        return lookup(host, *rest, **options)

    socket.socket.connect = local_connect
    socket.getaddrinfo = local_lookup


def needs_the_network():
    pytest.skip("needs httpbin")


httpbin = pytest.fixture(needs_the_network, name="httpbin")
httpbin_secure = pytest.fixture(needs_the_network, name="httpbin_secure")
httpbin_both = pytest.fixture(needs_the_network, name="httpbin_both")
