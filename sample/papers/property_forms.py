"""Property: the inventory, a receipt, and a page that was photographed."""

from sample import entries, story
from sample.emblems import draw_letterhead, draw_signature
from sample.grid import Column, Field, Table, draw_band, draw_fields
from sample.layout import MARGIN, Sheet, bar_over
from sample.narrative import Deck, Prose
from sample.records import ItemKind

_INVENTORY = (
    Column("Item", 0.6),
    Column("Description", 4.2),
    Column("Qty.", 0.6, "right"),
    Column("Taken from", 2),
    Column("Shelf", 0.8),
)


def draw_inventory(sheet: Sheet, prose: Prose) -> None:
    """Draw the inventory of what was left behind at Pier 6."""
    draw_letterhead(sheet, "Property Section", "5 Oakum Place, Sample City", "555-0118")
    _open(sheet, "INVENTORY OF PROPERTY", prose)
    counts = dict(entries.ARTICLES)
    deck = Deck(list(counts), prose.dice)
    rows = [
        (str(number), article, counts[article], _owner(prose), f"B-{prose.dice.randint(2, 40)}")
        for number, article in enumerate((deck.deal() for _ in range(35)), start=1)
    ]
    rows.append(
        ("36", "Lunch pail with the name Dunlin scratched on its lid", "1", "unknown", "B-41")
    )
    Table(sheet, _INVENTORY, size=9.5).draw(rows)
    draw_signature(sheet, prose.officer().full, prose.dice)
    sheet.mark_as_known(ItemKind.IDENTIFIER, story.PROPERTY_NUMBER)
    sheet.mark_as_known(ItemKind.PHRASE, "Child's backpack with school books")
    sheet.mark_as_known(ItemKind.ADDRESS, "5 Oakum Place")


def draw_receipt(sheet: Sheet, prose: Prose) -> None:
    """Draw a receipt for property given back."""
    sheet.y += 14
    _open(sheet, "PROPERTY RECEIPT", prose)
    draw_band(sheet, "RETURNED TO")
    draw_fields(sheet, Field("NAME", "Amélie Desrosiers-Quint", 2), Field("TELEPHONE", "555-0177"))
    draw_fields(
        sheet, Field("ADDRESS", "86 Fathom Street, third floor", 2), Field("DATE", "11/02/2018")
    )
    draw_band(sheet, "ARTICLES")
    rows = [
        (str(number), article, count, "Pier 6", f"B-{number + 3}")
        for number, (article, count) in enumerate(prose.dice.sample(entries.ARTICLES, 9), start=1)
    ]
    rows.append(("10", "Silver thimble in a tobacco tin", "1", "Pier 6", "B-14"))
    Table(sheet, _INVENTORY, size=10).draw(rows)
    sheet.y += 6
    sheet.paragraph(
        "I have received the articles listed above and have no claim against the department for "
        "them, save for the cash, which was not counted in my presence."
    )
    draw_signature(sheet, "Signature of owner", prose.dice)
    sheet.mark_as_known(ItemKind.PHRASE, "Silver thimble in a tobacco tin")
    sheet.mark_as_known(ItemKind.ADDRESS, "86 Fathom Street")
    sheet.mark_as_known(ItemKind.IDENTIFIER, "555-0177")


def draw_notice(sheet: Sheet, prose: Prose) -> None:
    """Draw the notice on the station board that somebody photographed."""
    sheet.y += 30
    sheet.text(sheet.width / 2, "NOTICE TO ALL TOURS", size=24, bold=True, align="center")
    sheet.y += 26
    sheet.text(
        sheet.width / 2, "District 4 - post until September 30, 2018", size=13, align="center"
    )
    sheet.y += 14
    for paragraph in (
        (
            "Hours worked for the harbor detail go on the YELLOW slip. Do not write the name of "
            "the task force on it."
        ),
        "Code is 11-R. If payroll asks, send them to Sgt. Wrenfield at 555-0132.",
        "The coffee fund is four dollars short again.",
        prose.paragraph("duty", "duty"),
        prose.paragraph("duty", "policy"),
    ):
        sheet.paragraph(paragraph, size=15)
    sheet.y += 16
    sheet.text(MARGIN, "T. Wrenfield, Sergeant", size=15, bold=True)
    sheet.mark_as_known(ItemKind.PHRASE, "go on the YELLOW slip", "coffee fund")
    sheet.mark_as_known(ItemKind.IDENTIFIER, "555-0132")


def _open(sheet: Sheet, title: str, prose: Prose) -> None:
    sheet.y += 14
    sheet.text(sheet.width / 2, title, size=14, bold=True, align="center")
    sheet.y += 10
    draw_fields(
        sheet,
        Field("PROPERTY NUMBER", story.PROPERTY_NUMBER),
        Field("INCIDENT NUMBER", story.PIER_INCIDENT),
        Field("DATE", "09/12/2018"),
        Field("RECEIVED BY", prose.officer().short, 1.2),
    )
    sheet.y += 8


def _owner(prose: Prose) -> str:
    roll = prose.dice.random()
    if roll < 0.3:
        return "unknown"
    return bar_over("withheld name") if roll < 0.65 else prose.slot("civilian")
