"""Print-outs of e-mail."""

from dataclasses import dataclass

from sample import story
from sample.layout import MARGIN, Sheet, bar_over, wrap
from sample.narrative import Prose, Script
from sample.records import ItemKind


@dataclass(frozen=True, slots=True)
class Mail:
    """The heading of one message."""

    sender: story.Person
    to: tuple[story.Person, ...]
    sent: str
    subject: str
    attachment: str = ""


_CHAIN_FIRST: Script = (
    (
        "Both of you are on for tomorrow. Be at the ready room at 0445 and park behind the "
        "laundry, not on Ropewalk. Bring rain gear."
    ),
    ("duty", "liaison", "duty"),
    "Inés, you ride with Cormac. I will be in the harbor car with Agent Echeverría.",
)
_CHAIN_SECOND: Script = (
    (
        "Sarge, is this the same thing as the cold storage job in June? If we are going inside I "
        "would like to know who signs the entry log, because last time nobody did."
    ),
    ("watch", "watch"),
    "Also, I am still down as day off on the roster for District 4.",
)
_CHAIN_THIRD: Script = (
    (
        "Toby, four posts on the street side, two on the water side, one at the gate. Federal "
        "people go in first. Ours stay outside unless somebody calls for help."
    ),
    ("liaison", "liaison", "duty", "duty"),
    "Keep the paper short. I will sign the slips when you have them together.",
)
_CHAIN_FOURTH: Script = (
    (
        "Captain, we count about thirty on the early shift. We will bring two vans and a bus. "
        "Can your people hold the traffic on Ropewalk from five until we are loaded?"
    ),
    ("watch", "liaison", "watch", "review"),
    ("liaison", "duty", "review", "watch"),
)


_CHAIN = (
    (
        Mail(
            story.WRENFIELD,
            (story.NUNEZ, story.STANHOLT),
            "Monday, September 10, 2018 4:52 PM",
            "RE: detail for Harbor op",
        ),
        _CHAIN_FIRST,
    ),
    (
        Mail(
            story.NUNEZ,
            (story.WRENFIELD,),
            "Monday, September 10, 2018 3:15 PM",
            "RE: detail for Harbor op",
        ),
        _CHAIN_SECOND,
    ),
    (
        Mail(
            story.ODELL,
            (story.WRENFIELD,),
            "Friday, September 7, 2018 10:08 AM",
            "detail for Harbor op",
        ),
        _CHAIN_THIRD,
    ),
    (
        Mail(
            story.ECHEVERRIA,
            (story.ODELL, story.WRENFIELD),
            "Thursday, September 6, 2018 6:30 PM",
            "Harbor op",
        ),
        _CHAIN_FOURTH,
    ),
)


def draw_chain(sheet: Sheet, prose: Prose) -> None:
    """Draw the exchange about the detail for the Pier 6 operation."""
    prose.set_scene(story.PIER_SCENE)
    _print_head(sheet, story.WRENFIELD)
    _thread(sheet, prose, _CHAIN)
    sheet.mark_as_known(ItemKind.NAME, "Núñez-Farrow, Inés", "Echeverría")
    sheet.mark_as_known(ItemKind.PHRASE, "who signs the entry log", "two vans and a bus")
    sheet.mark_as_known(ItemKind.DATE, "September 10, 2018")


_CONTACTS_ORIGINAL: Script = (
    (
        "Sergeant, we have two new people and the night number has changed. Please make sure "
        "that your dispatchers do not give the night number to the press."
    ),
    ("liaison", "custody", "liaison"),
    ("custody", "liaison", "custody", "liaison"),
    ("liaison", "duty", "review"),
)


_CONTACTS_FORWARDED: Script = (
    (
        "Counselor, here is the list you asked for. Private numbers are for you only and should "
        "come off before this goes to anyone outside."
    ),
    ("liaison", "liaison"),
)
_CONTACTS_MAILS = (
    Mail(
        story.WRENFIELD,
        (story.MERRIDEW,),
        "Tue 1/15/2019 9:21 AM",
        f"FW: {story.TASK_FORCE} - contact list",
        "contacts_jan19.xls",
    ),
    Mail(
        story.BRANDVOLD,
        (story.WRENFIELD,),
        "Mon 1/14/2019 5:40 PM",
        f"{story.TASK_FORCE} - contact list",
    ),
)
_CONTACTS = (
    story.ODELL,
    story.WRENFIELD,
    story.NUNEZ,
    story.STANHOLT,
    story.ECHEVERRIA,
    story.BRANDVOLD,
)


