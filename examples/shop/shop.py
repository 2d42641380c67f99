"""A command line tool as many are: every subcommand has its module, and each run
needs one of them."""

import argparse
import sys

from shop_tools import backup, check, listing, report, serve, sync


def main():
    parser = argparse.ArgumentParser(description="Look after a small shop.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="print the stock")
    commands.add_parser("report", help="write the monthly report")
    commands.add_parser("serve", help="answer on http://localhost:8000")
    commands.add_parser("sync", help="fetch the suppliers' lists")
    commands.add_parser("backup", help="pack everything up")
    commands.add_parser("check", help="look for mistakes")
    arguments = parser.parse_args()
    match arguments.command:
        case "list":
            return listing.run()
        case "report":
            return report.run()
        case "serve":
            return serve.run()
        case "sync":
            return sync.run()
        case "backup":
            return backup.run()
        case "check":
            return check.run()


if __name__ == "__main__":
    sys.exit(main())
