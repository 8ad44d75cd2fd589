"""The built-in templates, as package data: `<kind>/<name>.docx`. Read them with `importlib.resources`."""
