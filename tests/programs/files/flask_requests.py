from flask import Flask, jsonify, render_template_string
app = Flask(__name__)
@app.route("/hello/<name>")
def hello(name):
    return jsonify(hello=name)
@app.route("/page")
def page():
    return render_template_string("{% for i in range(3) %}<b>{{ i }}</b>{% endfor %}")
client = app.test_client()
print(client.get("/hello/world").get_json())
print(client.get("/page").data)
print(client.get("/nothing").status_code)
