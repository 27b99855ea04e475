"""Codes of exemptions are read beside redactions, in one form, and nowhere else."""

import pytest

from ingest.exemptions import canonical, exemptions, only_codes
from ingest.records import Box, Word

BAR = Box(0.2, 0.30, 0.4, 0.32)


def printed(text: str, *, left=0.45, top=0.301) -> tuple[str, list[Word]]:
    """A text as words along one row."""
    words, start = [], 0
    for part in text.split():
        start = text.index(part, start)
        across = left + 0.01 * start
        words.append(Word(start, start + len(part), Box(across, top, across + 0.009, top + 0.012)))
        start += len(part)
    return text, words


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("(b)(6)", ["(b)(6)"]),
        ("(b) (6), (b) (7) (C)", ["(b)(6)", "(b)(7)(C)"]),
        ("b6 b7C", ["(b)(6)", "(b)(7)(C)"]),
        ("b7C -1,2", ["(b)(7)(C)"]),
        ("(j)(2)", ["(j)(2)"]),
        ("Exemption 6", ["exemption (6)"]),
        ("exemption (c)", ["exemption (c)"]),
        ("c. 4, § 7(26)(c)", ["26(c)"]),
        ("clause 26(f)", ["26(f)"]),
        ("c. 41 § 97D", ["c. 41 § 97D"]),
        ("7(1)(d)(iv)", ["7(1)(d)(iv)"]),
        ("b6 and again (b)(6)", ["(b)(6)"]),
        ("B-52 at 7(1) in cab6 on 26 May, sub 4, 2b6, $26(c)", []),
        ("c. 1986 model, unit (b), Ex. 14", []),
    ],
)
def test_forms(text, codes):
    """A code is known however it is printed, and numbers like it are not."""
    assert exemptions(*printed(text), [BAR]) == tuple(codes)


@pytest.mark.parametrize(
    ("top", "left", "is_beside"),
    [
        (0.304, 0.9, True),
        (0.322, 0.25, True),
        (0.285, 0.25, True),
        (0.322, 0.6, False),
        (0.36, 0.25, False),
    ],
)
def test_place(top, left, is_beside):
    """A code counts on a bar's rows, also in the margin, and right above or below the bar."""
    found = exemptions(*printed("(b)(6)", left=left, top=top), [BAR])
    assert found == (("(b)(6)",) if is_beside else ())


def test_without_bars():
    """A law cited on a page without redactions is no ground of one."""
    assert exemptions(*printed("(b)(6)"), []) == ()


def test_only_codes():
    """A label of codes is told from a heading that has more to say."""
    assert only_codes("(b)(6); b7C")
    assert not only_codes("(b)(6) per order")
    assert not only_codes("")


def test_canonical_is_stable():
    """The form by which a code is counted is a code in the same form."""
    for code in ("b7C", "(b) (6)", "Exemption 6", "cl. 26(f)", "ch. 41 sec. 97D", "7(1)(c)"):
        assert canonical(canonical(code)) == canonical(code)
