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
        "ropewalk detain* -overtime",
        "A word, the beginning of a word, and a word that must not be there.",
    ),
)
