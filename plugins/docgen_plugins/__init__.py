"""The built-in generators, one module each."""
