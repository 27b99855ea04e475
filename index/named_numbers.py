"""Numbers in a text that a word before them names, or that nothing else looks like.

A word such as ``badge`` names the number that follows it, with nothing between but ``No.``, ``#``,
a colon and the like. The numbers of a list, ``badges 4411 and 3087``, are all named.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from index.facts import Fact, FactKind
from index.misread_digits import DIGIT, read_digits

_GAP: Final = r"[ \t]{0,3}"
_NUMBER: Final = r"(?:nos?\b\.?|num(?:ber)?s?\b\.?|nbr\b\.?|id\b|#)"
_NUMBERED: Final = rf"(?:(?:{_GAP}{_NUMBER}){{1,2}}{_GAP}[:.]?|{_GAP}:)"
"""What says that a number follows: ``No.``, ``#``, a colon."""

_BELOW: Final = rf"{_NUMBERED}{_GAP}\n{{1,2}}{_GAP}"
"""What may stand between the label of a form and the number below it."""

_WRAPPED: Final = rf"{_GAP}\n{_GAP}(?:{_NUMBER}{_GAP})?"
"""The end of a line of prose between a word and its number."""

_NAMES: Final = rf"(?:{_BELOW}|{_WRAPPED}|(?:{_GAP}(?:{_NUMBER}|is\b))*{_GAP}[:.,]?{_GAP}#?{_GAP})"
"""What may stand between a word and the number that it names."""

_SIGNED: Final = rf"(?:{_BELOW}|{_NUMBERED}{_GAP})"
"""The same where the word alone does not name a number."""