def draw_contacts(sheet: Sheet, prose: Prose) -> None:
    """Draw the forwarded list of contacts, with private numbers barred."""
    forwarded, original = _CONTACTS_MAILS
    _print_head(sheet, story.MERRIDEW)
    _message(sheet, forwarded, prose.tell(_CONTACTS_FORWARDED))
    for number, person in enumerate(_CONTACTS, start=31):
        line = f"{person.full}, desk 555-01{number}, private {bar_over('555-0000')}"
        sheet.paragraph(line, size=9.5, indent=14)
    for hidden in story.REDACTED_NAMES[2:4]:
        line = f"Informant {bar_over(hidden)} by way of Det. Stanholt only"
        sheet.paragraph(line, size=9.5, indent=14)
    _message(sheet, original, prose.tell(_CONTACTS_ORIGINAL))
    sheet.mark_as_known(ItemKind.IDENTIFIER, "555-0135", "contacts_jan19.xls")
    sheet.mark_as_known(ItemKind.NAME, "Petra Brandvold")
    sheet.mark_as_known(ItemKind.PHRASE, "the night number has changed")


_KEY_FIRST: Script = (
    (
        "Cormac, I read your draft on the way back to the station. It is too long and it says "
        "too much."
    ),
    story.KEY_SENTENCE,
    (
        "The captain does not want the bus mentioned either. Put the tow down as ordered by the "
        "owner of the cold storage and use the number I182061190 for everything."
    ),
    ("review", "duty"),
    "Call me on 555-0132 before you file it. Do not answer this on the city account.",
)
_KEY_SECOND: Script = (
    (
        "Draft attached. I have the gate opening at 0512 and the last person on the bus at 0640. "
        "I put in what the foreman said about the cards because he said it in front of four "
        "people."
    ),
    ("watch", "custody", "review"),
    "Let me know if you want it shorter.",
    ("review", "custody", "duty"),
)
_KEY_THIRD: Script = (
    (
        "I had a call from the mayor's office about a bus on Ropewalk. What did they see and who "
        "saw it?"
    ),
    ("review", "liaison", "review"),
    "The Port Warden says that he was not told. Was he told?",
    ("liaison", "review", "duty"),
    ("watch", "custody", "review"),
    "I need one page by noon.",
)


_KEY = (
    (
        Mail(
            story.WRENFIELD,
            (story.STANHOLT,),
            "Tuesday, September 11, 2018 9:32 AM",
            "Pier 6 report",
        ),
        _KEY_FIRST,
    ),
    (
        Mail(
            story.STANHOLT,
            (story.WRENFIELD,),
            "Tuesday, September 11, 2018 8:57 AM",
            "Pier 6 report",
            "pier6_draft2.doc",
        ),
        _KEY_SECOND,
    ),
    (
        Mail(
            story.ODELL,
            (story.WRENFIELD,),
            "Tuesday, September 11, 2018 7:10 AM",
            "this morning",
        ),
        _KEY_THIRD,
    ),
)


def draw_key(sheet: Sheet, prose: Prose) -> None:
    """Draw the e-mail that holds the key sentence; it exists only as a scan."""
    prose.set_scene(story.PIER_SCENE)
    _print_head(sheet, story.WRENFIELD)
    _thread(sheet, prose, _KEY)
    sheet.mark_as_known(ItemKind.SENTENCE, story.KEY_SENTENCE)
    sheet.mark_as_known(ItemKind.PHRASE, "marine unit assist", "bus on Ropewalk")
    sheet.mark_as_known(ItemKind.IDENTIFIER, story.PIER_INCIDENT)
    sheet.mark_as_known(ItemKind.DATE, "September 11, 2018")


