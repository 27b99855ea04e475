"""Sentence templates of police-record English, by topic.

Braces name what ``narrative.Prose`` puts in: ``{officer}``, ``{street}`` and so on.
"""

from types import MappingProxyType

_WATCH = (
    (
        "At approximately {time} hours {officer} took up a position near {address} and began to "
        "watch the loading gate."
    ),
    (
        "The {vehicle}, plate {plate}, was seen to circle the block twice before it parked "
        "opposite {business}."
    ),
    (
        "{officer} noted that the side door of {business} was propped open and that deliveries "
        "were being carried in by hand."
    ),
    (
        "Two persons left {business} on foot and walked in the direction of {street}; neither was "
        "stopped."
    ),
    "Visibility was poor because of fog off the water, and the unit moved closer to {street}.",
    "The fishing vessel {vessel} was tied up at the lower berth and her crew was ashore.",
    "No contact was made with the crew of the {vessel} during this period.",
    (
        "{agent} asked that marked cars be kept off {street} until the count of persons inside was "
        "complete."
    ),
    "{officer} photographed the front entrance and the list of tenants posted in the lobby.",
    "A second unit, {unit}, relieved the first at {time} hours and kept the same log.",
    (
        "The manager of {business} came out, asked what the officers were doing, and was told it "
        "was a traffic detail."
    ),
    "Surveillance was suspended at {time} hours when the lights in the building went out.",
)
_STOP = (
    "{officer} activated the emergency lights and the {vehicle} pulled to the curb without delay.",
    "The operator produced a valid license and a registration in the name of {civilian}.",
    "The stated reason for the stop was a broken marker lamp on the left rear of the vehicle.",
    "A query of plate {plate} came back clear, with no wants and no missing persons.",
    "{officer} asked the passenger for identification and was shown a library card and a pay slip.",
    "The passenger said that he worked the early shift at {business} and was on his way home.",
    "{officer} called {agent} from a personal telephone, {phone}, rather than over the air.",
    (
        "{agent} arrived {count} minutes later in an unmarked vehicle and spoke with the passenger "
        "alone."
    ),
    (
        "Neither occupant was given a citation, and the field contact card was not completed at "
        "the scene."
    ),
    "The conversation was in Spanish in part; no certified interpreter was called.",
    "The vehicle was searched with what is described as the consent of the operator.",
    (
        "A crowd of {count2} to {count} persons gathered on the sidewalk and several of them "
        "recorded the stop."
    ),
    "{officer} remained with the vehicle until the tow operator arrived from {street}.",
    "The operator was told that he was free to leave at {time} hours and walked toward {street}.",
)
_CUSTODY = (
    "Custody was passed to {agent} at {time} hours on the {street} side of the building.",
    "No booking sheet was prepared, as the person was not at any time taken to District 4.",
    "The property of the person was placed in a clear bag and given to {agent} with no receipt.",
    "{officer} signed the transfer slip in the space marked local witness.",
    "The federal form that was shown was an administrative one and had not been signed by a judge.",
    "Supervisors at District 4 were told of the transfer by telephone the next morning.",
    (
        "The duty supervisor, {officer}, states that he first learned of the hand-over from a "
        "reporter."
    ),
    (
        "A family member called the front desk from {phone} and was told there was no record of an "
        "arrest."
    ),
    (
        "{agent} asked for copies of the field cards for the past {count} days and they were "
        "sent by fax."
    ),
    "The person was driven to the county facility; the time of arrival is not in our records.",
)
_COMPLAINT = (
    (
        "The complainant alleges that {officer} asked about place of birth before asking for a "
        "license."
    ),
    (
        "The complainant states that the officers would not give their names or badge numbers when "
        "asked."
    ),
    (
        "A witness who lives at {address} corroborates the number of officers and the presence "
        "of an unmarked van."
    ),
    (
        "A second witness heard one officer say that the matter was out of the hands of the "
        "department."
    ),
    "Footage from the camera of {business} covers {count} minutes and shows the hand-over in part.",
    "The body-worn camera of {officer} was docked but no recording for the period was found.",
    "{officer} denies the allegation and says that the questions asked were the usual ones.",
    (
        "The turret tape for the channel was requested and {count} transmissions were found to be "
        "relevant."
    ),
    (
        "The mobile data terminal shows {count} name queries that begin at {time} hours, none tied "
        "to an incident number."
    ),
    "Training records show that {officer} had not attended the session on civil detainers.",
    "The investigator wrote to the federal agency for the notes of {agent} and had no answer.",
    (
        "The complainant was told of the right to add to the statement and did so by telephone "
        "from {phone}."
    ),
    "The finding for this specification is held open until the interview of {officer} is complete.",
    (
        "On review, the time entered on the report differs from the dispatch record by {count} "
        "minutes."
    ),
)
_DUTY = (
    "Personnel assigned to the detail reported to the ready room on {street} at {time} hours.",
    (
        "Overtime for the detail was charged to the replacement code because no federal code had "
        "been issued."
    ),
    (
        "{officer} worked {count2} hours beyond the scheduled tour and did not submit a slip until "
        "the following week."
    ),
    "The detail was covered by volunteers; the list was posted at District 4 and District 7.",
    (
        "Vehicles were drawn from the district pool and {unit} was short one cruiser until {time} "
        "hours."
    ),
    "Radio traffic was kept to channel {channel} and was not recorded by the main console.",
    "Meals and fuel were paid from the harbor account and the receipts were left with {officer}.",
    "{officer} asked for written confirmation that the hours would be reimbursed and has had none.",
    (
        "The commander approved the hours by telephone and the signed slip followed by interoffice "
        "mail."
    ),
    "A total of {count} officers and {count2} federal agents took part.",
)
_LIAISON = (
    "{agent} asked whether the department would run the names of tenants at {address}.",
    (
        "The liaison officer is to be told of every joint operation at least {count} days before "
        "it takes place."
    ),
    "The list of contacts was brought up to date and sent to each district commander.",
    "Both agencies agreed that statements to the press would come from the federal side only.",
    "It was agreed that the local share of any seized property would be settled later.",
    "{officer} reminded those present that a detainer is a request and not a warrant.",
    "{agent} offered the use of two desks at the federal building and parking for {count2} cars.",
    "No minutes were kept of the meeting held at {business}, and none were asked for.",
    "The next meeting was set for the second Tuesday of the month at {time} hours.",
    (
        "Questions about the limits of the city ordinance were referred to the office of the legal "
        "advisor."
    ),
)
_POLICY = (
    (
        "No member shall stop, question or detain a person only to learn that person's immigration "
        "status."
    ),
    (
        "A civil detainer, standing alone, is not authority to keep a person beyond the time of "
        "release."
    ),
    (
        "Members who receive a request from a federal agency shall refer it to the duty supervisor "
        "in writing."
    ),
    (
        "The duty supervisor shall enter each request in the ledger kept for that purpose, with "
        "the hour and the answer given."
    ),
    "Members shall wear the uniform and badge of the department during every joint operation.",
    (
        "Members shall give their name and badge number on request, unless to do so would put a "
        "person in danger."
    ),
    (
        "Body-worn cameras shall be worn and switched on for the whole of any encounter with the "
        "public."
    ),
    "Nothing in this order prevents a member from carrying out a warrant signed by a judge.",
    "The commander of each district shall read this order at roll call on three successive tours.",
    "Records made under this section are public records and shall be kept for seven years.",
    (
        "Overtime worked with another agency shall be approved before it is worked and never "
        "afterward."
    ),
    (
        "A member who is in doubt shall call the legal advisor, who can be reached at all hours at "
        "{phone}."
    ),
    (
        "Supervisors shall review field contact cards weekly and shall return those that give no "
        "reason for the stop."
    ),
    "Violation of this section is grounds for discipline up to and including dismissal.",
    (
        "An interpreter shall be called when a person does not speak English well enough to follow "
        "what is asked."
    ),
    "Property taken from a person shall be listed, and a copy of the list given to that person.",
)
_REVIEW = (
    "The plan called for {count} posts and only {count2} of them were filled at the start.",
    (
        "Communication between the two agencies was poor because the federal radios could not "
        "reach channel {channel}."
    ),
    (
        "The perimeter on {street} was left open for {count} minutes while {unit} answered a call "
        "for a structure fire."
    ),
    "Several residents of {address} complained that they could not get to their cars.",
    "The briefing did not say who was in command once the gate had been opened.",
    "No use of force was reported and no injuries were noted by the ambulance crew that stood by.",
    (
        "The decision to bring a tow truck was taken at the scene by {officer} and was not in the "
        "plan."
    ),
    (
        "The name list supplied by {agent} held {count} names, of whom {count2} were found on the "
        "premises."
    ),
    (
        "Future operations should have one log, kept by one person, from the briefing to the last "
        "hand-over."
    ),
    "It is recommended that an interpreter ride with the first unit.",
    (
        "It is recommended that the press office be told of the hour of the operation on the day "
        "before."
    ),
    (
        "The staging area behind {business} could be seen from the street and word of the "
        "operation spread quickly."
    ),
)
_RADIO = (
    "ON SCENE, OUT WITH ONE MALE AT THE DOOR",
    "REQUEST A SUPERVISOR TO {street}",
    "PLATE {plate} COMES BACK CLEAR",
    "HOLD THE AIR FOR {unit}",
    "CLEAR, NO REPORT",
    "EN ROUTE FROM {street}",
    "CALLER SAYS MEN WITH JACKETS ARE AT {business}",
    "SWITCH TO CHANNEL {channel}",
    "WHO IS THE RANKING OFFICER AT YOUR LOCATION",
    "COMPLAINANT WILL MEET YOU AT {address}",
    "TOW REQUESTED, ETA {count} MINUTES",
    "ANY UNIT WITH A SPANISH SPEAKER",
    "FEDERAL UNIT ON SCENE, WE ARE STANDING BY",
    "BACK IN SERVICE",
    "NEGATIVE ON THE NAME CHECK",
    "OFF AT {address} WITH THE {vehicle}",
    "{count} ON FOOT TOWARD {street}",
    "CALLBACK TO {phone}, NO ANSWER",
    "DISREGARD, HANDLED BY {unit}",
    "AMBULANCE STANDING BY AT {street}",
)

TOPICS = MappingProxyType(
    {
        "watch": _WATCH,
        "stop": _STOP,
        "custody": _CUSTODY,
        "complaint": _COMPLAINT,
        "duty": _DUTY,
        "liaison": _LIAISON,
        "policy": _POLICY,
        "review": _REVIEW,
        "radio": _RADIO,
    }
)
