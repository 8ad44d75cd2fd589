"""Sphinx: the site of docgen's documentation; `make docs` builds it."""

import logging
import sys
from pathlib import Path

import jieba

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "core"))

from docgen import __version__

project = "docgen"
author = "The docgen contributors"
copyright = "The docgen contributors"
version = release = __version__
language = "zh_CN"  # the clerk's part comes first; programmers read English pages as they are

jieba.setLogLevel(logging.WARNING)  # it cuts Chinese pages into words for the search, and tells its progress

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build", "_pages"]
myst_enable_extensions = ["html_image"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"docgen {version}"
html_show_sphinx = False
html_copy_source = False
