"""Queries to show a newcomer once the sample release has been indexed."""

DEMO_QUERIES = (
    (
        '"marine unit assist"',
        "A phrase that stands only on a scanned e-mail: the page was read by OCR.",
    ),
    (
        "IAD2019-0412",
        "A case number: its summary and its interview transcript come up together.",
    ),
    (
        "IAD2018-0377",
        "A case number that the scanner misread on some pages: found and marked all the same.",
    ),
    (
        '"main console. No minutes were kept of the meeting"',
        "A phrase that begins on one page and goes on on the next: both are named and marked.",
    ),
    (
        "ropewalk detain* -overtime",
        "A word, the beginning of a word, and a word that must not be there.",
    ),
)
