import jinja2, asyncio, markupsafe
env = jinja2.Environment(loader=jinja2.DictLoader({"b":"{% macro m(x) %}[{{ x|upper }}]{% endmacro %}{% block c %}{% endblock %}","a":"{% extends 'b' %}{% block c %}{{ xs|sort|join(', ') }}{% endblock %}"}), autoescape=True)
print(env.get_template("a").render(xs=["c","<b>"]))
async def main():
    e = jinja2.Environment(enable_async=True)
    print(await e.from_string("{% for i in x %}{{ i }}{% endfor %}").render_async(x=range(3)))
asyncio.run(main())
