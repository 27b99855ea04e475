"""After-action reports and standing orders."""

from sample import story
from sample.emblems import draw_letterhead, draw_signature, draw_stamp
from sample.grid import Column, Table
from sample.layout import MARGIN, Sheet, bar_over
from sample.narrative import Prose
from sample.records import ItemKind

_PIER_SECTIONS = (
    (
        "1. Summary",
        (
            "The operation began at 0445 hours with a briefing in the ready room and ended at "
            "0725 hours. Thirty-one persons were counted on the premises and twenty-two were "
            "taken away by the federal side."
        ),
        ("review", "watch", "duty"),
    ),
    (
        "2. Planning",
        (
            "The plan was written on the back of a tide table and read aloud. No copy was kept "
            "by the department."
        ),
        ("review", "duty", "liaison"),
    ),
    ("3. Timeline", "", ()),
    (
        "4. Command and control",
        (
            "There was no single commander once the gate had been opened. Captain O'Dell was at "
            "home with a fever and gave his orders by telephone."
        ),
        ("review", "duty", "review"),
    ),
    (
        "5. Persons and property",
        (
            "The count of the persons taken was made by the driver of the bus. The property left "
            "behind filled four crates and is listed under PR-18-2207."
        ),
        ("custody", "custody", "custody"),
    ),
    (
        "6. Community",
        "By seven o'clock a crowd with signs stood at the corner of Fathom Street.",
        ("review", "complaint", "review"),
    ),
    (
        "7. Lessons",
        ("The department should not lend its uniform to an operation whose paper it has not read."),
        ("review", "policy", "review"),
    ),
)


def draw_pier_report(sheet: Sheet, prose: Prose) -> None:
    """Draw the after-action report on Pier 6."""
    prose.set_scene(story.PIER_SCENE)
    _open(sheet, "AFTER-ACTION REPORT", "Operation at Pier 6, September 11, 2018")
    for title, opening, topics in _PIER_SECTIONS:
        sheet.heading(title)
        if not topics:
            _timeline(sheet, prose)
            continue
        for paragraph in (opening, *(prose.paragraph(*topics) for _ in range(4))):
            sheet.paragraph(paragraph, size=11, flows=True)
    draw_signature(sheet, story.WRENFIELD.full, prose.dice)
    sheet.mark_as_known(
        ItemKind.PHRASE, "back of a tide table", "at home with a fever", "filled four crates"
    )
    sheet.mark_as_known(ItemKind.IDENTIFIER, story.PROPERTY_NUMBER)


_LAUNDRY_SECTIONS = (
    (
        "1. Summary",
        (
            "A joint visit was made to the laundry at the request of the bureau. The steam press "
            "was still warm and the rear door had been taken off its hinges."
        ),
        ("review", "watch", "review"),
    ),
    (
        "2. Entry",
        (
            "The agents went in by the rear door. Local members saw nothing of the paper that "
            "was shown to the owner, if any was shown."
        ),
        ("watch", "review", "custody"),
    ),
    (
        "3. Result",
        (
            "One person was taken and was released on the same evening as a citizen of this "
            "country, born three streets away."
        ),
        ("custody", "custody", "review"),
    ),
    (
        "4. Cost",
        (
            "Thirty-four hours of overtime were worked. One rear door is to be paid for; the "
            "bill is 412 dollars."
        ),
        ("duty", "duty", "duty"),
    ),
    (
        "5. Lessons",
        (
            "A name is not a person. The list held two people of the same name and the wrong one "
            "was at work."
        ),
        ("review", "policy", "review"),
    ),
)


def draw_ropewalk_report(sheet: Sheet, prose: Prose) -> None:
    """Draw the draft after-action report on the laundry in Ropewalk Street."""
    prose.set_scene(story.LAUNDRY_SCENE)
    _open(sheet, "AFTER-ACTION REPORT", "Ropewalk Laundry, June 20, 2018")
    draw_stamp(sheet, "DRAFT", "not for release")
    for title, opening, topics in _LAUNDRY_SECTIONS:
        sheet.heading(title)
        for paragraph in (opening, *(prose.paragraph(*topics) for _ in range(3))):
            sheet.paragraph(paragraph, size=11)
    sheet.mark_as_known(
        ItemKind.PHRASE,
        "taken off its hinges",
        "born three streets away",
        "same name and the wrong one",
    )
    sheet.mark_as_known(ItemKind.DATE, "June 20, 2018")


