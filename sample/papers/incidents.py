"""Incident reports: the department's ruled form and its narrative."""

from dataclasses import dataclass

from sample import story
from sample.emblems import draw_signature
from sample.grid import Column, Field, Table, draw_band, draw_fields
from sample.layout import MARGIN, Sheet
from sample.narrative import Prose, Script
from sample.records import ItemKind


@dataclass(frozen=True, slots=True)
class Incident:
    """What the boxes of the form say.

    Attributes:
        number: Incident number.
        title: Kind of report, "Original" or "Supplement".
        nature: What the incident is called.
        when: Date and hour of occurrence, as typed.
        where: Address of occurrence.
        officer: Who wrote the report.
        plate: Plate of the vehicle.
    """

    number: str
    title: str
    nature: str
    when: str
    where: str
    officer: story.Person
    plate: str = story.VAN_PLATE


_STOP_TEXT: Script = (
    (
        "About 6:47 p.m. on Tuesday, January 22, 2019, Officer Núñez-Farrow and Detective "
        "Stanholt, in the K422 unit, stopped a grey four-door sedan in front of 48 Lanyard "
        "Street for a broken marker lamp."
    ),
    ("stop", "stop", "stop"),
    ("The passenger, {hidden} asked whether he could call his sister and was told to wait."),
    ("stop", "custody", "stop"),
    (
        "Agent Echeverría came from the direction of Tarpitch Lane on foot. He carried a folder "
        "with a photograph clipped to it and compared the photograph with the face of the "
        "passenger."
    ),
    ("custody", "stop", "custody"),
    "A resident, {hidden} said from her window that she had filmed everything.",
    ("stop", "custody", "stop", "custody"),
    ("watch", "stop", "custody", "complaint"),
    ("stop", "stop", "custody", "review"),
    ("custody", "stop", "complaint"),
    ("stop", "watch", "stop"),
    ("complaint", "custody", "duty"),
    "The sedan was left locked at the curb with a note for the owner under the wiper.",
)


def draw_stop(sheet: Sheet, prose: Prose) -> None:
    """Draw the report of the stop on Lanyard Street, born digital and redacted."""
    prose.set_scene(story.STOP_SCENE)
    incident = Incident(
        story.STOP_INCIDENT,
        "Original",
        "Traffic stop / assist other agency",
        "01/22/2019 18:47",
        story.STOP_ADDRESS,
        story.NUNEZ,
    )
    _form(sheet, prose, incident)
    _narrative(
        sheet,
        *prose.tell(_STOP_TEXT),
    )
    draw_signature(sheet, f"{story.NUNEZ.full}, badge {story.NUNEZ.badge}", prose.dice)
    sheet.mark_as_known(ItemKind.IDENTIFIER, story.STOP_INCIDENT, story.VAN_PLATE, "4127")
    sheet.mark_as_known(ItemKind.ADDRESS, story.STOP_ADDRESS)
    sheet.mark_as_known(
        ItemKind.PHRASE, "clipped to it and compared", "note for the owner under the wiper"
    )
    sheet.mark_as_known(ItemKind.DATE, "01/22/2019")


_PIER_TEXT: Script = (
    (
        "On September 11, 2018 the harbor car gave assistance at the water side of Blue Gull "
        "Cold Storage. A tow was ordered by the owner for a truck that blocked the loading gate."
    ),
    ("watch", "watch", "duty"),
    "The foreman, {hidden} opened the gate at 0512 hours and was polite.",
    ("watch", "custody", "watch"),
    (
        "The officers stayed on the street side. Rubber boots and time cards were found on the "
        f"ground and were listed under property number {story.PROPERTY_NUMBER}."
    ),
    ("custody", "review", "watch"),
    ("review", "watch", "custody", "duty"),
    ("watch", "review", "watch", "duty"),
    ("duty", "watch", "review"),
    ("custody", "watch", "custody"),
    ("watch", "duty", "review"),
    "The harbor car was back in service at 0725 hours. Nothing further to report.",
)


