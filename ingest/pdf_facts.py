"""What a PDF says of itself: its title, where worth showing, and its date."""

import re
from datetime import UTC, date, datetime, timedelta

_EARLIEST = date(1990, 1, 1)
"""PDF is of 1993: an earlier date of creation is a clock that was never set."""
_DATE = re.compile(r"\s*(?:D:)?\s*(\d{4})(\d{2})?(\d{2})?")
_PROGRAM = re.compile(
    r"^(microsoft (office )?(word|excel|powerpoint|outlook)|adobe|acrobat|wordperfect)\b"
    r"[^-–:]*(?:\s*[-–:]\s*)?",  # noqa: RUF001 - en dashes are meant
    re.IGNORECASE,
)
_FILE_NAME = re.compile(
    r"^(?:.*[/\\])?[^/\\]*\.(?:pdf|docx?|xlsx?|pptx?|rtf|txt|tiff?|jpe?g|png|wpd|wps|indd|qxd|"
    r"pub|pmd|pm6|ps|htm|html|dotx?|msg|csv|dwg|odt|fm)$",
    re.IGNORECASE,
)
_MEANINGLESS = re.compile(
    r"^(?:untitled|no title|title|document|doc|unknown|none|null|scan|scanned|image|new|page|"
    r"print|layout|report|fax|anonymous|\(anonymous|created with.*|full page|"
    r"presentation|slide|book|sheet|title of document)?"
    r"[\W\d_]*$",
    re.IGNORECASE,
)
_DEVICE_NUMBER = re.compile(r"^(?=.*\d{4})[A-Z0-9_.$~-]+$", re.IGNORECASE)
"""One word with a run of digits, as scanners and case systems name their files."""
_ONE_NAME = re.compile(r"^(?:\S*_\S*|\S{25,})$")
"""One word with underscores, or too long for a word: the name of a template, table or key."""
_LONGEST = 200
"""Characters: what is longer is a paragraph, not a title."""


def title_worth_showing(title: str) -> str:
    """The title tidied, or nothing if it tells a person nothing.

    Programs put their own name, a path or a placeholder there; then the file's name is better.
    """
    tidy = " ".join("".join(c if c.isprintable() else " " for c in title).split())
    tidy = _PROGRAM.sub("", tidy).strip()
    is_worthless = (
        len(tidy) > _LONGEST
        or "\ufffd" in tidy
        or any(p.match(tidy) for p in (_FILE_NAME, _MEANINGLESS, _DEVICE_NUMBER, _ONE_NAME))
    )
    return "" if is_worthless else tidy


def date_of(value: str) -> date | None:
    """The day in a PDF date such as ``D:20170818130600-04'00'``; None if it cannot be right."""
    found = _DATE.match(value)
    if not found:
        return None
    try:
        day = date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None
    # A day's grace: the writer's clock may be in a time zone ahead of ours.
    latest = datetime.now(UTC).date() + timedelta(days=1)
    return day if _EARLIEST <= day <= latest else None
