"""Memoranda on letterhead."""

from dataclasses import dataclass

from sample import story
from sample.emblems import draw_letterhead, draw_signature, draw_stamp
from sample.grid import Column, Table
from sample.layout import MARGIN, Sheet, bar_over
from sample.narrative import Prose, Script
from sample.records import ItemKind


@dataclass(frozen=True, slots=True)
class Heading:
    """The four lines at the top of a memo."""

    to: story.Person
    sender: story.Person
    date: str
    subject: str


_ESTABLISHING_TEXT: Script = (
    (
        f"Effective Monday, March 6, 2017, District 4 will take part in the {story.TASK_FORCE}, "
        f"together with the {story.BUREAU} and the Office of the Port Warden. You are named "
        "as commander of the local element. Sergeant Tobias Wrenfield will act as liaison officer."
    ),
    (
        "The purpose given by the federal side is the inspection of crew lists and cold storage "
        "premises along the waterfront between Ropewalk Street and Pier 6. Members of this "
        "department are assigned to keep the peace and to direct traffic, and for nothing else."
    ),
    (
        "No member is to ask any person about citizenship or place of birth. This limit was "
        "agreed on the telephone with Supervisor Brandvold and will be put in writing by her "
        "office."
    ),
    ("duty", "duty", "liaison"),
    ("liaison", "duty", "liaison", "duty"),
    (
        "You will send me a one-page summary on the first working day of each month. The summary "
        "is to give the number of joint operations, the hours worked and the number of persons "
        "handed over to the federal side, even where that number is zero."
    ),
    ("policy", "policy"),
    ("duty", "liaison", "policy"),
    (
        "Payroll will open an account for the task force before the end of the month. Until then "
        "no member is to be assigned to it on overtime."
    ),
    ("policy", "liaison", "duty"),
    (
        "The harbor office is to be kept locked. The key is signed for in the book at the desk, "
        "and the book is part of the record."
    ),
    ("liaison", "policy", "policy"),
    (
        "This memorandum is to be read with Rule 138 and replaces the note of January 19, 2017. "
        "Questions go to the legal advisor, Mr. Lucian Merridew."
    ),
)


def draw_establishing(sheet: Sheet, prose: Prose) -> None:
    """Draw the memo of 2017 that set the task force up."""
    heading = Heading(
        story.ODELL, story.CALLOWAY, "March 2, 2017", f"Establishment of the {story.TASK_FORCE}"
    )
    _open(sheet, heading)
    _numbered(
        sheet,
        *prose.tell(_ESTABLISHING_TEXT),
    )
    _close(sheet, prose, heading, "cc: Legal Advisor; Commander, District 7; Payroll")
    sheet.mark_as_known(ItemKind.DATE, "March 2, 2017")
    sheet.mark_as_known(ItemKind.NAME, "Aldous O'Dell", "Lucian Merridew")
    sheet.mark_as_known(
        ItemKind.PHRASE, "inspection of crew lists", "commander of the local element"
    )


def draw_overtime(sheet: Sheet, prose: Prose) -> None:
    """Draw the memo that charges the overtime to the wrong code."""
    heading = Heading(
        story.CALLOWAY, story.ODELL, "July 9, 2018", "Overtime for harbor detail, third quarter"
    )
    _open(sheet, heading)
    draw_stamp(sheet, "APPROVED", "JUL 11 2018")
    _numbered(
        sheet,
        "Your approval is asked for 640 hours of overtime for the harbor detail between July 1 and "
        "September 30, 2018. The federal account number that we were promised has not arrived.",
        "Until it does, payroll suggests that the hours be carried under replacement code 11-R. "
        "I am aware that no officer is in fact being replaced.",
        prose.paragraph("duty", "duty", "duty"),
        "Sergeant Wrenfield has kept a second list of the true hours in a green ledger in the "
        "harbor office. I have seen it and it agrees with the slips to within six hours.",
        prose.paragraph("liaison", "duty", "review"),
        prose.paragraph("duty", "liaison", "liaison", "duty"),
        "If the operation at Pier 6 goes ahead in September a further 96 hours will be needed for "
        "traffic posts, with meals at the usual rate.",
        prose.paragraph("review", "duty", "duty"),
        "The grant that was to pay for the launch has not been renewed, and the engine needs a "
        "new pump.",
        prose.paragraph("duty", "liaison", "review"),
        "I have told the sergeants that no slip will be signed later than the tenth of the month.",
        prose.paragraph("duty", "review"),
    )
    _close(sheet, prose, heading, "cc: Payroll; file")
    sheet.mark_as_known(ItemKind.IDENTIFIER, "11-R")
    sheet.mark_as_known(ItemKind.PHRASE, "second list of the true hours")
    sheet.mark_as_known(ItemKind.DATE, "July 9, 2018")


