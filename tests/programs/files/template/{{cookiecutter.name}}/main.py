print("{{ cookiecutter.greeting }}")
