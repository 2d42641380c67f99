import io

import bottle

app = bottle.Bottle()


@app.route("/hello/<name:re:[a-z]+>")
def hello(name):
    return bottle.template("Hello {{name}}\n% for n in range(2):\n  {{n}}\n% end\n", name=name)


@app.post("/json")
def echo():
    return {"got": bottle.request.json}


def request(method, path, body=b"", kind="text/plain"):
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
    }
    print(b"".join(app(environ, lambda status, *headers: print(status))).decode()[:60])


request("GET", "/hello/ada")
request("POST", "/json", b'{"a": [1]}', "application/json")
request("GET", "/nothing")
