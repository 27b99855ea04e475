"""The invented people, places and numbers that recur across the release.

Every name here was made up for the sample; agencies, streets, e-mail domains
(``.example``) and telephone numbers (555-01xx) belong to nobody.
"""

import random
from dataclasses import dataclass
from functools import cache

MARK = "SAMPLE - invented records, no real persons"
AGENCY = "Sample City Police Department"
TASK_FORCE = "Joint Harbor Task Force"
BUREAU = "Bureau of Entry and Removal"
REQUESTER = "Harborlight Civil Rights Project"
REQUEST_NUMBER = "SAMPLE-2019-0417"
DOCKET = "19-CV-0388"
PIER_INCIDENT = "I182061190"
STOP_INCIDENT = "I192003457"
FOLLOW_UP_INCIDENT = "I192008815"
EARLY_INCIDENT = "I172044821"
STOP_COMPLAINT = "IAD2019-0412"
PIER_COMPLAINT = "IAD2018-0377"
PROPERTY_NUMBER = "PR-18-2207"
VAN_PLATE = "SMP 4K7"
STOP_ADDRESS = "48 Lanyard Street"
PIER_ADDRESS = "212 Ropewalk Street"
KEY_SENTENCE = "Leave the federal van out of the narrative and write it up as a marine unit assist."


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs, sends or is named in the records.

    Attributes:
        rank: Short form of rank or office, with its full stop; may be empty.
        given: Given name.
        family: Family name, with accents and apostrophes as it is written.
        badge: Badge number; empty for those who carry none.
        mail: E-mail address.
    """

    rank: str
    given: str
    family: str
    badge: str = ""
    mail: str = ""

    @property
    def full(self) -> str:
        """Rank and both names."""
        return f"{self.rank} {self.given} {self.family}".strip()

    @property
    def short(self) -> str:
        """Rank and family name."""
        return f"{self.rank} {self.family}".strip()

    @property
    def listed(self) -> str:
        """Family name first, as rosters have it."""
        return f"{self.family}, {self.given}"


CALLOWAY = Person("Deputy Supt.", "Ruth", "Calloway-Pike", "0117", "rcalloway@samplecity.example")
ODELL = Person("Capt.", "Aldous", "O'Dell", "0842", "aodell@samplecity.example")
WRENFIELD = Person("Sgt.", "Tobias", "Wrenfield", "2290", "twrenfield@samplecity.example")
NUNEZ = Person("Off.", "Inés", "Núñez-Farrow", "4127", "inunezfarrow@samplecity.example")
STANHOLT = Person("Det.", "Cormac", "Stanholt", "3316", "cstanholt@samplecity.example")
TREVELLY = Person("Sgt. Det.", "Odile", "Trevelly", "1903", "otrevelly@samplecity.example")
ECHEVERRIA = Person("Agent", "Marlow", "Echeverría", "", "mecheverria@ber.example")
BRANDVOLD = Person("Supervisor", "Petra", "Brandvold", "", "pbrandvold@ber.example")
ACHTERBERG = Person("", "Imogen", "Achterberg", "", "imogen@harborlight.example")
MERRIDEW = Person("", "Lucian", "Merridew", "", "lmerridew@samplecity.example")
DAMERY = Person("Dispatcher", "Wynne", "D'Amery", "", "wdamery@samplecity.example")

# Drawn nowhere: the forms pass these through ``bar_over`` and draw a bar of
# their length, so that a test can prove no redacted name is in any file.
REDACTED_NAMES = (
    "Anselmo Quiterio",
    "Bettina Okonjo-Vale",
    "Caspian Ruelle",
    "Dorotea Ibarra-Lunt",
    "Emeric Tsolakis",
    "Filippa Marchetto",
)

STREETS = (
    "Ropewalk Street",
    "Lanyard Street",
    "Tarpitch Lane",
    "Cooperage Way",
    "Bollard Avenue",
    "Gunwale Court",
    "Capstan Road",
    "Halyard Terrace",
    "Fathom Street",
    "Oakum Place",
    "Binnacle Square",
    "Saltbox Lane",
    "Mizzen Street",
    "Windlass Avenue",
    "Quarterdeck Road",
    "Sextant Street",
)
BUSINESSES = (
    "Blue Gull Cold Storage",
    "Ropewalk Laundry",
    "Sandpiper Seafood",
    "Halyard Bakery",
    "Mizzen Street Garage",
    "Tidemark Market",
    "Binnacle Social Club",
    "Old Chandlery Apartments",
)
VESSELS = ("Merry Dunlin", "Patient Heron", "Agnes & Fay", "Northern Whimbrel")
VEHICLES = (
    "white cargo van",
    "grey four-door sedan",
    "blue pickup truck",
    "green hatchback",
    "black sport utility vehicle",
    "tan box truck",
)

_GIVEN = (
    "Adele", "Bram", "Corinne", "Desmond", "Elspeth", "Fergus", "Greta", "Hollis", "Isolde",
    "Jonah", "Katya", "Leopold", "Maren", "Niall", "Ottoline", "Percival", "Quentin", "Rosalind",
    "Silas", "Thea", "Ulric", "Verity", "Winslow", "Yolanda", "Zachary", "René", "Zoë", "Joaquín",
    "Amélie", "Björn",
)  # fmt: skip
_OFFICER_FAMILIES = (
    "Abernoy", "Brackwell", "Castellow", "D'Ambray", "Eskeldon", "Fenwright", "Garrowby",
    "Hollin-Reyes", "Iverly", "Jessamund", "Kestrelman", "Larkhurst", "Mowbrey-Lutz", "Nettleship",
    "O'Quillan", "Pemberlow", "Quarrick", "Rosenvale", "Saint-Aubry", "Thackerley", "Ubertin",
    "Vantongeren", "Wexcombe", "Yarnolt", "Zubrow",
)  # fmt: skip
_CIVILIAN_FAMILIES = (
    "Albarrán", "Bexington", "Corrientes", "Desrosiers-Quint", "Elmhurst", "Fitzmaurin", "Gáspárdy",
    "Halvick", "Inchbald", "Juneberry", "Kowalczik", "L'Estrange", "Montclave", "Norrgård",
    "Oyelaran-Finch", "Pallister", "Quillister-Moor", "Rasmuth", "Sotomonte", "Thibodaux",
    "Uzunova", "Villaverde", "Wickersham", "Ximénez-Poole",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Scene:
    """What is fixed where an event is told, so that its papers agree with each other.

    Attributes:
        hours: First and last hour of the day.
        officers: Who can be named as taking part, in their short form.
        streets: Streets around it.
        businesses: Premises around it.
        vehicles: The vehicles seen.
        plates: Their plates.
        units: Radio names of the cars.
    """

    hours: tuple[int, int]
    officers: tuple[str, ...]
    streets: tuple[str, ...]
    businesses: tuple[str, ...]
    vehicles: tuple[str, ...]
    plates: tuple[str, ...]
    units: tuple[str, ...]


STOP_SCENE = Scene(
    hours=(18, 19),
    officers=(NUNEZ.short, STANHOLT.short, WRENFIELD.short),
    streets=("Lanyard Street", "Tarpitch Lane", "Halyard Terrace"),
    businesses=("Halyard Bakery",),
    vehicles=("grey four-door sedan",),
    plates=(VAN_PLATE,),
    units=("K422", "K410"),
)
PIER_SCENE = Scene(
    hours=(5, 6),
    officers=(STANHOLT.short, WRENFIELD.short, NUNEZ.short, "Off. Garrowby", "Sgt. Iverly"),
    streets=("Ropewalk Street", "Fathom Street", "Oakum Place"),
    businesses=("Blue Gull Cold Storage", "Ropewalk Laundry"),
    vehicles=("tan box truck", "white cargo van"),
    plates=("SMP 7H2", VAN_PLATE),
    units=("K401", "K410"),
)
WAREHOUSE_SCENE = Scene(
    hours=(21, 23),
    officers=(STANHOLT.short, "Off. Brackwell", "Off. Larkhurst"),
    streets=("Cooperage Way", "Saltbox Lane"),
    businesses=("Tidemark Market", "Sandpiper Seafood"),
    vehicles=("blue pickup truck", "white cargo van"),
    plates=("SMP 2R9",),
    units=("C424", "C405"),
)
LAUNDRY_SCENE = Scene(
    hours=(16, 18),
    officers=(WRENFIELD.short, STANHOLT.short, "Off. Wexcombe", "Off. Yarnolt"),
    streets=("Ropewalk Street", "Mizzen Street"),
    businesses=("Ropewalk Laundry",),
    vehicles=("white cargo van",),
    plates=(VAN_PLATE,),
    units=("K406", "K410"),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """The minor people of one seed.

    Attributes:
        officers: Patrol officers and detectives who fill journals and rosters.
        civilians: Members of the public whose names were not redacted.
    """

    officers: tuple[Person, ...]
    civilians: tuple[str, ...]


def dice_for(seed: int, label: str) -> random.Random:
    """Give the dice of one paper, so that adding a paper changes no other."""
    return random.Random(f"{seed}/{label}")  # noqa: S311 - invents text, guards nothing


@cache
def cast_for(seed: int) -> Cast:
    """Give the minor people of a seed; the same seed has the same people."""
    dice = dice_for(seed, "cast")
    badges = dice.sample(range(4200, 5990), len(_OFFICER_FAMILIES))
    ranks = ("Off.", "Off.", "Off.", "Det.", "Sgt.")
    officers = tuple(
        Person(dice.choice(ranks), given, family, str(badge))
        for given, family, badge in zip(
            dice.sample(_GIVEN, len(_OFFICER_FAMILIES)),
            _OFFICER_FAMILIES,
            badges,
            strict=True,
        )
    )
    givens = dice.sample(_GIVEN, len(_CIVILIAN_FAMILIES))
    civilians = tuple(
        f"{given} {family}" for given, family in zip(givens, _CIVILIAN_FAMILIES, strict=True)
    )
    return Cast(officers=officers, civilians=civilians)
