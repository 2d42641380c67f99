import requests
r = requests.Request("POST", "http://example.org/x", params={"a": 1}, json={"b": 2}, auth=("u","p"), cookies={"c":"d"}).prepare()
print(r.method, r.url, r.body, sorted(r.headers.items())); print(requests.__version__)