def draw_detainers(sheet: Sheet, prose: Prose) -> None:
    """Draw the memo that complains of detainers without a judge's signature."""
    heading = Heading(
        story.ODELL, story.WRENFIELD, "10/03/2018", "Civil detainers received at District 4"
    )
    _open(sheet, heading)
    hidden = bar_over(story.REDACTED_NAMES[0])
    _numbered(
        sheet,
        "Since September 11 the desk at District 4 has had nine civil detainers by fax. Not one "
        "of them bears the signature of a judge. Three name the same person under different "
        "spellings.",
        f"The third of these concerned {hidden} who had been brought in on a shoplifting complaint "
        "and was due to be released at 1640 hours. The desk held the release until 1915 hours.",
        prose.paragraph("custody", "custody", "liaison"),
        "I told the desk that a detainer is a request and that the clock does not stop for it. "
        "The answer was that the captain had said otherwise.",
        prose.paragraph("custody", "policy", "liaison"),
        f"A neighbor, {bar_over(story.REDACTED_NAMES[1])} has written to the mayor. A copy of the "
        "letter is attached and should be answered by somebody above my rank.",
        prose.paragraph("policy", "custody", "duty"),
        "I ask for a written order before the next tour. Until I have one I will release on time.",
    )
    _close(sheet, prose, heading, "Attachments: nine detainers, one letter")
    sheet.mark_as_known(ItemKind.DATE, "10/03/2018")
    sheet.mark_as_known(ItemKind.PHRASE, "nine civil detainers", "shoplifting complaint")
    sheet.mark_as_known(ItemKind.NAME, "Wrenfield")


def draw_summaries(sheet: Sheet, prose: Prose) -> None:
    """Draw a year of monthly summaries, a page each."""
    tally = _Tally()
    for number, (month, (first, second, *_)) in enumerate(_MONTHS.items()):
        if number:
            sheet.running = None
            sheet.new_page()
        _open(
            sheet,
            Heading(
                story.CALLOWAY,
                story.ODELL,
                f"{month} 1, 2018",
                f"Monthly summary, {story.TASK_FORCE}",
            ),
        )
        tally.draw(sheet, prose, month)
        sheet.paragraph(f"{first} {prose.paragraph('duty', 'liaison', 'duty')}", size=11)
        sheet.paragraph(f"{second} {prose.paragraph('custody', 'duty', 'liaison')}", size=11)
        sheet.paragraph(prose.paragraph("policy", "liaison", "review"), size=11)
        draw_signature(sheet, story.ODELL.full, prose.dice)
    sheet.mark_as_known(
        ItemKind.PHRASE, "harbor froze", "a wedding party", "lent bolt cutters", "turned back a bus"
    )
    sheet.mark_as_known(ItemKind.DATE, "August 1, 2018", "November 1, 2018")