_ORDER_SECTIONS = {
    "Purpose": (
        "This order sets out what members of the department may and may not do when another "
        "agency asks for the body of a person on civil grounds."
    ),
    "Definitions": (
        "A civil detainer is a paper that asks for a person to be kept and that no judge has "
        "signed. A judicial warrant is a paper that a judge has signed."
    ),
    "Traffic stops": (
        "A stop shall last no longer than its own reason requires, and shall not be drawn "
        "out to let another agency arrive."
    ),
    "Release": (
        "A person who is due for release shall be released, and the hour shall be written "
        "down by the member who opens the door."
    ),
    "Records": (
        "The ledger of requests is kept at the front desk and is open to any member of the "
        "public who asks for it."
    ),
    "Training": "Every member shall attend two hours of training before September 1, 2018.",
}


def draw_order(sheet: Sheet, prose: Prose) -> None:
    """Draw Special Order 18-031."""
    draw_letterhead(sheet, "Office of the Commissioner", "1 Binnacle Square, Sample City")
    sheet.y += 12
    sheet.text(MARGIN, "SPECIAL ORDER 18-031", size=13, bold=True)
    sheet.text(sheet.right, "Effective April 16, 2018", size=10.5, align="right")
    sheet.y += 6
    sheet.paragraph("SUBJECT: Civil immigration detainers and joint operations", size=11, bold=True)
    _sections(sheet, prose, _ORDER_SECTIONS, clauses=5)
    draw_signature(sheet, "Commissioner of Police", prose.dice)
    sheet.mark_as_known(ItemKind.IDENTIFIER, "18-031")
    sheet.mark_as_known(
        ItemKind.PHRASE,
        "no longer than its own reason requires",
        "open to any member of the public",
    )
    sheet.mark_as_known(ItemKind.DATE, "April 16, 2018")


_RULE_SECTIONS = {
    "Scope": (
        "This rule governs assistance to other agencies at the waterfront, whether by land "
        "or by launch."
    ),
    "Requests": (
        "A request shall come in writing to the harbor master of the watch, who shall keep "
        "the original."
    ),
    "Limits": "Members lend their presence and their lamps, and not their powers of arrest.",
    "Launch": (
        "The launch may be lent with its crew, and its log shall name each person who is carried."
    ),
    "Expenses": ("Fuel is charged to the agency that asks. No overtime is worked under this rule."),
    "Reports": (
        "A report of each assistance shall be made before the end of the tour in which it "
        "was given."
    ),
}


def draw_rule(sheet: Sheet, prose: Prose) -> None:
    """Draw Rule 138 as it stood before the order."""
    draw_letterhead(sheet, "Rules and Procedures", "1 Binnacle Square, Sample City")
    sheet.y += 12
    sheet.text(MARGIN, "RULE 138", size=13, bold=True)
    sheet.text(sheet.right, "Issued February 8, 2009", size=10.5, align="right")
    sheet.y += 6
    draw_stamp(sheet, "SUPERSEDED", "APR 16 2018")
    _sections(sheet, prose, _RULE_SECTIONS, clauses=4)
    sheet.mark_as_known(
        ItemKind.PHRASE, "their presence and their lamps", "harbor master of the watch"
    )
    sheet.mark_as_known(ItemKind.DATE, "February 8, 2009")


def _open(sheet: Sheet, form: str, title: str) -> None:
    draw_letterhead(
        sheet, "Bureau of Field Services", "District 4, 60 Capstan Road, Sample City", "555-0140"
    )
    sheet.y += 14
    sheet.text(sheet.width / 2, form, size=15, bold=True, align="center")
    sheet.y += 18
    sheet.text(sheet.width / 2, title, size=12, align="center")
    sheet.y += 10


def _timeline(sheet: Sheet, prose: Prose) -> None:
    # The hours that the report, the e-mails and the dispatch log of that morning share.
    hours = ["04:45", "04:58", "05:09", "05:12", "05:31", "05:50", "06:22", "06:40", "07:25"]
    events = (
        "Briefing. Eleven members and six agents present.",
        "Harbor car in place at the water side.",
        "Bus arrives with its lamps off.",
        "Gate opened by the foreman.",
        "First group led out to the yard.",
        f"Person taken ill, {bar_over('witness name')} treated by ambulance crew.",
        f"Tow truck on scene, truck with plate {prose.plate()} removed.",
        "Last group leaves by bus.",
        "Street reopened.",
    )
    sheet.y += 6
    rows = [(hour, event) for hour, event in zip(hours, events, strict=True)]
    Table(sheet, (Column("Hour", 0.8), Column("Event", 6)), size=10.5).draw(rows)
    sheet.y += 8


def _sections(sheet: Sheet, prose: Prose, openings: dict[str, str], *, clauses: int) -> None:
    for number, (title, opening) in enumerate(openings.items(), start=1):
        sheet.heading(f"Section {number}. {title}")
        sheet.paragraph(f"{number}.1 {opening}", size=11, indent=12)
        for clause in range(2, clauses + 1):
            sheet.paragraph(f"{number}.{clause} {prose.sentence('policy')}", size=11, indent=12)
