"""`serve`: the stock over HTTP."""

import http.server
import json
import logging

from . import stock


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers every request with the stock as JSON."""

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(stock.ITEMS).encode())


def run():
    logging.basicConfig(level=logging.INFO)
    http.server.HTTPServer(("localhost", 8000), Handler).serve_forever()
