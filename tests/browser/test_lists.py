"""Hit lists and reports in a real browser: exported, marked, compared, reported on."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def downloaded(page: Page, folder: Path, click) -> Path:
    """What a click brings, saved under the name it came with."""
    with page.expect_download() as coming:
        click()
    path = folder / coming.value.suggested_filename
    coming.value.save_as(path)
    return path


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_query_to_export(page: Page, tmp_path):
    """A researcher runs a query and exports its hits."""
    page.goto("/search?q=harbor")
    link = page.locator(".tools").get_by_role("link", name="CSV")
    found = rows(downloaded(page, tmp_path, link.click))

    assert len(found) > 40
    assert {row["query"] for row in found} == {"harbor"}


def test_marks(page: Page, tmp_path):
    """Ten hits are marked, the marks stay when the page is left, and go out with the list."""
    page.goto("/list?q=harbor")
    places = page.locator(".place")
    for number in range(10):
        review = ("relevant", "not relevant", "seen")[number % 3]
        places.nth(number).locator("select").select_option(review)
    places.nth(0).locator("input").fill("look again")
    places.nth(0).locator("input").blur()
    expect(page.locator(".marked-so-far")).to_have_text(
        "10 marked: 4 relevant, 3 not relevant, 3 seen"
    )
    page.goto("/coverage")
    page.go_back()
    page.reload()
    expect(places.nth(9).locator("select")).to_have_value("relevant")

    button = page.get_by_role("button", name="With my marks, as CSV")
    found = rows(downloaded(page, tmp_path, button.click))

    marked = [row for row in found if row["review"]]
    assert len(marked) == 10
    assert [row["note"] for row in found if row["note"]] == ["look again"]
    assert len([row for row in marked if row["review"] == "relevant"]) == 4
    page.get_by_role("button", name="Forget all of them").click()
    expect(places.nth(9).locator("select")).to_have_value("")
    assert page.evaluate("localStorage.length") == 0


def test_marks_are_of_one_list(page: Page):
    """Another query, or the same with a filter, has marks of its own."""
    page.goto("/list?q=harbor")
    page.locator(".place select").first.select_option("seen")
    page.goto("/list?q=harbor&source=ocr")
    expect(page.locator(".place .mark-tools").first).to_be_visible()
    assert set(page.locator(".place select").evaluate_all("all => all.map(s => s.value)")) == {""}


def test_compare(page: Page, tmp_path):
    """An earlier list is sent and what is new since is shown."""
    page.goto("/list?q=harbor")
    link = page.get_by_role("link", name="JSON lines").last
    kept = downloaded(page, tmp_path, link.click)
    lines = kept.read_text().splitlines(keepends=True)
    kept.write_text("".join(lines[3:]))

    page.get_by_text("Compare with an earlier list").click()
    page.get_by_label("The earlier list").set_input_files(kept)
    page.get_by_role("button", name="What is new and gone").click()

    expect(page.get_by_role("status")).to_contain_text("3 are new, 0 are gone")
    expect(page.get_by_role("cell", name="new", exact=True)).to_have_count(3)
    assert json.loads(lines[0])["matched_words"]


def test_report(page: Page, tmp_path):
    """A list of terms is sent, its report read, and downloaded as a spreadsheet."""
    terms = tmp_path / "terms.csv"
    terms.write_text('term,note\nharbor,x\n"""marine unit""",y\nhabror,\n,\n')
    page.goto("/")
    page.goto("/report")
    page.get_by_label("or a file of them").set_input_files(terms)
    page.get_by_role("button", name="Show the report").click()
    expect(page.get_by_role("status")).to_contain_text("found 2, nothing 1")
    expect(page.locator(".terms tr.problem")).to_contain_text("Did you mean harbor")

    button = page.get_by_role("button", name="Download it as a spreadsheet")
    book = openpyxl.load_workbook(downloaded(page, tmp_path, button.click), read_only=True)

    assert book.sheetnames == ["Summary", "Hits", "Matrix", "Settings", "Problems"]
    summary = list(book["Summary"].iter_rows(values_only=True))
    assert [row[1] for row in summary[1:4]] == ["harbor", '"marine unit"', "habror"]


@pytest.mark.parametrize("path", ["/list?q=harbor", "/report"])
def test_fits(page: Page, path):
    """The pages are no wider than a narrow phone."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