# What happened, what was said of it, persons handed over and detainers received.
_MONTHS = {
    "February": (
        "The harbor froze and there was no landing for nine days.",
        "No person was handed over.",
        0,
        2,
    ),
    "March": ("One joint inspection was made, of a crew list.", "The list was in order.", 0, 1),
    "April": (
        "Special Order 18-031 is expected in the middle of the month.",
        "Two visits were put off until it is read.",
        1,
        3,
    ),
    "May": (
        "A visit to a hall on Mizzen Street broke in on a wedding party and an apology was sent.",
        "One detainer came by fax.",
        0,
        1,
    ),
    "June": (
        "The federal side asked for the keys of the pump house and was lent bolt cutters.",
        "Costs are set out in the table.",
        2,
        4,
    ),
    "July": (
        "The laundry in Ropewalk Street was visited on June 20.",
        "A bill for a door has come in.",
        1,
        2,
    ),
    "August": (
        (
            "The Port Warden turned back a bus at the north gate because its papers were in the "
            "name of another firm."
        ),
        "Four persons were handed over.",
        4,
        3,
    ),
    "September": (
        "A larger operation is planned for the second week.",
        "Volunteers have been asked for.",
        2,
        5,
    ),
    "October": (
        "The operation at Pier 6 took place on September 11.",
        "See the separate report.",
        22,
        9,
    ),
    "November": (
        "No joint operation was held while the complaint is open.",
        "The desk had nine detainers in a month.",
        0,
        9,
    ),
}


class _Tally:
    """The table of a monthly summary, with totals carried from month to month."""

    _TITLES = (
        "Joint operations", "Hours of overtime, code 11-R", "Hours of overtime, code FED",
        "Field contact cards", "Persons handed over", "Detainers received",
    )  # fmt: skip

    def __init__(self) -> None:
        self._totals = [0] * len(self._TITLES)

    def draw(self, sheet: Sheet, prose: Prose, month: str) -> None:
        """Draw the table of a month under the heading of its memo."""
        dice = prose.dice
        counts = (
            dice.randint(0, 4),
            dice.randint(30, 240),
            dice.randint(0, 24),
            dice.randint(9, 88),
            *_MONTHS[month][2:],
        )
        self._totals = [total + count for total, count in zip(self._totals, counts, strict=True)]
        columns = (
            Column("Heading", 3.4),
            Column("This month", 1.2, "right"),
            Column("Year to date", 1.2, "right"),
        )
        rows = [
            (title, str(count), str(total))
            for title, count, total in zip(self._TITLES, counts, self._totals, strict=True)
        ]
        sheet.y += 6
        Table(sheet, columns, size=10).draw(rows)
        sheet.y += 6


def _open(sheet: Sheet, heading: Heading) -> None:
    draw_letterhead(
        sheet, "Bureau of Field Services", "1 Binnacle Square, Sample City", "Telephone 555-0100"
    )
    sheet.y += 14
    sheet.text(sheet.width / 2, "MEMORANDUM", size=14, bold=True, align="center")
    sheet.y += 10
    lines = (
        ("TO:", heading.to.full),
        ("FROM:", heading.sender.full),
        ("DATE:", heading.date),
        ("SUBJECT:", heading.subject),
    )
    for label, value in lines:
        sheet.y += 16
        sheet.text(MARGIN, label, bold=True)
        sheet.text(MARGIN + 72, value)
    sheet.y += 10
    sheet.rule()
    sheet.y += 6
    sheet.running = lambda: _continue(sheet, heading)


def _continue(sheet: Sheet, heading: Heading) -> None:
    sheet.y += 8
    sheet.text(MARGIN, f"{heading.subject}, continued", size=9.5)
    sheet.text(sheet.right, f"Page {sheet.number}", size=9.5, align="right")
    sheet.y += 6
    sheet.rule(thickness=0.5)
    sheet.y += 6


def _numbered(sheet: Sheet, *paragraphs: str) -> None:
    for number, paragraph in enumerate(paragraphs, start=1):
        sheet.paragraph(f"{number}. {paragraph}", size=11)


def _close(sheet: Sheet, prose: Prose, heading: Heading, copies: str) -> None:
    draw_signature(sheet, heading.sender.full, prose.dice)
    sheet.y += 4
    sheet.paragraph(copies, size=9.5)
