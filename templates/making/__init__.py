"""The built-in templates, a module for each kind of document."""
