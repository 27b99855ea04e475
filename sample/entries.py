"""What the lines of journals, logs and inventories say; braces as in ``sentences``."""

from types import MappingProxyType

EVENTS = MappingProxyType(
    {
        "Disturbance": (
            "Peace restored. No report requested.",
            "Parties parted for the night. {civilian} went to a relative.",
            "Gone on arrival. Area searched, neg. results.",
        ),
        "Alarm, commercial": (
            "Alarm reset by owner of {business}.",
            "Door found open, secured. {business} notified.",
            "Fault in system, no sign of entry.",
        ),
        "Alarm, residential": (
            "Homeowner {civilian} on scene, code entered wrongly.",
            "House secure, card left in door.",
            "Smoke detector, burnt food, no damage.",
        ),
        "Traffic stop": (
            "Vehicle {plate} checked, clear, sent on its way.",
            "Verbal to operator {civilian}, {vehicle}.",
            "Citation issued, plate {plate}.",
        ),
        "Parking complaint": (
            "Vehicle {plate} tagged and towed.",
            "Vehicle {plate} moved by owner {civilian}.",
            "Hydrant blocked by {vehicle}, tagged.",
        ),
        "Larceny report": (
            "Bicycle taken from rack at {business}. Report to follow.",
            "Package taken from steps, {civilian} has camera footage.",
            "Copper pipe taken from yard. Report of {officer}.",
        ),
        "Vandalism": (
            "Graffiti photographed. Community service notified.",
            "Broken window, board-up called.",
            "Tires cut, {vehicle}, plate {plate}.",
        ),
        "Assist other agency": (
            "Standing by for federal unit. No further action by this dept.",
            "See Sgt. Wrenfield.",
            "Traffic post at {street} for {count} minutes.",
            "Asked for by {agent}, no paper shown.",
        ),
        "Medical assist": (
            "One transported by ambulance, not serious.",
            "{civilian} refused transport, advised to see doctor.",
            "Fall on stairs, family on scene.",
        ),
        "Lost property": (
            "Wallet, owner {civilian}, number {phone}.",
            "Telephone left on bus. Report by {officer}.",
            "Passport, entered in book.",
        ),
        "Found property": (
            "Wallet logged in property book, owner notified at {phone}.",
            "Keys handed in by {civilian}.",
            "Backpack outside {business}, tagged.",
        ),
        "Loud party": (
            "Noise abated on request.",
            "Host {civilian} spoken to, second call.",
            "Gone on arrival.",
        ),
        "Suspicious vehicle": (
            "Party left before arrival, {vehicle} toward {street}.",
            "Plate {plate}, two in suits, showed federal badges.",
            "{vehicle}, engine running {count} minutes, delivery driver.",
        ),
        "Suspicious person": (
            "Gone on arrival. Area searched, neg. results.",
            "Identified as meter reader, badge checked.",
            "Spoke w/ {civilian}, waiting for a ride.",
        ),
        "Well-being check": (
            "{civilian} found well, had been away.",
            "Neighbor holds key, all in order.",
            "No answer. {unit} to try again before end of tour.",
        ),
        "Motor vehicle accident": (
            "Two cars, no injuries, papers exchanged.",
            "Mirror struck, {vehicle}, plate {plate}.",
            "One to hospital, {unit} directed traffic.",
        ),
        "Landlord / tenant": (
            "Advised of civil rights and remedies.",
            "Heat off since morning, housing inspector called.",
            "Locks changed on {civilian}, advised of court hours.",
        ),
        "Trespass": (
            "Sent on way by {officer}.",
            "Roof door at {business} found open, two juveniles.",
            "Summons to issue. See report of {officer}.",
        ),
        "Directed patrol": (
            "Area check every hour until end of tour.",
            "Nothing to report. {unit}.",
            "Two doors found unlocked, secured.",
        ),
        "Animal call": (
            "Dog returned to owner at {address}.",
            "Raccoon in chimney, animal officer called.",
            "Cat in {vehicle}, window opened by owner.",
        ),
    }
)
CODES = (
    "DISTRB",
    "ALARM",
    "TSTOP",
    "PARK",
    "ASSIST",
    "MEDIC",
    "SUSVEH",
    "SUSPER",
    "NOISE",
    "MVA",
    "CHKWB",
)
ARTICLES = (
    ("Wallet, brown leather, holding pay slips", "1"),
    ("Cellular telephone, cracked screen, no case", "1"),
    ("Key ring with five keys and a brass tag", "1"),
    ("Work jacket, orange, name tape removed", "2"),
    ("Passport, expired, in plastic sleeve", "1"),
    ("Envelope of photographs, family", "1"),
    ("Rubber boots, pair", "3"),
    ("Fillet knife in sheath", "2"),
    ("Cash, U.S. currency, counted twice, $214.00", "-"),
    ("Notebook, spiral, shift times", "1"),
    ("Bus pass, monthly, September", "4"),
    ("Digital camera with strap", "1"),
    ("Prescription bottle, label intact", "1"),
    ("Time cards, bundle of forty", "1"),
    ("Hand truck, marked Blue Gull", "1"),
    ("Laptop computer, grey, no charger", "1"),
    ("Ledger, green cover, deliveries 2018", "1"),
    ("Child's backpack with school books", "1"),
    ("Umbrella, black, handle taped", "1"),
    ("Reading glasses in hard case", "2"),
    ("Thermos bottle, dented", "3"),
    ("Hair net, box of fifty, opened", "1"),
    ("Rosary, wooden beads", "1"),
    ("Lottery tickets, bundle", "1"),
    ("Union card, Harbor Packers Local 12", "2"),
    ("Rubber apron, white", "5"),
    ("Letter from a school, unopened", "1"),
    ("Wrist watch, strap broken", "1"),
    ("Bicycle lock with cable", "1"),
    ("Sweater, hand knitted, child's size", "1"),
    ("Radio, portable, with earpiece", "1"),
    ("Receipt book, Tidemark Market", "1"),
    ("Library card and pay slip in envelope", "1"),
    ("Folding rule, wooden", "1"),
    ("Gloves, insulated, pairs", "7"),
)
