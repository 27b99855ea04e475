# ruff: noqa: E501 - a table: one paper, one row
"""Which papers the release holds, where each lies and what was done to it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sample.degrade import (
    COPIER,
    CROOKED,
    FAX,
    FINE,
    FLATBED,
    PHOTOCOPY,
    SIDEWAYS,
    Scan,
)
from sample.layout import LANDSCAPE, LETTER, Sheet
from sample.narrative import Prose
from sample.papers import (
    complaints,
    emails,
    incidents,
    letters,
    logs,
    memos,
    notes,
    operations,
    property_forms,
)
from sample.records import Fault, Kind, KnownItem

Pages = tuple[tuple[str, ...], tuple[KnownItem, ...]]


@dataclass(frozen=True, slots=True)
class Draft:
    """One paper and how it came to be the file it is.

    Attributes:
        path: Path in the release, with forward slashes; the suffix sets the format.
        kind: The form of paper.
        title: Title for ``release.toml``; empty leaves the paper out of it.
        day: Date for ``release.toml``; None leaves the date out.
        draw: Draws the paper on a sheet.
        face: Key of ``layout.FACES``.
        size: Page size in points as displayed.
        leading: Distance of lines in paragraphs, in sizes of type.
        turned: Pages lie on their side and are displayed by /Rotate 90.
        scan: How pages were scanned; None for born-digital.
        text_pages: Numbers of the pages that stay text in a scanned paper.
        stamped: Numbers of the scanned pages with a text stamp on top.
        blank_end: An empty sheet was scanned after the last page.
        fault: What is wrong with the file.
    """

    path: str
    kind: Kind
    title: str
    day: date | None
    draw: Callable[[Sheet, Prose], None]
    face: str = "helvetica"
    size: tuple[float, float] = LETTER
    leading: float = 1.32
    turned: bool = False
    scan: Scan | None = None
    text_pages: frozenset[int] = frozenset()
    stamped: frozenset[int] = frozenset()
    blank_end: bool = False
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A plain text file; a form feed parts its pages."""

    path: str
    write: Callable[[Prose], Pages]
    encoding: str
    kind: Kind = Kind.NOTES


@dataclass(frozen=True, slots=True)
class Copy:
    """A second file with the bytes of another."""

    path: str
    of: str


