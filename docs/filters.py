"""Writes filters.md beside this file from the filters' own declarations."""

from pathlib import Path

from docgen.render.filters import filters_page

Path(__file__).with_suffix(".md").write_text(filters_page(), encoding="utf-8", newline="\n")
