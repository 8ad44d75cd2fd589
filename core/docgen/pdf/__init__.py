"""Word documents to PDF with LibreOffice, many at once, and their pages as pictures (docs/how-to/pdf.md)."""

from docgen.pdf.convert import to_pdf, to_pdfs
from docgen.pdf.office import find_libreoffice
from docgen.pdf.pictures import page_pictures

__all__ = ["find_libreoffice", "page_pictures", "to_pdf", "to_pdfs"]