def draw_autumn(sheet: Sheet, prose: Prose) -> None:
    """Draw a bundle of messages from October and November 2018, one a page."""
    people = (
        story.ODELL,
        story.WRENFIELD,
        story.MERRIDEW,
        story.TREVELLY,
        story.CALLOWAY,
        story.STANHOLT,
    )
    for number, (day, subject, opening, topics) in enumerate(_AUTUMN):
        if number:
            sheet.new_page()
        sender, to = people[number], people[(number + 2) % len(people)]
        _print_head(sheet, to)
        paragraphs = [
            prose.paragraph(*topics),
            prose.paragraph(*reversed(topics)),
            prose.paragraph(*topics),
            prose.paragraph(topics[1], "review", "duty"),
        ]
        _message(sheet, Mail(sender, (to,), day, subject), [opening, *paragraphs, "Thank you,"])
        sheet.paragraph(sender.full, size=10)
    sheet.mark_as_known(
        ItemKind.PHRASE,
        "Halloween parade",
        "answer of the Port Warden",
        "sealed envelope",
        "copying charges",
    )
    sheet.mark_as_known(ItemKind.IDENTIFIER, story.PIER_COMPLAINT)


_AUTUMN = (
    (
        "Tue 10/9/2018 8:14 AM",
        "posts for the parade",
        (
            "We are short for the Halloween parade because nine people are promised to the task "
            "force that night."
        ),
        ("duty", "duty", "liaison"),
    ),
    (
        "Fri 10/12/2018 2:47 PM",
        "Port Warden",
        (
            "I have the answer of the Port Warden and it is not what we were told to expect; he "
            "will not open the gate without a warrant."
        ),
        ("liaison", "watch", "liaison"),
    ),
    (
        "Wed 10/17/2018 11:05 AM",
        "Complaint IAD2018-0377",
        (
            "The complaint about the morning at Pier 6 has been given the number IAD2018-0377 and "
            "will go to Sgt. Det. Trevelly."
        ),
        ("complaint", "policy", "complaint"),
    ),
    (
        "Mon 10/29/2018 4:33 PM",
        "turret tapes",
        (
            "The turret tapes for September 11 were handed to me in a sealed envelope by the "
            "dispatcher, who asked me to sign for them."
        ),
        ("complaint", "complaint", "custody"),
    ),
    (
        "Thu 11/8/2018 9:00 AM",
        "Ropewalk, second visit",
        (
            "I will not approve a second visit to Ropewalk Street until I have read the report of "
            "the first."
        ),
        ("review", "review", "duty"),
    ),
    (
        "Tue 11/20/2018 3:26 PM",
        "records request",
        (
            "Somebody at the front desk quoted copying charges to a lawyer for papers that we have "
            "not even found yet."
        ),
        ("policy", "liaison", "custody"),
    ),
)


def _print_head(sheet: Sheet, owner: story.Person) -> None:
    """Draw the owner's name over a thick line, as mail programs print it."""
    sheet.y += 12
    sheet.text(MARGIN, f"{owner.given} {owner.family}", size=12, bold=True)
    sheet.y += 5
    sheet.rule(thickness=2)
    sheet.y += 4


def _thread(sheet: Sheet, prose: Prose, thread: tuple[tuple[Mail, Script], ...]) -> None:
    """Draw messages one under the other, the newest first."""
    for mail, script in thread:
        _message(sheet, mail, prose.tell(script))


def _message(sheet: Sheet, mail: Mail, paragraphs: list[str]) -> None:
    sheet.make_room(190)
    lines = [
        ("From:", _named(mail.sender)),
        ("Sent:", mail.sent),
        ("To:", "; ".join(_named(person) for person in mail.to)),
        ("Subject:", mail.subject),
    ]
    if mail.attachment:
        lines.append(("Attachments:", mail.attachment))
    sheet.y += 4
    for label, value in lines:
        sheet.y += 14
        sheet.text(MARGIN, label, size=10, bold=True)
        first, *rest = wrap(value, sheet.face.regular, 10, sheet.measure - 84)
        sheet.text(MARGIN + 84, first, size=10)
        for line in rest:
            sheet.y += 13
            sheet.text(MARGIN + 84, line, size=10)
    sheet.y += 10
    for paragraph in paragraphs:
        sheet.paragraph(paragraph, size=10)
    sheet.y += 8
    sheet.rule(thickness=0.5)


def _named(person: story.Person) -> str:
    return f"{person.family}, {person.given} <{person.mail}>"
