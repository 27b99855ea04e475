"""Take the README's pictures from a running demo: ``python scripts/screenshots.py [ADDRESS]``."""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).parent.parent / "docs"
QUERY = "%22marine+unit+assist%22"


def main() -> None:
    """Open the hit of the demo's first query, as a reader would, and keep what is seen."""
    address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1200, "height": 800})
        page.goto(f"{address}/search?q=harbor+van+OR+{QUERY}")
        page.screenshot(path=DOCS / "screenshot-hits.png")
        page.goto(f"{address}/search?q={QUERY}")
        page.locator(".hit h2 a").first.click()
        page.locator("figure.sheet img").evaluate("picture => picture.decode()")
        page.screenshot(path=DOCS / "screenshot-page.png")
        browser.close()


if __name__ == "__main__":
    main()