def draw_pier(sheet: Sheet, prose: Prose) -> None:
    """Draw the report of the Pier 6 operation as it was filed, without the van."""
    prose.set_scene(story.PIER_SCENE)
    incident = Incident(
        story.PIER_INCIDENT,
        "Original",
        "Assist other agency (marine)",
        "09/11/2018 05:12",
        story.PIER_ADDRESS,
        story.STANHOLT,
        "none",
    )
    _form(sheet, prose, incident)
    _narrative(
        sheet,
        *prose.tell(_PIER_TEXT),
    )
    draw_signature(sheet, f"{story.STANHOLT.full}, badge {story.STANHOLT.badge}", prose.dice)
    sheet.mark_as_known(ItemKind.IDENTIFIER, story.PIER_INCIDENT, story.PROPERTY_NUMBER)
    sheet.mark_as_known(ItemKind.ADDRESS, story.PIER_ADDRESS)
    sheet.mark_as_known(ItemKind.PHRASE, "blocked the loading gate", "Nothing further to report")
    sheet.mark_as_known(ItemKind.NAME, "Stanholt")


def draw_early(sheet: Sheet, prose: Prose) -> None:
    """Draw a report of 2017 that came by fax."""
    prose.set_scene(story.WAREHOUSE_SCENE)
    incident = Incident(
        story.EARLY_INCIDENT,
        "Original",
        "Vandalism / field contact",
        "05/30/2017 23:20",
        "31 Cooperage Way",
        story.STANHOLT,
        prose.plate(),
    )
    _form(sheet, prose, incident)
    _narrative(
        sheet,
        "Officers found the gate chain of the seed warehouse cut and the padlock in the gutter.",
        prose.paragraph("watch", "duty", "watch"),
        "A night watchman gave the plate of a vehicle that he had seen on three evenings.",
        prose.paragraph("watch", "watch", "duty"),
        "A copy of this report was asked for by the task force although nobody was stopped.",
        prose.paragraph("watch", "duty", "watch"),
    )
    draw_signature(sheet, incident.officer.full, prose.dice)
    sheet.mark_as_known(ItemKind.PHRASE, "padlock in the gutter", "A night watchman")
    sheet.mark_as_known(ItemKind.ADDRESS, "31 Cooperage Way")


_SUPPLEMENT_FIRST: Script = (
    (
        "The undersigned met the sister of the passenger at her home. She had called the front "
        "desk on four evenings and kept the names of those who answered in a school notebook."
    ),
    ("complaint", "custody", "complaint"),
    ("custody", "custody", "stop"),
    ("complaint", "custody", "stop"),
)
_SUPPLEMENT_SECOND: Script = (
    (
        "A call to the county facility on February 21 confirmed that a man of the same name had "
        "been moved to another state on February 3. The clerk would not say where."
    ),
    ("custody", "complaint", "custody"),
    ("complaint", "stop", "complaint"),
    ("complaint", "custody", "policy", "complaint"),
    ("custody", "complaint", "stop"),
    ("complaint", "stop", "custody"),
    ("policy", "complaint", "stop"),
)
_SUPPLEMENT_THIRD: Script = (
    (
        "Attached is a copy of the school notebook, page one, with the names of the desk "
        "officers and the hours as the sister wrote them down."
    ),
    ("complaint", "custody", "complaint"),
    ("stop", "custody", "complaint"),
    ("custody", "stop", "complaint"),
    ("stop", "complaint", "custody"),
    ("complaint", "policy", "stop"),
    ("complaint", "custody", "stop"),
)
_SUPPLEMENT_FOURTH: Script = (
    (
        "The front desk log for the four evenings has been kept and is in the evidence locker, "
        "shelf 9. Two of its pages carry erasures that can be read against the light."
    ),
    ("complaint", "complaint", "custody"),
    ("custody", "complaint", "policy"),
    ("stop", "custody", "complaint"),
    ("complaint", "policy", "custody"),
)


