"""Letters, and an agreement signed by two agencies."""

from sample import story
from sample.emblems import draw_letterhead, draw_signature, draw_stamp
from sample.grid import Column, Table
from sample.layout import MARGIN, Sheet, bar_over
from sample.narrative import Prose, Script
from sample.records import ItemKind

_RESPONSE_TEXT: Script = (
    f"Re: Public records request {story.REQUEST_NUMBER}",
    "Dear Ms. Achterberg:",
    (
        "This letter answers your request, received on May 2, 2019, for all records of the "
        f"Sample City Police Department on its part in the {story.TASK_FORCE} from January 1, "
        "2017 to the present."
    ),
    (
        "The department has found the records listed in the schedule to this letter. They are "
        "given to you on paper and as files. Many exist only as paper or as fax, and the copies "
        "are the best we have."
    ),
    (
        "Names of witnesses, informants and private telephone numbers have been withheld under "
        "exemptions (c) and (f). Where a name has been withheld it is covered by a black bar."
    ),
    (
        "One interview is given in a file that is locked, because its release is before the "
        f"court in docket {story.DOCKET}. The password will be sent to counsel when the court has "
        "ruled."
    ),
    (
        "The department has no copy of the federal list of persons. You may ask the "
        f"{story.BUREAU} for it."
    ),
    "We estimate that 61 hours were spent on search and review. The fee has been waived.",
    "You may appeal this answer to the Supervisor of Records within ninety days.",
    "Sincerely,",
)


def draw_response(sheet: Sheet, prose: Prose) -> None:
    """Draw the letter that came with the release."""
    draw_letterhead(
        sheet, "Office of the Legal Advisor", "1 Binnacle Square, Sample City", "555-0104"
    )
    _address(
        sheet,
        "June 14, 2019",
        "Ms. Imogen Achterberg",
        story.REQUESTER,
        "19 Saltbox Lane",
        "Sample City",
    )
    _paragraphs(
        sheet,
        *prose.tell(_RESPONSE_TEXT),
    )
    draw_signature(sheet, "Lucian Merridew, Legal Advisor", prose.dice)
    sheet.new_page()
    sheet.heading("Schedule of records")
    sheet.y += 6
    columns = (Column("No.", 0.6), Column("Records", 4.6), Column("Withheld", 3.2))
    Table(sheet, columns).draw(_SCHEDULE)
    sheet.y += 10
    _paragraphs(
        sheet,
        "A dash means that nothing was withheld. Numbers at the foot of each page run from "
        "SAMPLE-000001.",
    )
    sheet.mark_as_known(ItemKind.IDENTIFIER, story.REQUEST_NUMBER, story.DOCKET)
    sheet.mark_as_known(ItemKind.NAME, "Imogen Achterberg")
    sheet.mark_as_known(ItemKind.PHRASE, "The fee has been waived", "Schedule of records")
    sheet.mark_as_known(ItemKind.ADDRESS, "19 Saltbox Lane")
    sheet.mark_as_known(ItemKind.DATE, "June 14, 2019")


_SCHEDULE = (
    ("1", "Memoranda of the Bureau of Field Services, 2017 to 2018", "Two names, exemption (c)"),
    (
        "2",
        "Electronic mail of five members, printed",
        "Private numbers and informants, (c) and (f)",
    ),
    ("3", "Incident reports and supplements, four numbers", "Names of witnesses, (c)"),
    (
        "4",
        "Internal Affairs files IAD2018-0377 and IAD2019-0412",
        "Names of complainants, (c); one interview, docket",
    ),
    ("5", "Journals of District 4 and District 7", "-"),
    ("6", "Overtime rosters and slips, fiscal year 2018", "-"),
    ("7", "After-action reports, Pier 6 and Ropewalk Street", "Tactical annex, (n)"),
    ("8", "Dispatch logs, two days", "-"),
    ("9", "Special Order 18-031 and Rule 138", "-"),
    ("10", "Property inventory PR-18-2207 and receipts", "Two names, (c)"),
    ("11", "Agreement with the federal bureau, unsigned", "Annex B, (f)"),
    ("12", "Notes of telephone calls", "-"),
)


_REQUEST_TEXT: Script = (
    "Dear Commissioner:",
    (
        "Under the public records law we ask for every record, from January 1, 2017 to today, "
        f"that has to do with the part played by your department in the {story.TASK_FORCE}. We "
        "ask in particular for:"
    ),
    (
        "(a) agreements, orders and memoranda that say what members may and may not do when they "
        f"work with agents of the {story.BUREAU};"
    ),
    (
        "(b) reports, journals and dispatch records for the morning of September 11, 2018 at "
        "Pier 6 and for the evening of January 22, 2019 on Lanyard Street;"
    ),
    "(c) overtime worked for the task force, and the account to which it was charged;",
    "(d) complaints to Internal Affairs that arose from either event, with their findings.",
    (
        "Several families have told us that a father or a brother was taken from a parked bus "
        "and that the front desk had no record of it. They have a right to know who wrote the "
        "record and who did not."
    ),
    ("custody", "custody"),
    (
        "We ask that the fee be waived, because the records serve the public and we will sell "
        "none of them."
    ),
    "We ask for files that can be searched. If only paper exists, a clear scan will do.",
    "Please send your answer within ten business days, as the law requires.",
    (
        "If a record has been destroyed, please tell us on what day and by whose order, and send "
        "us the page of the retention schedule on which the order rests."
    ),
    ("custody", "complaint"),
    (
        "Nothing in this letter waives the rights of the persons for whom we act in docket "
        "19-CV-0388."
    ),
    "Yours truly,",
)


