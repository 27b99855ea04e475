"""What is searched for on made pages, and where it truly stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from index.analysis import tokens
from index.engine import IndexPage
from index.memory_engine import MemoryEngine
from index.parse import parse
from verify.making import MadePage
from verify.vocabulary import Band, Vocabulary

_SHORTEST = 3
"""Letters of a word that people search for."""
_OF_A_BAND = 2


class Kind(StrEnum):
    """What is searched for.

    Attributes:
        WORD: A planted word.
        IDENTIFIER: A planted identifier.
        OWN: A word of the collection.
    """

    WORD = "planted word"
    IDENTIFIER = "planted identifier"
    OWN = "word of the collection"


class Way(StrEnum):
    """How it is searched for.

    Attributes:
        PLAIN: As typed.
        MISREAD: With misread words.
        IDENTIFIER: As an identifier.
    """

    PLAIN = "plain"
    MISREAD = "misread"
    IDENTIFIER = "id"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing searched for.

    Attributes:
        typed: The query.
        kind: What it is.
        way: How it is asked.
        page: The made page for whose sake it is asked; it stands there.
        band: How often it stands in the collection; None for what was planted.
    """

    typed: str
    kind: Kind
    way: Way
    page: int
    band: Band | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a search for it gave.

    Attributes:
        question: What was asked.
        is_found: Whether the page it was asked for is among the hits.
        false_pages: Hits on made pages that do not hold it.
    """

    question: Question
    is_found: bool
    false_pages: int


def questions(made: Sequence[MadePage], vocabulary: Vocabulary, seed: int) -> list[Question]:
    """Everything planted, and of each page some words of each band, in the ways one would ask."""
    chance = np.random.default_rng((seed, 6))
    asked: list[Question] = []
    for page in made:
        for one in page.planted:
            asked += _planted(one.text, page.place, is_identifier=one.is_identifier)
        for band, word in _own(page, vocabulary, chance):
            asked += [
                Question(word, Kind.OWN, way, page.place, band) for way in (Way.PLAIN, Way.MISREAD)
            ]
    return asked


def _planted(text: str, page: int, *, is_identifier: bool) -> list[Question]:
    if not is_identifier:
        return [Question(text, Kind.WORD, way, page) for way in (Way.PLAIN, Way.MISREAD)]
    ways = {Way.PLAIN: text, Way.MISREAD: text, Way.IDENTIFIER: f'id:"{text}"'}
    return [Question(typed, Kind.IDENTIFIER, way, page) for way, typed in ways.items()]


def _own(
    page: MadePage, vocabulary: Vocabulary, chance: np.random.Generator
) -> Iterable[tuple[Band, str]]:
    """Words of a page as they are found in an index; two of each band if there are."""
    planted = {token.text for one in page.planted for token in tokens(one.text)}
    words = {token.text for token in tokens(page.text)} - planted
    asked = sorted(word for word in words if len(word) >= _SHORTEST and word.isalpha())
    for band in Band:
        of_band = [word for word in asked if vocabulary.band(word) is band]
        for place in chance.permutation(len(of_band))[:_OF_A_BAND]:
            yield band, of_band[int(place)]


class TruePages:
    """The made pages as they truly are.

    Args:
        made: All of them.
    """

    def __init__(self, made: Iterable[MadePage]) -> None:
        self._engine = MemoryEngine()
        with self._engine.writer(revision=1) as writer:
            for page in made:
                writer.add(IndexPage(document_id=str(page.place), number=1, text=page.text))

    def holding(self, question: Question) -> frozenset[int]:
        """The places of the pages that hold what is asked; its forms too."""
        query = parse(question.typed).query
        return frozenset(int(hit.document_id) for hit in self._engine.scan(query))