def draw_supplement(sheet: Sheet, prose: Prose) -> None:
    """Draw the supplement on the search for the passenger."""
    prose.set_scene(story.STOP_SCENE)
    incident = Incident(
        story.FOLLOW_UP_INCIDENT,
        "Supplement",
        "Follow-up, missing relative",
        "02/19/2019 10:30",
        "114 Halyard Terrace",
        story.TREVELLY,
    )
    _form(sheet, prose, incident)
    _narrative(sheet, *prose.tell(_SUPPLEMENT_FIRST))
    for script in (_SUPPLEMENT_SECOND, _SUPPLEMENT_THIRD, _SUPPLEMENT_FOURTH):
        sheet.new_page()
        _narrative(sheet, *prose.tell(script))
    draw_signature(sheet, f"{story.TREVELLY.full}, badge {story.TREVELLY.badge}", prose.dice)
    sheet.mark_as_known(ItemKind.IDENTIFIER, story.FOLLOW_UP_INCIDENT)
    sheet.mark_as_known(ItemKind.ADDRESS, "114 Halyard Terrace")
    sheet.mark_as_known(
        ItemKind.PHRASE,
        "moved to another state",
        "names of the desk officers",
        "erasures that can be read",
    )


def _form(sheet: Sheet, prose: Prose, incident: Incident) -> None:
    """Draw the first page of the form down to the narrative."""
    sheet.running = lambda: _continue(sheet, incident)
    sheet.y += 12
    sheet.text(MARGIN, story.AGENCY.upper(), size=12, bold=True)
    sheet.text(sheet.right, "INCIDENT REPORT", size=14, bold=True, align="right")
    sheet.y += 8
    _boxes(sheet, prose, incident)
    draw_band(sheet, "PERSONS")
    _persons(sheet, prose)
    draw_band(sheet, "VEHICLE")
    draw_fields(
        sheet,
        Field("PLATE", incident.plate, 1.2),
        Field("DESCRIPTION", prose.slot("vehicle"), 2.4),
        Field("TOWED", prose.pick(("Yes", "No"))),
        Field("HOLD", prose.pick(("None", "District 4"))),
    )
    draw_band(sheet, "NARRATIVE")


def _boxes(sheet: Sheet, prose: Prose, incident: Incident) -> None:
    draw_fields(
        sheet,
        Field("INCIDENT NUMBER", incident.number, 1.5),
        Field("REPORT", incident.title),
        Field("DATE AND TIME OF OCCURRENCE", incident.when, 1.8),
        Field("DISTRICT", prose.pick(("4", "7")), 0.7),
    )
    draw_fields(
        sheet,
        Field("NATURE OF INCIDENT", incident.nature, 2.4),
        Field("LOCATION", incident.where, 1.8),
    )
    draw_fields(
        sheet,
        Field("REPORTING OFFICER", incident.officer.full, 2),
        Field("BADGE", incident.officer.badge, 0.7),
        Field("UNIT", prose.unit(), 0.7),
        Field("APPROVED BY", story.WRENFIELD.short, 1.3),
    )
    draw_fields(
        sheet,
        Field("WEATHER", prose.pick(("Clear", "Rain", "Fog", "Snow"))),
        Field("LIGHTING", prose.pick(("Dark, lamps on", "Daylight", "Dusk")), 1.3),
        Field("WEAPON", "None"),
        Field("CAMERA", prose.pick(("None found", "Docked", "Not worn")), 1.2),
        Field("TELEPHONE", prose.slot("phone"), 1.2),
    )


def _persons(sheet: Sheet, prose: Prose) -> None:
    columns = (
        Column("Role", 1.1),
        Column("Name", 2.2),
        Column("Address", 2.2),
        Column("Telephone", 1.1),
    )
    rows = [
        (role, name, prose.address(), prose.slot("phone"))
        for role, name in (
            ("Reporting", prose.slot("civilian")),
            ("Passenger", prose.hidden()),
            ("Witness", prose.slot("civilian")),
            ("Witness", prose.hidden()),
        )
    ]
    Table(sheet, columns, size=9.5).draw(rows)


def _continue(sheet: Sheet, incident: Incident) -> None:
    sheet.y += 10
    sheet.text(
        MARGIN, f"INCIDENT REPORT {incident.number} - NARRATIVE CONTINUED", size=10, bold=True
    )
    sheet.text(sheet.right, f"Page {sheet.number}", size=10, align="right")
    sheet.y += 6
    sheet.rule()
    sheet.y += 4


def _narrative(sheet: Sheet, *paragraphs: str) -> None:
    sheet.y += 4
    for paragraph in paragraphs:
        sheet.paragraph(paragraph)
