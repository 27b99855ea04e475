"""What share of the true pages answers hold, and how many false ones: sums over many searches."""

from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """Answers of one way of searching, added up.

    Attributes:
        true: Pages that hold what was searched for.
        found: Of these, pages in the answers.
        false: Other pages in the answers.
    """

    true: int = 0
    found: int = 0
    false: int = 0

    def add(self, true: frozenset[int], answer: frozenset[int]) -> None:
        """Count one answer."""
        self.true += len(true)
        self.found += len(true & answer)
        self.false += len(answer - true)

    @property
    def recall(self) -> float:
        """Share of the true pages that was found; 0 where there are none."""
        return self.found / self.true if self.true else 0.0

    @property
    def false_share(self) -> float:
        """Share of the pages in the answers that are false; 0 where nothing was answered."""
        answered = self.found + self.false
        return self.false / answered if answered else 0.0


@dataclass(slots=True)
class Gain:
    """What a wider way of searching adds to a narrower one.

    Attributes:
        missed: True pages the narrower one missed.
        regained: Of these, pages the wider one found.
        false_added: False pages only the wider one answered.
        answered: Pages the wider one answered, true and false.
        readable: Of the missed pages, those where OCR read something in the place of the item.
        regained_readable: Of these, pages the wider one found.
    """

    missed: int = 0
    regained: int = 0
    false_added: int = 0
    answered: int = 0
    readable: int = 0
    regained_readable: int = 0

    def add(
        self,
        true: frozenset[int],
        narrow: frozenset[int],
        wide: frozenset[int],
        readable: frozenset[int],
    ) -> None:
        """Count one item.

        Args:
            true: Pages that hold it.
            narrow: The narrower answer.
            wide: The wider answer.
            readable: Pages of ``true`` where OCR read something in its place.
        """
        missed = true - narrow
        self.missed += len(missed)
        self.regained += len(missed & wide)
        self.false_added += len(wide - true - narrow)
        self.answered += len(wide)
        self.readable += len(missed & readable)
        self.regained_readable += len(missed & readable & wide)

    @property
    def share(self) -> float:
        """Of what the narrower one missed, what the wider one found."""
        return self.regained / self.missed if self.missed else 0.0

    @property
    def ceiling(self) -> float:
        """Of what the narrower one missed, what is there to be found at all."""
        return self.readable / self.missed if self.missed else 0.0

    @property
    def false_share(self) -> float:
        """Of the pages the wider one answered, the false ones it added."""
        return self.false_added / self.answered if self.answered else 0.0


@dataclass(slots=True)
class Measured:
    """One kind of item on one grade.

    Attributes:
        items: Searched for.
        tallies: By way of searching.
        gains: What each wider way adds to the plain one.
    """

    items: int = 0
    tallies: dict[str, Tally] = field(default_factory=dict)
    gains: dict[str, Gain] = field(default_factory=dict)
