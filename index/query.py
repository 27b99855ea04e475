"""The query tree: what a search means, in no engine's dialect.

Frozen and comparable, so that a tree can be a dictionary key, be printed and be parsed again.
Words in a tree are tokens: already folded by ``index.analysis``.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

from index.fact_words import number_word, words_within
from index.facts import FactKind
from index.identifiers import folded
from ingest.records import PageSource


class TextField(StrEnum):
    """The fields that hold words, or identifiers or facts, asked for by nodes of their own."""

    TEXT = "text"
    TITLE = "title"
    RELEASE = "release"
    AGENCY = "agency"
    TYPE = "type"
    ID = "id"
    FACT = "fact"


class NumberField(StrEnum):
    """The fields that hold a number."""

    PAGE = "page"
    CONFIDENCE = "confidence"


@dataclass(frozen=True, slots=True)
class Term:
    """Pages that hold this token."""

    token: str
    field: TextField = TextField.TEXT


@dataclass(frozen=True, slots=True)
class Stem:
    """Pages that hold a form of this word: any token of the same stem, see ``index.stems``.

    Attributes:
        token: As typed; a word that has a stem.
        field: One of ``index.fields.STEMMED_FIELDS``.
    """

    token: str
    field: TextField = TextField.TEXT


@dataclass(frozen=True, slots=True)
class Prefix:
    """Pages that hold a token beginning with these characters; ``stem`` is never empty."""

    stem: str
    field: TextField = TextField.TEXT


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Pages that hold a token of this pattern.

    Attributes:
        pattern: Folded characters, ``*`` for any number of any, ``?`` for exactly one. Not a mere
            stem with a star, which is a ``Prefix``.
        field: Where to look.
    """

    pattern: str
    field: TextField = TextField.TEXT


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Pages that hold a token at most so many edits away: see ``index.spelling``.

    Attributes:
        token: As typed.
        distance: 1 or 2.
        field: Where to look.
    """

    token: str
    distance: int
    field: TextField = TextField.TEXT


@dataclass(frozen=True, slots=True)
class Identifier:
    """Pages that hold this identifier, or what a scan may have made of it.

    Attributes:
        written: Words folded by ``index.analysis``, a hyphen or a bar between.
    """

    written: str

    @property
    def token(self) -> str:
        """The form under which it is indexed."""
        return folded(self.written)

    @property
    def field(self) -> TextField:
        """Where it is looked for."""
        return TextField.ID


@dataclass(frozen=True, slots=True)
class IdentifierPrefix:
    """Pages that hold an identifier that begins so, or what a scan may have made of it.

    Attributes:
        written: As in ``Identifier``.
    """

    written: str

    @property
    def stem(self) -> str:
        """What the forms under which such identifiers are indexed begin with."""
        return folded(self.written)

    @property
    def field(self) -> TextField:
        """Where it is looked for."""
        return TextField.ID


@dataclass(frozen=True, slots=True)
class FactIs:
    """Pages whose text holds this number of this kind, see ``index.facts``.

    Attributes:
        kind: Any but a date.
        value: Its normal form.
    """

    kind: FactKind
    value: str

    @property
    def tokens(self) -> tuple[str, ...]:
        """The words under which it is indexed."""
        return (number_word(self.kind, self.value),)

    @property
    def field(self) -> TextField:
        """Where it is looked for."""
        return TextField.FACT


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Pages in whose text a date from ``first`` to ``last``, both included, is written.

    None leaves that end open. A month without a day is one if all of it lies within.
    """

    first: date | None
    last: date | None

    @property
    def tokens(self) -> tuple[str, ...]:
        """The words under which such dates are indexed; of each date one."""
        return words_within(self.first, self.last)

    @property
    def field(self) -> TextField:
        """Where they are looked for."""
        return TextField.FACT


@dataclass(frozen=True, slots=True)
class Misread:
    """Pages that hold a word, or what OCR may have made of it: see ``index.misread``.

    Attributes:
        token: As typed. Two tokens with a space between, which only ``index.tolerant`` makes, are
            two words of a phrase read as one.
        stemmed: Whether it stands for its forms too; only of a word that could be a ``Stem``.
        field: Where to look.
        without: Variants that are not wanted, as they stand in the text; folded.
        beside: Whether it stands beside others in a phrase or near them; then it may be read
            worse, as they show what is meant. ``Phrase`` and ``Near`` see to it.
    """

    token: str
    stemmed: bool = False
    field: TextField = TextField.TEXT
    without: tuple[str, ...] = ()
    beside: bool = False

    @property
    def is_two(self) -> bool:
        """Whether it is two words read as one."""
        return " " in self.token


Expandable = Stem | Prefix | Wildcard | Fuzzy | IdentifierPrefix | Misread
"""What stands for words of the index rather than for one word."""

Word = Term | Stem | Prefix | Wildcard | Fuzzy | Misread


@dataclass(frozen=True, slots=True)
class Phrase:
    """Pages that hold these tokens one after the other.

    Attributes:
        parts: At least two words of the same field as the phrase; a phrase is exact, so no stems.
        field: Where to look.
    """

    parts: tuple[Word, ...]
    field: TextField = TextField.TEXT

    def __post_init__(self) -> None:
        """Tell the parts that they stand beside others."""
        object.__setattr__(self, "parts", tuple(map(_beside, self.parts)))


@dataclass(frozen=True, slots=True)
class Near:
    """Pages that hold these parts close together, in any order; ``index.near`` says exactly.

    Attributes:
        parts: At least two words or phrases of the same field; stems and phrases only if they
            are two.
        distance: Words that may stand between, all gaps together.
        field: Where to look.
    """

    parts: tuple[Word | Phrase, ...]
    distance: int
    field: TextField = TextField.TEXT

    def __post_init__(self) -> None:
        """Tell the parts that they stand beside others."""
        object.__setattr__(self, "parts", tuple(map(_beside, self.parts)))


@dataclass(frozen=True, slots=True)
class DateRange:
    """Pages of documents dated from ``first`` to ``last``, both included.

    None leaves that end open. Documents without a date never match.
    """

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Pages whose number lies from ``low`` to ``high``; pages without that number never match.

    Attributes:
        field: Which number.
        low: None leaves this end open.
        high: None leaves this end open.
        exclusive: Whether the ends themselves are left out.
    """

    field: NumberField
    low: float | None
    high: float | None
    exclusive: bool = False


@dataclass(frozen=True, slots=True)
class SourceIs:
    """Pages whose text came from there."""

    source: PageSource


@dataclass(frozen=True, slots=True)
class And:
    """Pages that match every clause; at least two."""

    clauses: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Pages that match at least one clause; at least two."""

    clauses: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Pages that do not match the clause."""

    clause: "Query"


@dataclass(frozen=True, slots=True)
class Everything:
    """Every page."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """No page: what an empty query means."""


Leaf = Word | Identifier | IdentifierPrefix | FactIs | Mentioned | Phrase | Near
"""What is looked for in the words of one field, and ranks."""

Filter = DateRange | NumberRange | SourceIs
"""What is known of a page besides its words."""

Query = Leaf | Filter | And | Or | Not | Everything | Nothing


_Part = TypeVar("_Part")


def _beside(part: _Part) -> _Part:
    return replace(part, beside=True) if isinstance(part, Misread) and not part.beside else part
