"""Internal Affairs: complaint summaries and interview transcripts."""

from collections.abc import Iterator
from dataclasses import dataclass

from sample import questions, story
from sample.emblems import draw_letterhead, draw_signature
from sample.grid import Column, Field, Table, draw_band, draw_fields
from sample.layout import MARGIN, Sheet, bar_over, wrap
from sample.narrative import Deck, Prose, Script
from sample.records import ItemKind

_LINES_A_PAGE = 25  # the numbered lines of a transcript page
_QUOTING = 0.6  # how often the investigator goes on to read from the report


@dataclass(frozen=True, slots=True)
class Complaint:
    """The boxes at the top of a summary."""

    number: str
    incident: str
    received: str
    complainant: str
    subject: story.Person
    finding: str


_STOP_CLAIMS: dict[str, Script] = {
    "ALLEGATIONS": (
        (
            "Specification 1: that the officers lengthened a traffic stop so that a federal agent "
            "could reach it."
        ),
        (
            "Specification 2: that the passenger was asked where he was born, against Special "
            "Order 18-031."
        ),
        "Specification 3: that the incident report left out the hand-over of the passenger.",
    ),
    "STATEMENT OF THE COMPLAINANT": (("complaint", "stop", "custody"),) * 4,
    "EVIDENCE": (
        (
            "The footage from the bakery camera has no sound. It shows the agent open a folder on "
            "the roof of the sedan at 18:59 and the passenger step into a van at 19:06."
        ),
        *[("complaint", "custody", "complaint")] * 4,
    ),
}
_STOP_FINDINGS: dict[str, Script] = {
    "INTERVIEWS": (
        (
            "Officer Núñez-Farrow was interviewed on February 26, 2019 and the transcript is part "
            "of this file."
        ),
        *[("complaint", "stop", "complaint", "policy")] * 5,
    ),
    "DISCUSSION": (
        (
            "The report as first typed and the report as filed differ in two lines. The "
            "undersigned finds that the two lines were taken out after the report left the hands "
            "of its author."
        ),
        *[("complaint", "policy", "review")] * 4,
    ),
}
_PIER_PARTS: dict[str, Script] = {
    "ALLEGATIONS": (
        (
            "Specification 1: that a member of the department used a loudspeaker to call workers "
            "out by name."
        ),
        "Specification 2: that the report of the morning is untrue.",
    ),
    "STATEMENT OF THE COMPLAINANT": (
        (
            "The complainant worked on the filleting line. He says that the officer with the "
            "loudspeaker read the names badly and that people laughed before they understood."
        ),
        *[("complaint", "watch", "custody")] * 3,
    ),
    "EVIDENCE": (("complaint", "custody", "complaint"),) * 4,
    "FINDING": (
        (
            "No loudspeaker was signed out that day. The agent who could have told us whose it "
            "was did not answer."
        ),
        *[("complaint", "policy")] * 3,
        "Not sustained. The file is closed, subject to the appeal of the complainant.",
    ),
}


def draw_stop_summary(sheet: Sheet, prose: Prose) -> None:
    """Draw the summary of the complaint about the stop."""
    prose.set_scene(story.STOP_SCENE)
    complaint = Complaint(
        number=story.STOP_COMPLAINT,
        incident=story.STOP_INCIDENT,
        received="28-Jan-2019",
        complainant=story.REDACTED_NAMES[3],
        subject=story.NUNEZ,
        finding="Open",
    )
    _open(sheet, complaint)
    _parts(sheet, prose, _STOP_CLAIMS)
    _specifications(sheet, prose)
    _parts(sheet, prose, _STOP_FINDINGS)
    draw_signature(sheet, f"{story.TREVELLY.full}, Internal Affairs Division", prose.dice)
    sheet.mark_as_known(ItemKind.IDENTIFIER, story.STOP_COMPLAINT, story.STOP_INCIDENT)
    sheet.mark_as_known(ItemKind.NAME, "Núñez-Farrow", "Odile Trevelly")
    sheet.mark_as_known(ItemKind.PHRASE, "footage from the bakery camera", "differ in two lines")
    sheet.mark_as_known(ItemKind.DATE, "28-Jan-2019")


def draw_pier_summary(sheet: Sheet, prose: Prose) -> None:
    """Draw the summary of the complaint about Pier 6."""
    prose.set_scene(story.PIER_SCENE)
    complaint = Complaint(
        number=story.PIER_COMPLAINT,
        incident=story.PIER_INCIDENT,
        received="15-Oct-2018",
        complainant=story.REDACTED_NAMES[4],
        subject=story.STANHOLT,
        finding="Not sustained",
    )
    _open(sheet, complaint)
    _parts(sheet, prose, _PIER_PARTS)
    draw_signature(sheet, f"{story.TREVELLY.full}, Internal Affairs Division", prose.dice)
    sheet.mark_as_known(ItemKind.NAME, "Cormac Stanholt")
    sheet.mark_as_known(
        ItemKind.PHRASE, "worked on the filleting line", "No loudspeaker was signed out"
    )
    sheet.mark_as_known(ItemKind.DATE, "15-Oct-2018")


