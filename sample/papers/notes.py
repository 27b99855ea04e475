"""Plain text: notes that were never a page of paper."""

from sample import story
from sample.narrative import Prose
from sample.records import ItemKind, KnownItem


def write_calls(prose: Prose) -> tuple[tuple[str, ...], tuple[KnownItem, ...]]:
    """Give the notes of telephone calls as two pages."""
    first = _lines(
        prose,
        "NOTES OF TELEPHONE CALLS - front desk, District 4",
        "22 Jan 2019 19:20 - Caller says his brother was put in a van on Lanyard St. Number "
        "555-0148.",
        "22 Jan 2019 21:05 - Same caller. Told again that there is no booking.",
    )
    second = _lines(
        prose,
        "NOTES OF TELEPHONE CALLS - page 2",
        "23 Jan 2019 08:15 - Harborlight asks for a name. Ms. Achterberg was courteous but will "
        "not be put off.",
        "25 Jan 2019 12:40 - Reporter, wants to know about the spare cruiser. Referred to the "
        "press office.",
    )
    return (first, second), (
        KnownItem(1, "555-0148", ItemKind.IDENTIFIER),
        KnownItem(2, "will not be put off", ItemKind.PHRASE),
        KnownItem(2, "Achterberg", ItemKind.NAME),
    )


def write_witnesses(prose: Prose) -> tuple[tuple[str, ...], tuple[KnownItem, ...]]:
    """Give a list in Spanish of people who agreed to be called, as one page."""
    names = prose.dice.sample([name for name in prose.cast.civilians if not name.isascii()], 3)
    page = "\n".join(
        (
            story.MARK,
            "LISTA DE TESTIGOS - Lanyard, 22 de enero de 2019",
            "Reunión con la Sra. Achterberg en la panadería, miércoles por la mañana.",
            *(
                f"{name}: {prose.address()}, teléfono {prose.slot('phone')}, habló con el señor "
                "de la grúa."
                for name in names
            ),
            "La señora del segundo piso grabó todo desde la ventana y guardó el vídeo.",
            (
                "El niño vio la furgoneta blanca dos veces aquella tarde. Mañana se le preguntará "
                "otra vez."
            ),
        )
    )
    return (page,), (
        KnownItem(1, "panadería", ItemKind.PHRASE),
        KnownItem(1, "grabó todo desde la ventana", ItemKind.PHRASE),
        KnownItem(1, names[0], ItemKind.NAME),
    )


def _lines(prose: Prose, *lines: str) -> str:
    head, *calls = lines
    more = [f"- {prose.paragraph('custody', 'complaint')}" for _ in range(7)]
    return "\n".join((story.MARK, head, "", *calls, "", *more))
