"""Prose of one paper: sentence templates filled from the story by seeded choice."""

import random
from collections.abc import Callable, Iterator, Sequence

from sample import sentences, story
from sample.layout import bar_over

# The paragraphs of a paper in order: a text with names in braces, or the topics of
# a paragraph to be made up.
Script = tuple[str | tuple[str, ...], ...]


class Deck:
    """Things dealt in random order, none twice before all have been dealt."""

    def __init__(self, things: Sequence[str], dice: random.Random) -> None:
        """Shuffle the things with the dice."""
        self._things = things
        self._dice = dice
        self._left: list[str] = []

    def deal(self) -> str:
        """Give the next thing."""
        if not self._left:
            self._left = self._dice.sample(self._things, len(self._things))
        return self._left.pop()


class Prose:
    """Seeded sentences, numbers and names for one paper.

    Attributes:
        dice: The paper's own dice.
        cast: The minor people, the same in every paper of a seed.
    """

    def __init__(self, seed: int, label: str) -> None:
        """Prepare the prose of the paper with this label."""
        self.dice = story.dice_for(seed, label)
        self.cast = story.cast_for(seed)
        self._decks: dict[str, Deck] = {}
        self._scene: story.Scene | None = None
        self._officers = Deck([person.short for person in self.cast.officers], self.dice)
        self._civilians = Deck(self.cast.civilians, self.dice)

    def set_scene(self, scene: story.Scene) -> None:
        """Tell of one event from here on: its people, places and hours only."""
        self._scene = scene
        self._officers = Deck(scene.officers, self.dice)

    def sentence(self, topic: str) -> str:
        """Give one sentence of a topic of ``sentences.TOPICS``."""
        if topic not in self._decks:
            self._decks[topic] = Deck(sentences.TOPICS[topic], self.dice)
        return self.fill(self._decks[topic].deal())

    def paragraph(self, *topics: str) -> str:
        """Give one sentence a topic, joined."""
        return " ".join(self.sentence(topic) for topic in topics)

    def tell(self, script: Script) -> list[str]:
        """Give the paragraphs of a script."""
        return [
            self.fill(part) if isinstance(part, str) else self.paragraph(*part) for part in script
        ]

    def fill(self, template: str) -> str:
        """Replace the names in braces by seeded choices."""
        filled = template.format_map(_Slots(self))
        return filled[0].upper() + filled[1:]

    def pick(self, things: Sequence[str]) -> str:
        """Choose one of the things."""
        return self.dice.choice(things)

    def officer(self) -> story.Person:
        """Choose a minor officer."""
        return self.dice.choice(self.cast.officers)

    def slot(self, name: str) -> str:
        """Choose what stands for a name in braces; a last digit only sets it apart."""
        makers: dict[str, Callable[[], str]] = {
            "officer": self._officers.deal,
            "civilian": self._civilians.deal,
            "agent": lambda: self.pick((story.ECHEVERRIA.short, story.BRANDVOLD.short)),
            "hidden": self.hidden,
            "street": self.street,
            "address": self.address,
            "business": lambda: self.pick(
                self._scene.businesses if self._scene else story.BUSINESSES
            ),
            "vehicle": lambda: self.pick(self._scene.vehicles if self._scene else story.VEHICLES),
            "vessel": lambda: self.pick(story.VESSELS),
            "plate": self.plate,
            "unit": self.unit,
            "phone": lambda: f"555-01{self.dice.randint(10, 99)}",
            "channel": lambda: str(self.dice.randint(3, 9)),
            "time": self.hour,
            "count": lambda: str(self.dice.randint(11, 48)),
        }
        if name == "count2":
            return str(self.dice.randint(4, 10))
        return makers[name.rstrip("2")]()

    def address(self) -> str:
        """Invent an address on an invented street."""
        return f"{self.dice.randint(3, 398)} {self.street()}"

    def street(self) -> str:
        """Choose a street of the scene, or of the city."""
        return self.pick(self._scene.streets if self._scene else story.STREETS)

    def unit(self) -> str:
        """Choose a car of the scene, or invent one."""
        if self._scene:
            return self.pick(self._scene.units)
        return f"{self.pick('ABCDK')}{self.dice.randint(401, 429)}"

    def plate(self) -> str:
        """Choose a plate of the scene, or invent one; SMP is no real issuer's mark."""
        if self._scene:
            return self.pick(self._scene.plates)
        return (
            f"SMP {self.dice.randint(1, 9)}{self.pick('ABDEFHJKLMNPRTVX')}{self.dice.randint(1, 9)}"
        )

    def hour(self) -> str:
        """Give a time of day in four digits."""
        first, last = self._scene.hours if self._scene else (5, 22)
        return f"{self.dice.randint(first, last):02d}{self.dice.randint(0, 59):02d}"

    def hidden(self) -> str:
        """Give a bar as long as a name that is never drawn."""
        return bar_over(self.pick(story.REDACTED_NAMES))

    def clock(self, count: int, *, start: int = 1, end: int = 1438) -> Iterator[str]:
        """Give rising times of day, ``HH:MM``, between two minutes of the day."""
        for minute in sorted(self.dice.sample(range(start, end), count)):
            yield f"{minute // 60:02d}:{minute % 60:02d}"


class _Slots(dict[str, str]):
    """Asks the prose for each name that a template holds."""

    def __init__(self, prose: Prose) -> None:
        super().__init__()
        self._prose = prose

    def __missing__(self, key: str) -> str:
        value = self._prose.slot(key)
        self[key] = value
        return value
