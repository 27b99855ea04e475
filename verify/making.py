"""Made pages: twins of pages of a collection, whose words are known."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ingest.look import Look
from verify.fitting import fitted, made_scan
from verify.looks import Group, SeenPage, shared_out
from verify.planting import Planted, Planter
from verify.twin import written
from verify.vocabulary import Pen, Vocabulary
from verify.wear import save_scan

PREFIX = "made-"
_WORDS, _IDENTIFIERS = 4, 2
"""Planted on a page."""
_PLACES_A_PLANT = 4
"""Places of a page for each that is planted, so that most of its words are the collection's."""


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page that was made.

    Attributes:
        place: Its number among them; its file is named by it.
        group: The place of its look among the looks.
        twin: The page it is like.
        text: What stands on it.
        planted: What of that stands nowhere else.
        path: The scan, a PDF of one page.
    """

    place: int
    group: int
    twin: SeenPage
    text: str
    planted: tuple[Planted, ...]
    path: Path

    @property
    def asked(self) -> Look:
        """What it is to look like."""
        return self.twin.look


@dataclass(frozen=True, slots=True)
class Job:
    """A page to be made."""

    place: int
    group: int
    twin: SeenPage
    planted: tuple[Planted, ...]


def jobs(groups: Sequence[Group], vocabulary: Vocabulary, pages: int, seed: int) -> Iterator[Job]:
    """Which pages to make: of each look by its share, each like another page if there are more."""
    chance = np.random.default_rng((seed, 4))
    planter = Planter(vocabulary, chance)
    place = 0
    for number, count in enumerate(shared_out(groups, pages)):
        members = groups[number].pages
        order = chance.permutation(len(members))
        for turn in range(count):
            twin = members[int(order[turn % len(members)])]
            yield Job(place, number, twin, _planted(planter, twin))
            place += 1


def _planted(planter: Planter, twin: SeenPage) -> tuple[Planted, ...]:
    room = len(twin.pattern.places) // _PLACES_A_PLANT
    words = (planter.word() for _ in range(min(_WORDS, room)))
    numbers = (planter.identifier() for _ in range(min(_IDENTIFIERS, max(room - _WORDS, 0))))
    return tuple(one for one in (*words, *numbers) if one is not None)


def make(job: Job, vocabulary: Vocabulary, folder: Path, seed: int) -> MadePage:
    """Write, wear and save one page; the same job and seed give the same bytes."""
    pattern, look = job.twin.pattern, job.twin.look
    pen = Pen(vocabulary, pattern.type.face, np.random.default_rng((seed, 5, job.place)))
    sheet = written(pattern, pen, job.planted)
    wear = fitted(sheet, look, seed + job.place)
    path = folder / f"{PREFIX}{job.place:04d}.pdf"
    save_scan(made_scan(sheet, wear, seed + job.place), wear, path)
    return MadePage(job.place, job.group, job.twin, sheet.text, job.planted, path)
