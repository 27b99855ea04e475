"""How to search, by example: the page that says what can be typed."""

from dataclasses import dataclass
from typing import Final

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from app.web import templates

web = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A thing that can be asked, with queries that ask it.

    Attributes:
        heading: What it is about.
        examples: Queries as they would be typed, each with what it finds.
    """

    heading: str
    examples: tuple[tuple[str, str], ...]


LESSONS: Final = (
    Lesson(
        "Words",
        (
            ("officer complaint", "both words in any of their forms, in any place on the page"),
            ('"task force"', "these words, one after the other"),
            ("traffic OR alarm", "either word; OR, AND and NOT are capitals"),
            ("officer -overtime", "the first word and not the second"),
            ("(alarm OR larceny) officer", "brackets, as in arithmetic"),
        ),
    ),
    Lesson(
        "Near each other",
        (
            ("officer w/10 complaint", "at most ten words between, in either order"),
            ('"officer complaint"~10', "the same, of the words exactly as typed"),
        ),
    ),
    Lesson(
        "Parts of words, and words misread",
        (
            ("report*", "words that begin so"),
            ("wom?n", "one letter left open; a star stands for any number of them"),
            ("complain~1", "words one letter away"),
            ("~officer", "the word also as a scan may have misread it: 0fficer, off1cer"),
        ),
    ),
    Lesson(
        "Numbers and dates in the text",
        (
            ("IAD2019-0412", "a case number, however it is printed, also where it was misread"),
            ("id:I19*", "numbers that begin so"),
            ("badge:4127", "a badge; likewise incident, affairs, docket, plate and phone"),
            ("mentions:2018-09", "a date in September 2018 that is written on the page"),
        ),
    ),
    Lesson(
        "What is known of the record",
        (
            ("title:report", "in the document's title; likewise type, agency and release"),
            ("date:2018", "dated in that year; date:2018-06 in that month"),
            ("date:[2018-06 TO *]", "dated from then on"),
            ("page:1", "first pages"),
            ("source:ocr", "pages read from a picture"),
            ("confidence:<0.95", "scans that were read less surely"),
        ),
    ),
)


@web.get("/help")
def help_page() -> HTMLResponse:
    """What can be typed, by example; each is a link that searches."""
    return HTMLResponse(templates().get_template("help.html").render(q="", lessons=LESSONS))
