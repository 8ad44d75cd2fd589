"""Word documents to PDF with LibreOffice, many at once, and their pages as pictures (docs/how-to/pdf.md)."""

from typing import TYPE_CHECKING

from docgen.lazy import lazy_names

if TYPE_CHECKING:
    from docgen.pdf.convert import to_pdf, to_pdfs
    from docgen.pdf.fonts import installed_families, stand_ins
    from docgen.pdf.office import find_libreoffice
    from docgen.pdf.pictures import page_pictures

__all__ = [
    "find_libreoffice",
    "installed_families",
    "page_pictures",
    "stand_ins",
    "to_pdf",
    "to_pdfs",
]

__getattr__ = lazy_names(
    __name__,
    {
        "pdf.convert": "to_pdf to_pdfs",
        "pdf.fonts": "installed_families stand_ins",
        "pdf.office": "find_libreoffice",
        "pdf.pictures": "page_pictures",
    },
)
