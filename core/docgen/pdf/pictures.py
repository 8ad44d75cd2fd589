"""The pages of a PDF as pictures, by pypdfium2 and Pillow: the extra `preview`."""

from __future__ import annotations

import io
from importlib import import_module
from typing import Any

from docgen.problems import DocgenError
from docgen.text import Text


def page_pictures(pdf: bytes, dpi: int = 96) -> list[bytes]:
    """Each page of `pdf` as a PNG with `dpi` dots an inch.

    Raises DocgenError when the extra `preview` is not installed, or when the bytes are no PDF.
    """
    try:
        pdfium = import_module("pypdfium2")  # by name: they are optional
        import_module("PIL.Image")
    except ImportError:
        raise DocgenError(
            Text("pictures of pages need pypdfium2 and Pillow", "生成页面图片需要 pypdfium2 和 Pillow"),
            hint=Text("Install them with: pip install 'docgen[preview]'", "请运行：pip install 'docgen[preview]'"),
        ) from None
    try:
        document = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError:
        raise DocgenError(Text("this is no PDF", "这不是 PDF 文件")) from None
    try:
        return [_png(page, dpi) for page in document]
    finally:
        document.close()


def _png(page: Any, dpi: int) -> bytes:
    file = io.BytesIO()
    page.render(scale=dpi / 72).to_pil().save(file, "PNG")
    return file.getvalue()