def draw_interview(sheet: Sheet, prose: Prose) -> None:
    """Draw the transcript of the interview of the officer."""
    prose.set_scene(story.STOP_SCENE)
    opening = (
        ("", f"INTERNAL AFFAIRS DIVISION - CASE {story.STOP_COMPLAINT}"),
        ("", "Interview of Officer Inés Núñez-Farrow, badge 4127"),
        ("", "Tuesday, February 26, 2019, 10:04 a.m."),
        ("", "Present: Sgt. Det. Trevelly; Mr. Merridew; union counsel"),
        ("Q.", "Please state your name and badge number for the record."),
        ("A.", "Inés Núñez-Farrow, 4127."),
        ("Q.", "Who took the folder out of the car?"),
        ("A.", "The agent did. I held the flashlight for him."),
    )
    _transcript(sheet, prose, opening, rounds=40)
    sheet.mark_as_known(ItemKind.NAME, "Inés Núñez-Farrow")
    sheet.mark_as_known(ItemKind.IDENTIFIER, story.STOP_COMPLAINT)
    sheet.mark_as_known(ItemKind.PHRASE, "I held the flashlight for him", "union counsel")
    sheet.mark_as_known(ItemKind.DATE, "February 26, 2019")


def draw_sealed_interview(sheet: Sheet, prose: Prose) -> None:
    """Draw the transcript that is given out locked."""
    prose.set_scene(story.STOP_SCENE)
    opening = (
        ("", f"INTERNAL AFFAIRS DIVISION - CASE {story.STOP_COMPLAINT} - SEALED"),
        ("", f"Interview of witness 2, {bar_over(story.REDACTED_NAMES[5])}"),
        ("", "Friday, March 1, 2019, 2:30 p.m."),
    )
    _transcript(sheet, prose, opening, rounds=13)


def _open(sheet: Sheet, complaint: Complaint) -> None:
    draw_letterhead(
        sheet, "Internal Affairs Division", "1 Binnacle Square, Sample City", "555-0107"
    )
    sheet.y += 12
    sheet.text(
        sheet.width / 2, "COMPLAINT SUMMARY - CONFIDENTIAL", size=13, bold=True, align="center"
    )
    sheet.y += 10
    draw_fields(
        sheet,
        Field("CASE NUMBER", complaint.number),
        Field("INCIDENT NUMBER", complaint.incident),
        Field("DATE RECEIVED", complaint.received),
        Field("FINDING", complaint.finding),
    )
    draw_fields(
        sheet,
        Field("COMPLAINANT", bar_over(complaint.complainant), 1.5),
        Field("SUBJECT OFFICER", complaint.subject.full, 1.8),
        Field("BADGE", complaint.subject.badge, 0.6),
        Field("INVESTIGATOR", story.TREVELLY.short, 1.2),
    )
    sheet.running = lambda: _continue(sheet, complaint.number)


def _continue(sheet: Sheet, number: str) -> None:
    sheet.y += 8
    sheet.text(MARGIN, f"{number} - Complaint summary - Confidential", size=9.5, bold=True)
    sheet.text(sheet.right, f"Page {sheet.number}", size=9.5, align="right")
    sheet.y += 10


def _parts(sheet: Sheet, prose: Prose, parts: dict[str, Script]) -> None:
    for title, script in parts.items():
        draw_band(sheet, title)
        sheet.y += 4
        for paragraph in prose.tell(script):
            sheet.paragraph(paragraph, size=10.5)


def _specifications(sheet: Sheet, prose: Prose) -> None:
    draw_band(sheet, "SPECIFICATIONS AND STATUS")
    columns = (Column("Spec.", 0.6), Column("Officer", 2), Column("Rule", 1.6), Column("Status", 2))
    rows = [
        (str(number), person.full, rule, prose.pick(("Open", "Sustained", "Referred to command")))
        for number, person, rule in (
            (1, story.NUNEZ, "Rule 138 s. 4"),
            (2, story.STANHOLT, "S.O. 18-031 s. 2"),
            (3, story.WRENFIELD, "Rule 102 s. 23"),
        )
    ]
    Table(sheet, columns, size=9.5).draw(rows)
    sheet.y += 8


def _transcript(
    sheet: Sheet, prose: Prose, opening: tuple[tuple[str, str], ...], *, rounds: int
) -> None:
    """Draw numbered, widely spaced lines, 25 a page, as court reporters do."""
    said = [*opening, *_exchanges(prose, rounds)]
    lines = [line for speaker, words in said for line in _spoken(sheet, speaker, words)]
    for number, line in enumerate(lines):
        if number and number % _LINES_A_PAGE == 0:
            sheet.new_page()
        if number % _LINES_A_PAGE == 0:
            _margin_lines(sheet)
        sheet.y += 26
        sheet.text(MARGIN + 18, str(number % _LINES_A_PAGE + 1), size=11, align="right")
        sheet.text(MARGIN + 40, line, size=11)


def _exchanges(prose: Prose, count: int) -> Iterator[tuple[str, str]]:
    answers = dict(questions.QUESTIONS)
    deck = Deck(list(answers), prose.dice)
    replies = Deck(questions.REPLIES, prose.dice)
    for _ in range(count):
        question = deck.deal()
        yield "Q.", prose.fill(question)
        yield "A.", prose.fill(answers[question])
        if prose.dice.random() < _QUOTING:
            yield (
                "Q.",
                f"The report says: {prose.paragraph(prose.pick(('stop', 'custody')))} Is that so?",
            )
            yield "A.", replies.deal()


def _spoken(sheet: Sheet, speaker: str, words: str) -> list[str]:
    lines = wrap(f"{speaker} {words}", sheet.face.regular, 11, sheet.measure - 52)
    return [lines[0], *(f"   {line}" if speaker else line for line in lines[1:])]


def _margin_lines(sheet: Sheet) -> None:
    sheet.pen.setLineWidth(0.6)
    for x in (MARGIN + 26, MARGIN + 29, sheet.right + 8):
        sheet.pen.line(x, 40, x, sheet.height - 42)
    sheet.y = MARGIN - 2