def draw_request(sheet: Sheet, prose: Prose) -> None:
    """Draw the requester's letter, stamped on receipt."""
    sheet.y += 20
    sheet.text(sheet.width / 2, story.REQUESTER.upper(), size=13, bold=True, align="center")
    sheet.y += 14
    sheet.text(
        sheet.width / 2,
        "19 Saltbox Lane, Sample City - 555-0161 - harborlight.example",
        size=9.5,
        align="center",
    )
    sheet.y += 8
    sheet.rule()
    sheet.y += 8
    draw_stamp(sheet, "RECEIVED", "MAY 02 2019")
    _address(sheet, "April 30, 2019", "Commissioner of Police", story.AGENCY, "1 Binnacle Square")
    _paragraphs(
        sheet,
        *prose.tell(_REQUEST_TEXT),
    )
    draw_signature(sheet, "Imogen Achterberg, Staff Attorney", prose.dice)
    sheet.mark_as_known(ItemKind.PHRASE, "taken from a parked bus", "a clear scan will do")
    sheet.mark_as_known(ItemKind.DATE, "April 30, 2019")
    sheet.mark_as_known(ItemKind.NAME, "Imogen Achterberg")


def draw_statement(sheet: Sheet, prose: Prose) -> None:
    """Draw a statement to the press office of District 9."""
    draw_letterhead(sheet, "District 9", "77 Quarterdeck Road, Sample City", "555-0190")
    _address(sheet, "29 January 2019", "Office of the Legal Advisor", story.AGENCY)
    _paragraphs(
        sheet,
        "To whom it may concern:",
        "District 9 took no part in the events on Lanyard Street. The cruiser seen in the "
        "newspaper photograph bears the number of our spare car, which had been lent to the "
        "harbor office.",
        prose.paragraph("duty", "duty", "duty"),
        "The log of the spare car shows that it left our lot at 1702 hours and came back at 2355 "
        "hours with a cracked mirror and a quarter of a tank of fuel.",
        prose.paragraph("liaison", "duty", "review"),
        prose.paragraph("stop", "stop", "duty", "review"),
        prose.paragraph("duty", "liaison", "custody", "stop"),
        "I know nothing of who drove it and I was not asked before it was lent.",
        prose.paragraph("review", "duty", "policy"),
        prose.paragraph("liaison", "policy", "review"),
        "The mirror has since been replaced at our own cost. The bill is attached and I ask that "
        "it be paid from the harbor account.",
        prose.paragraph("duty", "review", "liaison"),
        prose.paragraph("stop", "duty", "policy"),
    )
    draw_signature(sheet, prose.officer().full, prose.dice)
    sheet.mark_as_known(ItemKind.PHRASE, "number of our spare car", "a cracked mirror")
    sheet.mark_as_known(ItemKind.ADDRESS, "77 Quarterdeck Road")
    sheet.mark_as_known(ItemKind.DATE, "29 January 2019")


def draw_agreement(sheet: Sheet, prose: Prose) -> None:
    """Draw the draft agreement between the department and the federal bureau."""
    sheet.y += 40
    for line in (
        "MEMORANDUM OF UNDERSTANDING",
        "between the",
        story.AGENCY,
        "and the",
        story.BUREAU,
    ):
        sheet.text(sheet.width / 2, line, size=13, bold=line.isupper(), align="center")
        sheet.y += 20
    sheet.paragraph("Draft of May 21, 2018 - not signed", size=10)
    for number, (title, opening) in enumerate(_ARTICLES, start=1):
        sheet.heading(f"Article {number}. {title}")
        sheet.paragraph(f"{number}.1 {opening}", size=11)
        for part in range(2, 6):
            sheet.paragraph(f"{number}.{part} {prose.paragraph('policy', 'liaison')}", size=11)
    sheet.y += 20
    sheet.text(MARGIN, f"For the department: {bar_over('signature page')}")
    sheet.mark_as_known(
        ItemKind.PHRASE, "concurrent use of the harbor office", "hold the other harmless"
    )
    sheet.mark_as_known(ItemKind.DATE, "May 21, 2018")


_ARTICLES = (
    (
        "Purpose",
        (
            "The parties wish to allow for concurrent use of the harbor office on Ropewalk Street "
            "and for joint inspection of premises."
        ),
    ),
    (
        "Command",
        (
            "Members of the department remain under the command of the department at all times, "
            "and agents of the bureau under that of the bureau."
        ),
    ),
    (
        "Costs",
        (
            "Each party bears its own costs, save that the bureau repays overtime approved by both "
            "in advance."
        ),
    ),
    (
        "Records",
        (
            "Each party keeps the records that it makes, and neither shall ask the other to "
            "withhold them from a lawful request."
        ),
    ),
    ("Liability", "Each party shall hold the other harmless for the acts of its own people."),
    ("Vehicles", "A vehicle lent by one party to the other carries a log that names each driver."),
    ("End", "Either party may end this understanding by a letter, with effect after thirty days."),
)


def _address(sheet: Sheet, date: str, *lines: str) -> None:
    sheet.y += 14
    sheet.text(MARGIN, date, size=11)
    sheet.y += 10
    for line in lines:
        sheet.y += 14
        sheet.text(MARGIN, line, size=11)
    sheet.y += 12


def _paragraphs(sheet: Sheet, *paragraphs: str) -> None:
    for paragraph in paragraphs:
        sheet.paragraph(paragraph, size=11, bold=paragraph.startswith("Re:"))
