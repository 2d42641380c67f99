project = "Book"
author = "Nobody"
project_copyright = "Nobody"
extensions = ["sphinx.ext.autodoc", "sphinx.ext.viewcode"]
html_last_updated_fmt = None
