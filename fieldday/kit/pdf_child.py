"""The process that draws a PDF: {"documents": […], "styles": […]} on standard input, the PDF on standard output."""

import json
import os
import sys
from typing import Any


def draw(documents: list[str], styles: list[str]) -> bytes:
    """The PDF of the documents, one after the other, each counting its own pages."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    sheets = [weasyprint.CSS(string=text, font_config=fonts, url_fetcher=_nothing) for text in styles]
    drawn = [
        weasyprint.HTML(string=text, url_fetcher=_nothing).render(stylesheets=sheets, font_config=fonts)
        for text in documents
    ]
    pages = [page for document in drawn for page in document.pages]
    pdf: bytes = drawn[0].copy(pages).write_pdf()
    return pdf


def _nothing(url: str, *args: Any, **options: Any) -> Any:
    raise ValueError(f"a form loads nothing: {url[:80]}")


def main() -> None:
    """Read, draw, write. The drawing gives way to whoever waits for a page."""
    os.nice(5)
    asked = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(draw(asked["documents"], asked["styles"]))