DRAFTS = (
    Draft("00 - Response Letter.pdf", Kind.LETTER, "Response to request SAMPLE-2019-0417", date(2019, 6, 14), letters.draw_response, "times"),
    Draft("memos/harbor-task-force-memo.pdf", Kind.MEMO, "Establishment of the Joint Harbor Task Force", date(2017, 3, 2), memos.draw_establishing, "times", leading=1.45),
    Draft("memos/MEMO Overtime Approval (signed).pdf", Kind.MEMO, "Overtime for harbor detail, third quarter", date(2018, 7, 9), memos.draw_overtime, "times", scan=FLATBED, leading=1.5),
    Draft("memos/Memo re Detainers 10-3-18.pdf", Kind.MEMO, "Civil detainers received at District 4", date(2018, 10, 3), memos.draw_detainers, scan=PHOTOCOPY, leading=1.6),
    Draft("E-mails/RE_ detail for Harbor op (1).pdf", Kind.EMAIL, "RE: detail for Harbor op", date(2018, 9, 10), emails.draw_chain, "vera", leading=1.4),
    Draft("E-mails/FW_ Joint Harbor Task Force - contact list.pdf", Kind.EMAIL, "FW: Joint Harbor Task Force - contact list", date(2019, 1, 15), emails.draw_contacts, "vera"),
    Draft("E-mails/SCAN_20190603_0932.pdf", Kind.EMAIL, "", None, emails.draw_key, "times", scan=FLATBED, leading=1.5),
    Draft("E-mails/e-mail printouts Oct-Nov 2018.pdf", Kind.EMAIL, "E-mail print-outs, October and November 2018", date(2018, 11, 20), emails.draw_autumn, scan=CROOKED, text_pages=frozenset({1, 2, 6})),
    Draft("Incident Reports/I192003457.pdf", Kind.INCIDENT_REPORT, "Incident report I192003457", date(2019, 1, 22), incidents.draw_stop),
    Draft("Incident Reports/I182061190 (redacted).pdf", Kind.INCIDENT_REPORT, "Incident report I182061190", date(2018, 9, 11), incidents.draw_pier, scan=COPIER, leading=1.5),
    Draft("Incident Reports/I172044821 FAX.pdf", Kind.INCIDENT_REPORT, "Incident report I172044821", date(2017, 5, 30), incidents.draw_early, scan=FAX, leading=1.6),
    Draft("Incident Reports/I192008815 Supplemental.pdf", Kind.INCIDENT_REPORT, "Supplement I192008815", date(2019, 2, 19), incidents.draw_supplement, "times", scan=FLATBED, text_pages=frozenset({1, 2}), stamped=frozenset({3}), leading=1.5),
    Draft("Internal Affairs/IAD2019-0412 Summary.pdf", Kind.COMPLAINT, "Complaint summary IAD2019-0412", date(2019, 4, 4), complaints.draw_stop_summary, "vera", leading=1.5),
    Draft("Internal Affairs/IAD2018-0377 (scan).pdf", Kind.COMPLAINT, "Complaint summary IAD2018-0377", date(2018, 12, 17), complaints.draw_pier_summary, scan=FINE, blank_end=True, leading=1.5),
    Draft("Internal Affairs/Interview Transcript - Off. Nunez-Farrow.pdf", Kind.TRANSCRIPT, "Interview of Officer Núñez-Farrow", date(2019, 2, 26), complaints.draw_interview, "courier"),
    Draft("Internal Affairs/Interview witness 2 [SEALED].pdf", Kind.TRANSCRIPT, "Interview of witness 2", date(2019, 3, 1), complaints.draw_sealed_interview, "courier", fault=Fault.ENCRYPTED),
    Draft("Journals/District 4 Journal 2018-09-11.pdf", Kind.JOURNAL, "Journal of District 4", date(2018, 9, 11), logs.draw_pier_journal, size=LANDSCAPE),
    Draft("Journals/D4 Journal Jan 22 2019 (scan).pdf", Kind.JOURNAL, "Journal of District 4", date(2019, 1, 22), logs.draw_stop_journal, scan=FINE),
    Draft("Journals/District 7 Journal Mar 2019.pdf", Kind.JOURNAL, "Journal of District 7", date(2019, 3, 14), logs.draw_march_journal, "times"),
    Draft("Overtime/FY18 Q3 Overtime Roster.pdf", Kind.ROSTER, "Overtime roster, FY18 third quarter", date(2018, 9, 30), logs.draw_roster, size=LANDSCAPE, turned=True),
    Draft("Overtime/Overtime slips (sideways).pdf", Kind.ROSTER, "", None, logs.draw_slips, size=LANDSCAPE, scan=SIDEWAYS),
    Draft("Task Force/After Action Report - Pier 6.pdf", Kind.AFTER_ACTION, "After-action report, Pier 6", date(2018, 9, 24), operations.draw_pier_report, "times", leading=1.6),
    Draft("Task Force/AAR Ropewalk Laundry DRAFT.pdf", Kind.AFTER_ACTION, "After-action report, Ropewalk Laundry (draft)", date(2018, 6, 20), operations.draw_ropewalk_report, "times", scan=CROOKED, leading=1.75),
    Draft("Task Force/MOU draft (incomplete).pdf", Kind.AGREEMENT, "Memorandum of understanding, draft", date(2018, 5, 21), letters.draw_agreement, "times", fault=Fault.TRUNCATED, leading=1.5),
    Draft("Task Force/Monthly summaries 2018.pdf", Kind.MEMO, "Monthly summaries of the task force, 2018", date(2018, 11, 1), memos.draw_summaries, scan=FLATBED, text_pages=frozenset({1, 2, 3, 4, 6}), leading=1.4),
    Draft("Task Force/Ledger of requests D-4.pdf", Kind.JOURNAL, "Ledger of requests, District 4", date(2018, 12, 31), logs.draw_ledger, "times", scan=COPIER),
    Draft("Dispatch/CAD Log 2019-01-22.pdf", Kind.DISPATCH_LOG, "Dispatch log, channel 4", date(2019, 1, 22), logs.draw_dispatch, "courier", LANDSCAPE),
    Draft("Dispatch/dispatch log 9-11-18 FAX.tif", Kind.DISPATCH_LOG, "Dispatch log, channel 6", date(2018, 9, 11), logs.draw_fax_dispatch, "courier", LANDSCAPE, scan=FAX),
    Draft("Orders/SO 18-031 Immigration Detainers.pdf", Kind.ORDER, "Special Order 18-031", date(2018, 4, 16), operations.draw_order, "times", leading=1.5),
    Draft("Orders/Rule 138 (superseded).PDF", Kind.ORDER, "Rule 138", date(2009, 2, 8), operations.draw_rule, "times", scan=COPIER, leading=1.6),
    Draft("Property/Property Inventory PR-18-2207.pdf", Kind.PROPERTY, "Inventory of property PR-18-2207", date(2018, 9, 12), property_forms.draw_inventory),
    Draft("Property/property receipt.png", Kind.PROPERTY, "Property receipt", date(2018, 11, 2), property_forms.draw_receipt, scan=FLATBED),
    Draft("Property/IMG_0417.jpg", Kind.ORDER, "", None, property_forms.draw_notice),
    Draft("Correspondence/Harborlight request letter.pdf", Kind.LETTER, "Request of the Harborlight Civil Rights Project", date(2019, 4, 30), letters.draw_request, "times", scan=PHOTOCOPY, leading=1.5),
    Draft("Correspondence/District 9 statement.doc", Kind.LETTER, "Statement of District 9", date(2019, 1, 29), letters.draw_statement, fault=Fault.WRONG_EXTENSION, leading=1.5),
)  # fmt: skip

NOTES = (
    Note("Notes/call notes.txt", notes.write_calls, "utf-8"),
    Note("Notes/testigos Lanyard.txt", notes.write_witnesses, "cp1252"),
)

COPIES = (Copy("Task Force/copy of memo (2).pdf", "memos/harbor-task-force-memo.pdf"),)
