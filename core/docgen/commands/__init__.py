"""One thin module per command: read what was typed, call the library, say what happened."""
