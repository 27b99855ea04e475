"""Journals, dispatch logs and overtime rosters: tables over many pages."""

from collections.abc import Iterator

from sample import entries, story
from sample.grid import Column, Table
from sample.layout import MARGIN, Sheet
from sample.narrative import Deck, Prose
from sample.records import ItemKind

_JOURNAL = (
    Column("Time", 0.62),
    Column("Incident No.", 1.15),
    Column("Nature", 1.6),
    Column("Location", 1.75),
    Column("Officer", 1.5),
    Column("Disposition", 3.2),
)
_ROSTER = (
    Column("Date", 1.0),
    Column("Name", 2.0),
    Column("Badge", 0.7),
    Column("Assignment", 2.3),
    Column("From", 0.7),
    Column("To", 0.7),
    Column("Hours", 0.7, "right"),
    Column("Code", 0.7),
    Column("Approved", 1.1),
)


def draw_pier_journal(sheet: Sheet, prose: Prose) -> None:
    """Draw District 4's journal of the day of the Pier 6 operation."""
    entries = (
        (
            "05:12",
            story.PIER_INCIDENT,
            "Assist other agency",
            story.PIER_ADDRESS,
            "Det. Stanholt",
            "Marine unit matter, per Sgt. Wrenfield no further entry.",
        ),
        (
            "07:31",
            "none",
            "Citizen at desk",
            "District 4",
            "Desk",
            "Woman asks for husband, shown to bench, left after two hours.",
        ),
    )
    _head_journal(sheet, "District 4", "Tuesday, September 11, 2018")
    _journal(sheet, prose, entries, stem="I1820611", count=195)
    sheet.mark_as_known(ItemKind.PHRASE, "Woman asks for husband")
    sheet.mark_as_known(ItemKind.IDENTIFIER, story.PIER_INCIDENT)
    sheet.mark_as_known(ItemKind.ADDRESS, story.PIER_ADDRESS)


def draw_stop_journal(sheet: Sheet, prose: Prose) -> None:
    """Draw District 4's journal of the day of the stop."""
    entries = (
        (
            "18:47",
            story.STOP_INCIDENT,
            "Traffic stop",
            story.STOP_ADDRESS,
            "Off. Núñez-Farrow",
            "Marker lamp. Verbal warning.",
        ),
        (
            "19:20",
            "none",
            "Citizen call",
            "555-0148",
            "Desk",
            "Caller says brother was put in a van. No record found.",
        ),
    )
    _head_journal(sheet, "District 4", "Tuesday, January 22, 2019")
    _journal(sheet, prose, entries, stem="I1920035", count=108)
    sheet.mark_as_known(ItemKind.PHRASE, "Verbal warning")
    sheet.mark_as_known(ItemKind.IDENTIFIER, story.STOP_INCIDENT)


def draw_march_journal(sheet: Sheet, prose: Prose) -> None:
    """Draw District 7's journal of the day of the vigil."""
    entries = (
        (
            "11:40",
            "I192015502",
            "Protest",
            "Binnacle Square",
            "Sgt. Quarrick",
            "About sixty persons with candles, peaceful, gone by one.",
        ),
        (
            "16:05",
            "none",
            "Assist other agency",
            "Gunwale Court",
            "Sgt. Quarrick",
            "Declined. No warrant shown. Agents left.",
        ),
    )
    _head_journal(sheet, "District 7", "March 14, 2019")
    _journal(sheet, prose, entries, stem="I1920155", count=150)
    sheet.mark_as_known(ItemKind.PHRASE, "sixty persons with candles")
    sheet.mark_as_known(ItemKind.IDENTIFIER, "I192015502")


def draw_dispatch(sheet: Sheet, prose: Prose) -> None:
    """Draw the computer-aided dispatch log of the evening of the stop."""
    entries = (
        ("18:47:10", "K422", "TSTOP", "48 LANYARD ST", "GREY SEDAN, ONE MARKER LAMP OUT, TWO UP"),
        ("18:59:44", "K422", "TSTOP", "48 LANYARD ST", "SPECIAL CALL, SWITCHING TO PERSONAL PHONE"),
        ("19:06:31", "K422", "TSTOP", "48 LANYARD ST", "CLEAR, ONE GONE WITH FEDERAL, NO PAPER"),
    )
    _dispatch(sheet, prose, "CAD EVENT LOG - 01/22/2019 - CHANNEL 4", entries, count=205)
    sheet.mark_as_known(ItemKind.PHRASE, "ONE GONE WITH FEDERAL")
    sheet.mark_as_known(ItemKind.IDENTIFIER, "K422")


