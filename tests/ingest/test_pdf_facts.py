"""Titles worth showing and dates that can be."""

import datetime as dt

import pytest

from ingest.pdf_facts import date_of, title_worth_showing


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Microsoft Word - letter.doc",
        "Microsoft Word - 2016-04-07 letter final.docx",
        "untitled",
        "Untitled-1",
        "report.pdf",
        r"C:\Users\clerk\Desktop\report.doc",
        "Document1",
        "Scan0001",
        "20170818130600",
        "SKM_C45817081813060",
        "....",
        "(anonymous)",
        "Created with SomeLibrary",
        "public_journal_for_web",
        "\ufffd\ufffd",
    ],
)
def test_titles_that_say_nothing(title):
    """A program's name, a path or a placeholder is no title."""
    assert title_worth_showing(title) == ""


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Annual  Report\x00 2016", "Annual Report 2016"),
        ("Microsoft Word - Use of force policy", "Use of force policy"),
        ("Incident Report", "Incident Report"),
        ("Policy 3.02", "Policy 3.02"),
    ],
)
def test_titles_worth_showing(title, shown):
    """A title made of words is shown, tidied."""
    assert title_worth_showing(title) == shown


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("D:20170818130600-04'00'", dt.date(2017, 8, 18)),
        ("20170818", dt.date(2017, 8, 18)),
        ("D:2017", dt.date(2017, 1, 1)),
        ("D:20171399", None),
        ("D:19700101000000Z", None),
        ("D:29990101", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_dates(value, day):
    """A date of creation counts only if it can be right."""
    assert date_of(value) == day
