"""Opening a PDF: encryption, repair, and what the libraries raise."""

import io
import re
from typing import Any

from ..domain.errors import InputError
from .file_source import PARSER_ERRORS, Source, broken


def pdf_errors() -> tuple[type[Exception], ...]:
    """What reading a PDF may raise on broken input."""
    from pypdf.errors import PyPdfError

    return (PyPdfError, *PARSER_ERRORS)


def open_pdf(source: Source) -> tuple[Any, int]:
    """The reader and its number of pages; raises what the library raises, and InputError for encrypted files."""
    import logging

    import pypdf
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(io.BytesIO(source.data))
        locked = reader.is_encrypted and not reader.decrypt("")
    except DependencyError as error:
        raise InputError("PDF 已加密（加密方式不支持）", source.shown, "请取消密码后再导入") from error
    if locked:
        raise InputError("PDF 已加密，需要密码", source.shown, "请用密码打开、取消密码后再导入")
    return reader, len(reader.pages)


def repaired(source: Source) -> bytes:
    """The file as PDFium can still make it out, if need be with a new trailer; raises InputError where it cannot."""
    import pypdfium2

    catalog = re.search(rb"(\d{1,10}) (\d{1,5}) obj\s*<<[^>]{0,2000}/Type\s*/Catalog", source.data)
    root = b" ".join(catalog.groups()) if catalog else b"1 0"
    trailer = b"\nendobj\ntrailer\n<</Root " + root + b" R>>\nstartxref\n0\n%%EOF\n"
    cause: Exception | None = None
    for data in (source.data, source.data + trailer):
        copy = io.BytesIO()
        try:
            pypdfium2.PdfDocument(data).save(copy)
        except (pypdfium2.PdfiumError, *PARSER_ERRORS) as error:
            cause = error
        else:
            return copy.getvalue()
    raise broken(source, "PDF") from cause