def draw_fax_dispatch(sheet: Sheet, prose: Prose) -> None:
    """Draw the dispatch log of the morning at Pier 6, which came by fax."""
    entries = (
        (
            "05:09:02",
            "K401",
            "ASSIST",
            "212 ROPEWALK ST",
            "BUS AT THE GATE, ASKS THAT ENGINE BE LEFT RUNNING",
        ),
        ("05:12:40", "K401", "ASSIST", "212 ROPEWALK ST", "GATE OPEN, FOREMAN COOPERATIVE"),
    )
    _dispatch(sheet, prose, "DISPATCH LOG - 09/11/2018 - CHANNEL 6", entries, count=88)
    sheet.mark_as_known(ItemKind.PHRASE, "ENGINE BE LEFT RUNNING", "BUS AT THE GATE")
    sheet.mark_as_known(ItemKind.DATE, "09/11/2018")


def draw_roster(sheet: Sheet, prose: Prose) -> None:
    """Draw the overtime roster of a quarter."""
    _roster(sheet, prose, "Overtime roster, FY18 third quarter", rows=58)
    sheet.mark_as_known(ItemKind.PHRASE, "Pier 6 gate, hold for bus")
    sheet.mark_as_known(ItemKind.NAME, "Núñez-Farrow, Inés")


def draw_slips(sheet: Sheet, prose: Prose) -> None:
    """Draw the list of slips that was laid sideways on the scanner."""
    _roster(sheet, prose, "Overtime slips, harbor detail, as recorded in the green ledger", rows=32)
    sheet.mark_as_known(ItemKind.PHRASE, "as recorded in the green ledger")
    sheet.mark_as_known(ItemKind.NAME, "Stanholt, Cormac")


def draw_ledger(sheet: Sheet, prose: Prose) -> None:
    """Draw the front desk's ledger of requests from other agencies."""

    def head() -> None:
        sheet.y += 10
        sheet.text(MARGIN, "LEDGER OF REQUESTS - FRONT DESK, DISTRICT 4", size=12, bold=True)
        sheet.text(sheet.right, f"Leaf {sheet.number}", size=10, align="right")
        sheet.y += 8

    sheet.running = head
    head()
    Table(sheet, _LEDGER, size=10).draw(_ledger_rows(prose, 52))
    sheet.mark_as_known(ItemKind.PHRASE, "Refused, no judge")
    sheet.mark_as_known(ItemKind.IDENTIFIER, "L-0052")


_LEDGER = (
    Column("No.", 0.85), Column("Received", 1.3), Column("From", 1.5),
    Column("What was asked", 2.9),
    Column("Answer", 1.9), Column("By", 1.5),
)  # fmt: skip
_ASKED = (
    "Hold past time of release", "Name check of {count2} persons", "Copies of field cards",
    "Home address of {civilian}", "Use of an interview room", "Camera footage, {street}",
    "Time of release", "Photograph from license file", "Escort to {street}",
    "List of tenants, {business}",
)  # fmt: skip
_ANSWERED = (
    "Refused, no judge", "Given by telephone", "Referred to captain", "Given", "No answer made",
    "Refused", "Asked for it in writing", "Held until {time}",
)  # fmt: skip


def _ledger_rows(prose: Prose, count: int) -> Iterator[tuple[str, ...]]:
    days = sorted((prose.dice.randint(5, 12), prose.dice.randint(1, 30)) for _ in range(count))
    asked, answered = Deck(_ASKED, prose.dice), Deck(_ANSWERED, prose.dice)
    for number, (month, day) in enumerate(days, start=1):
        yield (
            f"L-{number:04d}", f"{month}/{day}/2018", prose.slot("agent"),
            prose.fill(asked.deal()), prose.fill(answered.deal()), prose.slot("officer"),
        )  # fmt: skip


def _head_journal(sheet: Sheet, district: str, day: str) -> None:
    """Draw the heading of a journal, here and on each page that follows."""

    def head() -> None:
        sheet.y += 8
        sheet.text(MARGIN, f"{story.AGENCY} - Journal of {district}", size=12, bold=True)
        sheet.text(sheet.right, f"{day} - Page {sheet.number}", size=10, align="right")
        sheet.y += 8

    sheet.running = head
    head()


