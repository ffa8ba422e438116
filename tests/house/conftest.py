"""What the tests of the house do without: drawing. A PDF is as readable as the pages it was made from."""

from collections.abc import Iterator, Sequence

import pytest


@pytest.fixture(autouse=True)
def _pdfs_as_text(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    from fieldday.web.forms import papers

    def undrawn(documents: Sequence[str], styles: Sequence[str] = ()) -> bytes:
        return "".join(documents).encode()

    monkeypatch.setattr(papers, "make_pdf", undrawn)
    yield