_STATES: Final = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM"
    " NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC"
).replace(" ", "|")
_COURTS: Final = "CR|CV|CIV|CRIM|MJ|MC|MD|SW|RO|SC|AC|BP|JV"
_MANY_DIGITS: Final = r"(?:[^\d\n]?\d){6}"
"""So many are an incident's number though only ``case`` stands before them."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """How one kind of number is printed.

    Attributes:
        kind: Of the number.
        pattern: Finds it; its group ``value`` is the number.
        words: One of them, in small letters, stands on every page that the pattern finds anything
            on; none if no word is needed.
        page: What has to stand somewhere on the page, as the heading of a column.
    """

    kind: FactKind
    pattern: re.Pattern[str]
    words: tuple[str, ...] = ()
    page: re.Pattern[str] | None = None

    def found(self, text: str, lowered: str) -> Iterator[Fact]:
        if self.words and not any(word in lowered for word in self.words):
            return  # far cheaper than trying the pattern everywhere
        if self.page and not self.page.search(text):
            return
        for match in self.pattern.finditer(text):
            if fact := self.fact(match["value"], match.start("value")):
                yield fact
            if self.kind in _LISTED:
                yield from self._more(text, match.end())

    def _more(self, text: str, at: int) -> Iterator[Fact]:
        """The numbers after the first of a list."""
        while following := _LISTED[self.kind].match(text, at):
            if fact := self.fact(following["value"], following.start("value")):
                yield fact
            at = following.end()

    def fact(self, printed: str, start: int) -> Fact | None:
        value = _NORMAL[self.kind](printed)
        if not value:
            return None
        return Fact(
            self.kind, value, start, start + len(printed), _is_misread(self.kind, printed, value)
        )


def named_numbers(text: str) -> Iterator[Fact]:
    """The numbers of a text, those of surer forms first. They may overlap: the first is right."""
    lowered = text.lower()
    for rule in _RULES:
        yield from rule.found(text, lowered)


def _is_misread(kind: FactKind, printed: str, value: str) -> bool:
    """Whether other letters or digits are printed than the normal form has."""
    as_printed, normal = _letters_and_digits(printed), _letters_and_digits(value)
    if kind is FactKind.AFFAIRS:
        normal = normal[2:]  # the century need not be printed
    if kind is FactKind.INCIDENT and as_printed.startswith(f"1{normal}"):
        return True  # the 1 was an I
    return any(letter in as_printed for letter in "l|") or normal not in as_printed.upper()


def asked_number(kind: FactKind, typed: str) -> str:
    """The normal form of a number as it is typed, in letters of any size; empty if it is none."""
    small = kind is not FactKind.PLATE and "l" in typed  # in a number a misread 1, not an L
    capitals = "l".join(part.upper() for part in typed.split("l")) if small else typed.upper()
    number = normal_form(kind, capitals)
    return number if number.isascii() else ""


def normal_form(kind: FactKind, written: str) -> str:
    """The normal form of a number that is known to be of a kind; empty if it cannot be."""
    return _NORMAL[kind](written.strip()) if kind in _NORMAL else ""


def _letters_and_digits(written: str) -> str:
    return "".join(each for each in written if each.isalnum() or each == "|")


def _digit_count(written: str) -> int:
    return sum(map(str.isdecimal, written))


def _as_phone(written: str) -> str:
    digits = _letters_and_digits(read_digits(written.replace("+", "")))
    if len(digits) == 11 and digits.startswith("1"):
        digits = digits[1:]
    if len(digits) not in (7, 10) or not digits.isdecimal() or 2 * _digit_count(written) < 10:
        return ""
    area, exchange, line = digits[:-7], digits[-7:-4], digits[-4:]
    if exchange[0] in "01" or (area and area[0] in "01"):
        return ""
    return "-".join(filter(None, (area, exchange, line)))


def _as_affairs(written: str) -> str:
    if _SERIES.fullmatch(written):
        return written
    number = _AFFAIRS_LETTERS.sub("", written.strip())
    found = _AFFAIRS_NUMBER.fullmatch(number)
    if found:
        year, serial = read_digits(found["year"]), read_digits(found["serial"])
        century = "" if len(year) == 4 else "19" if int(year) >= 70 else "20"
        is_year = len(year) == 2 or year.startswith(("19", "20"))
        return f"{century}{year}-{serial}" if is_year and _digit_count(number) >= 3 else ""
    if _digit_count(number) < 4 or not _HYPHENED.fullmatch(number):
        return ""
    return number.upper()


def _as_incident(written: str) -> str:
    number = _SUPPLEMENT.sub("", written)
    if _WITH_I.fullmatch(number):
        digits = read_digits(_letters_and_digits(number)[1:])
        return digits if _digit_count(number) >= 6 and digits[0] in "012" else ""
    letters = re.match(r"[A-HJ-NPR-Z]{0,3}(?=\d)|[A-Z]{2,3}(?=-)", number)
    rest = read_digits(_letters_and_digits(number[letters.end() :] if letters else number))
    is_one = rest.isdecimal() and 5 <= len(rest) <= 14
    if not is_one or 2 * _digit_count(number) < len(rest):
        return ""
    return (letters[0] if letters else "") + rest


def _as_docket(written: str) -> str:
    if found := _COURT.fullmatch(written):
        year, serial = read_digits(found["year"]), read_digits(found["serial"])
        return f"{year}{found['court'].upper()}{serial}" if _digit_count(written) >= 4 else ""
    number = _letters_and_digits(written).upper()
    return number if _digit_count(number) >= 4 and len(number) <= 20 else ""


def _as_badge(written: str) -> str:
    number = _letters_and_digits(written)
    letter = number[:1] if re.match(r"[A-HJKM-RT-Y]-?", written) else ""
    digits = read_digits(number[len(letter) :])
    is_one = digits.isdecimal() and _digit_count(written) * 2 >= len(digits)
    return letter + digits if is_one and 2 <= len(digits) <= 6 else ""


def _as_plate(written: str) -> str:
    groups = re.split(r"[ -]", written)
    number = "".join(_plate_group(group) for group in groups).upper()
    is_one = 4 <= len(number) <= 8 and _digit_count(number) >= 1 and not number.isdecimal()
    is_plain = len(groups) == 1 and number.isdecimal() and 5 <= len(number) <= 7
    return number if is_one or is_plain else ""


def _plate_group(group: str) -> str:
    """A part of a plate; small letters among capitals are digits, an O among digits is none."""
    read = group.translate(str.maketrans("lo|", "101"))
    if _digit_count(read) >= len(read) - 1 and _digit_count(read) >= 2:
        return read.replace("O", "0").replace("I", "1")
    return read


_NORMAL: Final[dict[FactKind, Callable[[str], str]]] = {
    FactKind.PHONE: _as_phone,
    FactKind.AFFAIRS: _as_affairs,
    FactKind.INCIDENT: _as_incident,
    FactKind.DOCKET: _as_docket,
    FactKind.BADGE: _as_badge,
    FactKind.PLATE: _as_plate,
}

_AFFAIRS_LETTERS = re.compile(r"\A[Il1|]\.? ?A\.? ?(?:[DBU]\.?)?[ -]?#?")
_AFFAIRS_NUMBER = re.compile(rf"(?P<year>{DIGIT}{{4}}|{DIGIT}{{2}})[ -]?(?P<serial>{DIGIT}{{3,5}})")
_WITH_I = re.compile(rf"[1Il|]-?{DIGIT}{{2}}-?{DIGIT}{{7}}")
_SUPPLEMENT = re.compile(r"(?<=\d{9})-\d\d\Z")
"""The number of a supplement behind that of an incident."""

_SERIES = re.compile(r"(?!I[Aa])[A-Z]{1,3}(?:19|20)\d\d-\d{3,5}")
_HYPHENED = re.compile(r"[0-9A-Za-z]+(?:-[0-9A-Za-z]+){1,3}")
_COURT = re.compile(
    rf"(?:\d:)?(?P<year>{DIGIT}{{4}}|{DIGIT}{{2}})[- ]?(?P<court>(?i:{_COURTS}))[- ]?"
    rf"(?P<serial>{DIGIT}{{3,7}})(?:-[A-Za-z]{{2,4}}(?:-[A-Za-z]{{2,4}})?)?"
)
_BADGE_VALUE: Final = rf"(?:[A-Z]-?)?{DIGIT}{{2,6}}(?!\w)(?![-/.:]\w)"


def _named(words: str, between: str, value: str) -> re.Pattern[str]:
    """A value behind one of some words, in letters of any size, and what stands between."""
    return re.compile(rf"(?<!\w)(?i:(?:{words})(?:{between}))(?P<value>{value})")


_AREA: Final = rf"{DIGIT}{{3}}"
_LINE: Final = rf"{DIGIT}{{4}}(?!\w)(?![-/.]\w)"
_BEFORE_PHONE: Final = r"(?<![\w.])(?<!\w[-/])"
_CALLS: Final = (
    r"(?:tele)?phones?|tel|cell(?:ular)?|fax|mobile|pager|home|work|call(?:ed|s|ing|back)?|number|"
    r"reached|contact(?:ed)?|dial(?:ed)?"
)
_CALL_WORDS: Final = (
    *("tel", "phone", "cell", "fax", "call", "mobile", "number"),
    *("home", "work", "contact", "pager", "reach", "dial"),
)
_WORDS: Final = r"[ \t]?[.:#]?(?:[ \t]+[A-Za-z][A-Za-z.]*){0,2}[.:]?[ \t]{1,3}\(?"
_INCIDENTS: Final = (
    r"incident(?:[ \t]+report)?|report|case|event|offense|cad|cc|"
    r"central[ \t]+complaint"
)
_INCIDENT_VALUE: Final = (
    rf"(?:[A-Z]{{1,3}}-?)?{DIGIT}[0-9OoQlI|SBZ-]{{3,15}}{DIGIT}(?!\w)(?![/.]\w)"
)
_COURT_VALUE: Final = (
    rf"(?=[\dlIO|])(?:\d:)?(?:{DIGIT}{{4}}|{DIGIT}{{2}})[- ]?(?:{_COURTS})[- ]?{DIGIT}{{3,7}}"
    r"(?:-[A-Za-z]{2,4}){0,2}(?!\w)"
)
_PLATE_PART: Final = r"[A-Z0-9lo|]"
_PLATE_VALUE: Final = (
    rf"(?:[A-Z]{{2}} \d{{2}} [A-Z]{{2}}"
    rf"|[A-Z]{{1,4}}[ -]?(?=\d){_PLATE_PART}{{1,5}}(?:[ -][A-Z]?\d{_PLATE_PART}{{0,2}})?"
    rf"|\d{_PLATE_PART}{{1,5}}[ -][A-Z]?{_PLATE_PART}?\d{_PLATE_PART}{{0,3}}"
    rf"|\d{{3,4}}[ -][A-Z]{{2,3}}"
    rf"|{_PLATE_PART}{{4,8}})(?!\w)(?!-\w)"
)
_PLATES: Final = (
    r"(?:licen[sc]e[ \t]+|lic\.?[ \t]+)?plates?(?:[ \t]of[ \t](?:the[ \t])?[a-z]+(?=:))?"
    r"|reg(?:istration|\.)?|tag"
)

_AND: Final = rf"{_GAP}(?:,{_GAP}and\b|,|and\b|&|or\b){_GAP}#?"
_LISTED: Final = {
    FactKind.BADGE: re.compile(rf"{_AND}(?P<value>{_BADGE_VALUE})"),
    FactKind.PLATE: re.compile(rf"{_AND}(?P<value>{_PLATE_VALUE})"),
}
"""What goes on in a list of numbers of a kind."""

_RULES: Final = (
    _Rule(
        FactKind.PHONE,
        re.compile(
            rf"{_BEFORE_PHONE}(?P<value>(?:\+?1[-. ])?(?:\({_AREA}\)[-. ]{{0,2}}{DIGIT}{{3}}[-. ]|"
            rf"{_AREA}(?P<sign>[-./]){DIGIT}{{3}}[-.]|{_AREA} {DIGIT}{{3}}[ -]){_LINE})(?! \d)"
        ),
    ),
    _Rule(
        FactKind.PHONE,
        _named(_CALLS, _WORDS, rf"{DIGIT}{{3}}[-.]{_LINE}|{DIGIT}{{10}}(?!\w)"),
        _CALL_WORDS,
    ),
    _Rule(
        FactKind.AFFAIRS,
        re.compile(
            rf"(?<![\w.])(?P<value>[Il1|]\.? ?A\.? ?(?:[DBU]\.?)?[ -]?#?"
            rf"(?:{DIGIT}{{4}}|{DIGIT}{{2}})[ -]?{DIGIT}{{3,5}})(?!\w)(?![-/]\w)"
        ),
    ),
    _Rule(
        FactKind.AFFAIRS,
        _named(
            r"internal[ \t]+affairs(?:[ \t]+division)?|i\.?a\.?[dbu]\.?",
            rf"(?:{_GAP}(?:case|file|complaint|investigation|control))*{_NAMES}",
            r"[0-9OlI|]\w*-\w+(?:-\w+)?(?![\w-])(?!/\w)",
        ),
        ("affairs", "ia", "i.a"),
    ),
    _Rule(
        FactKind.AFFAIRS,
        re.compile(rf"(?<![\w-])(?P<value>{_SERIES.pattern})(?![\w-])"),
        ("affairs", "internal invest", "citizen"),
    ),
    _Rule(FactKind.DOCKET, re.compile(rf"(?<![\w-])(?P<value>(?i:{_COURT_VALUE}))")),
    _Rule(
        FactKind.DOCKET,
        _named(
            r"dockets?|civil[ \t]+action|c\.[ \t]?a\.|indictment",
            _NAMES,
            r"\d[0-9A-Z-]{3,}[0-9A-Z](?!\w)(?!/\w)",
        ),
        ("docket", "civil", "c.", "indictment"),
    ),
    _Rule(
        FactKind.INCIDENT,
        re.compile(rf"(?<![\w-])(?P<value>[Il|]-?{DIGIT}{{2}}-?{DIGIT}{{7}})(?!\w)(?!-\w)"),
    ),
    _Rule(
        FactKind.INCIDENT,
        _named(_INCIDENTS, rf"(?:{_SIGNED}|{_GAP}(?={_MANY_DIGITS}))", _INCIDENT_VALUE),
    ),
    _Rule(FactKind.INCIDENT, _named("rd|dr|inc", _SIGNED, _INCIDENT_VALUE)),  # else a road, a firm
    _Rule(
        FactKind.INCIDENT,
        re.compile(r"(?<!\S)(?P<value>[012]\d{8}(?:-\d\d)?)(?!\S)"),
        ("complaint", "report", "incident", "case"),
        re.compile(rf"(?i:\b(?:complaint|report|incident|case)[ \t]*{_NUMBER})(?=\s+[A-Za-z])"),
    ),
    _Rule(FactKind.BADGE, _named("badges?|shield", _NAMES, _BADGE_VALUE), ("badge", "shield")),
    _Rule(
        FactKind.BADGE,
        _named("star", _NAMES, rf"{DIGIT}{{3,6}}(?!\w)(?![-/.:]\w)"),
        ("star",),
    ),
    _Rule(
        FactKind.PLATE,
        _named(_PLATES, rf"{_NAMES}(?:(?:{_STATES})\b[ \t]?)?", _PLATE_VALUE),
        ("plate", "reg", "tag"),
    ),
)
