"""From hit to hit within a document."""

import pytest

from app.stepping import HitPages
from tests.app.conftest import NOTES


@pytest.mark.parametrize(
    ("number", "before", "after"),
    [(1, None, 2), (2, None, 5), (3, 2, 5), (5, 2, 9), (9, 5, None), (12, 9, None)],
)
def test_neighbouring_hits(number, before, after):
    """The hits before and after a page, whether it is one itself or not."""
    pages = HitPages(number, (2, 5, 9), partial=False)
    assert (pages.before, pages.after) == (before, after)


def test_page_view(client):
    """The view of a page leads to the hits before and after it, and to the pages near by."""
    html = client.get(f"/d/{NOTES[:12]}/p/7", params={"q": "note"}).text
    assert "40 pages of this document match" in html
    assert f'data-key="p" href="/d/{NOTES[:12]}/p/6?q=note#last-hit"' in html
    assert f'data-key="n" href="/d/{NOTES[:12]}/p/8?q=note#hit"' in html
    assert f'href="/d/{NOTES[:12]}/p/4?q=note"' in html
    assert f'href="/d/{NOTES[:12]}/p/11?q=note"' not in html
    assert "SHA-256" in html
    assert "BibTeX" in html
    assert 'data-key="n"' not in client.get(f"/d/{NOTES[:12]}/p/40", params={"q": "note"}).text
    assert "of this document match" not in client.get(f"/d/{NOTES[:12]}/p/7").text
