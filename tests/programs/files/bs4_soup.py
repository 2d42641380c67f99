from bs4 import BeautifulSoup

page = """<html><body><h1 class="a b">Title</h1><p>One <b>two</b><p>Three
<a href="/x?a=1&amp;b=2">link</a></body>"""
soup = BeautifulSoup(page, "html.parser")
print(soup.h1["class"], soup.get_text("|", strip=True))
print([link["href"] for link in soup.select("p > a[href^='/']")])
soup.b.replace_with(soup.new_tag("i", id="new"))
print(soup.prettify())