def _journal(
    sheet: Sheet, prose: Prose, entries: tuple[tuple[str, ...], ...], *, stem: str, count: int
) -> None:
    """Draw the entries of a day, some given and the rest invented, by the hour."""
    rows = sorted([*_journal_rows(prose, stem, count), *entries])
    Table(sheet, _JOURNAL, size=8.8).draw(rows)


def _journal_rows(prose: Prose, stem: str, count: int) -> Iterator[tuple[str, ...]]:
    natures = Deck(list(entries.EVENTS), prose.dice)
    numbers = iter(sorted(prose.dice.sample(range(10, 1000), count)))
    for hour in prose.clock(count):
        number = f"{stem[:-1]}{next(numbers):03d}" if prose.dice.random() > 0.12 else "none"
        nature = natures.deal()
        remark = prose.fill(prose.pick(entries.EVENTS[nature]))
        yield (hour, number, nature, prose.address(), prose.slot("officer"), remark)


def _dispatch(
    sheet: Sheet, prose: Prose, title: str, entries: tuple[tuple[str, ...], ...], *, count: int
) -> None:
    stops = (0.0, 0.1, 0.16, 0.245, 0.465)

    def line(cells: tuple[str, ...], *, bold: bool = False) -> None:
        for stop, cell in zip(stops, cells, strict=True):
            sheet.text(MARGIN + stop * sheet.measure, cell, size=9.5, bold=bold)
        sheet.y += 15

    def head() -> None:
        sheet.y += 8
        sheet.text(MARGIN, title, size=11, bold=True)
        sheet.text(sheet.right, f"PAGE {sheet.number}", size=11, align="right")
        sheet.y += 6
        sheet.rule()
        sheet.y += 16
        line(("TIME", "UNIT", "TYPE", "LOCATION", "REMARKS"), bold=True)

    sheet.running = head
    head()
    for cells in sorted([*_dispatch_rows(prose, count), *entries]):
        sheet.make_room(15)
        line(cells)


def _dispatch_rows(prose: Prose, count: int) -> Iterator[tuple[str, ...]]:
    for hour in prose.clock(count, start=240):
        place = prose.address().upper().replace("STREET", "ST").replace("AVENUE", "AVE")
        remark = prose.sentence("radio").upper()
        while len(remark) > 52:  # what one line of the log holds
            remark = prose.sentence("radio").upper()
        stamp = f"{hour}:{prose.dice.randint(0, 59):02d}"
        yield (stamp, prose.slot("unit"), prose.pick(entries.CODES), place, remark)


def _roster(sheet: Sheet, prose: Prose, title: str, *, rows: int) -> None:
    def head() -> None:
        sheet.y += 8
        sheet.text(MARGIN, f"{title}", size=12, bold=True)
        sheet.text(sheet.right, f"{story.AGENCY} - Page {sheet.number}", size=9.5, align="right")
        sheet.y += 8

    sheet.running = head
    head()
    Table(sheet, _ROSTER, size=9.2).draw(_roster_rows(prose, rows))
    sheet.y += 16
    sheet.text(
        MARGIN, "Code 11-R: replacement. Code FED: federal account, number not yet issued.", size=9
    )


def _roster_rows(prose: Prose, count: int) -> Iterator[tuple[str, ...]]:
    people = [*prose.cast.officers, story.NUNEZ, story.STANHOLT, story.WRENFIELD]
    order = [people[-3], people[-2], *prose.dice.choices(people, k=count - 2)]
    for number, person in enumerate(order):
        post = "Pier 6 gate, hold for bus" if number == 0 else prose.pick(_POSTS)
        start, hours = prose.dice.randint(4, 16), prose.dice.randint(4, 8)
        day = f"{7 + number * 3 // count:02d}/{prose.dice.randint(1, 30):02d}/18"
        code = prose.pick(("11-R", "11-R", "11-R", "FED"))
        yield (
            day, person.listed, person.badge, post, f"{start:02d}00", f"{start + hours:02d}00",
            f"{hours}.00", code, prose.pick(("AO'D", "TW", "by phone")),
        )  # fmt: skip


_POSTS = (
    "Harbor detail, street side",
    "Harbor detail, water side",
    "Traffic, Ropewalk Street",
    "Transport escort",
    "Prisoner watch",
    "Ready room, stand-by",
    "Camera van",
    "Meeting, federal building",
    "Report writing",
)
