"""Three invented projects, as three offices would write them, and what reads them.

Each is one text: a line `=== name` begins a file. No such body, place or plan
exists. Sentences are unique and end in a full stop, so that a test can say which
file a printed line is from.
"""

from __future__ import annotations

from pathlib import Path

Files = dict[str, str]
"""A project: each file's text by its name, updates/ before those of updates."""


HOUSE = """\
extends: progress-report
streams:
  force: {heading: "{force.short} in action:"}
  opcc: {heading: "{body.short} in action:"}
  safety_fund: {heading: "{body.short} safety grants:"}
  property_fund: {heading: Grants from what was found, note: "(prizes too):"}
"""


def _files(text: str) -> Files:
    parts = (part.partition("\n") for part in text.split("=== ")[1:])
    return {"house.yaml": HOUSE, **{name: content for name, _, content in parts}}


def write(folder: Path, files: Files) -> Path:
    """The project's folder, with these files in it."""
    (folder / "updates").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


# Five years and all their quarters; ids revised and withdrawn; what is private;
# points; references of every kind; several contributors.
FERRYDALE = _files("""\
=== plan.yaml
title: Safe Harbours Plan
years: 2021/22 to 2025/26
body: {name: Office of the Commissioner for Ferrydale, short: OCF, area: Ferrydale}
holder: {short: Commissioner}
force: {name: Ferrydale Constabulary, short: FC}
priorities:
  - number: 1
    title: Neighbourhoods
    aims:
      patrols: Officers who are seen and known.
  - number: 2
    title: Safer Journeys
    objective: making every crossing a safe one
    aims:
      piers: Piers, ferries and stations where nobody is afraid.
      victims: Victims who are told what happens next.
      young: Young people with somewhere better to be.
=== report.yaml
format: 1
priority: 2
period: 2023/24 Q4
since: 2021/22
until: 2024/25 Q1
panel: Ferrydale Police and Crime Panel
meeting: 2024-07-12
objective: make every crossing a safe one
focus: [Late sailings, Word to victims]
sign_off: {name: Robin Tarn, office: Commissioner for Ferrydale, date: 2024-07-02}
house: house.yaml
=== updates/2021-22-q1.yaml
period: 2021/22 Q1
from: Policy team
updates:
  piers:
    force:
      - {id: night_patrols, text: Officers began to walk the night ferries twice a week.}
      - >-
        Cameras were fitted to the four piers at Oxmouth, and the pictures are kept for
        thirty days.
    opcc:
      - text: The Commissioner met the ferry companies about late sailings.
        points:
          - Each company named one person for the police to call.
          - text: "Two companies asked for more than a name:"
            points:
              - A shared radio was tried on the Friday boats.
        outcome: Complaints about late sailings fell by the summer.
        owner: T. Quill
  victims:
    force: [{see: piers}]
    opcc: [{id: letter, text: A letter goes to every victim within five days.}]
  patrols: {force: [Market towns were patrolled on foot.]}
=== updates/2021-22-q1-funds.yaml
period: 2021-22 Q1
from: Funds team
updates:
  piers:
    safety_fund:
      - text: Harbour lights were paid for at Selby Quay.
        award: {amount: 4200, fund: safety, round: spring}
  young:
    safety_fund:
      - {text: One applicant was turned down., public: false}
      - A boxing club at Thornsea was given new gloves.
=== updates/2021-22-q2.yaml
period: 2021/2022 Qtr. 2
from: Policy team
caveat: Counts of this quarter were made by hand.
updates:
  piers:
    force:
      - Two pickpockets were sent to prison for work on the Oxmouth boats.
      - {id: night_patrols, text: Officers walk the night ferries four times a week.}
    safety_fund:
      - see: piers
        stream: force
  victims: {opcc: [{nothing: the letters were being reprinted.}]}
  young:
    force:
      - A football evening drew sixty young people.
      - {text: A named boy was spoken to at home., public: false}
=== updates/2021-22-q3.yaml
period: Q3 2021-22
from: Policy team
updates:
  victims:
    opcc:
      - {id: letter, withdrawn: The post office lost a van of them.}
      - text: Volunteers telephoned those who had waited longest.
        points:
          - {text: One caller was in danger., public: false}
          - Nine in ten were glad of the call.
  young: {opcc: [The Commissioner opened a youth hall in Grey Street.]}
=== updates/2021-22-q4.yaml
period: 2021/22 Q4
from: Policy team
updates:
  piers:
    opcc:
      - {text: The ferry companies signed the harbour promise., lead: true}
      - closing: The harbour promise is on the Commissioner's website.
  victims: {force: [{see: victims, stream: opcc}]}
  young: {property_fund: [Unclaimed bicycles were mended and given to the youth hall.]}
=== updates/2021-22-q4-funds.yaml
period: 2021/22 q4
from: Funds team
updates:
  young:
    property_fund:
      - Unclaimed bicycles were mended and given to the youth hall.
      - The High Sheriff gave a prize for the best of them.
=== updates/2022-23-q1.yaml
period: 2022/23 Q1
updates:
  piers:
    force: [{id: night_patrols, text: Officers walk every night ferry at weekends.}]
    opcc:
      - {closing: The harbour promise is on the Commissioner's website.}
      - The harbour promise was read out on each boat for a week.
  victims:
    opcc:
      - {id: letter, text: "The letter came back, and is now sent by text message too."}
=== updates/2022-23-q2.yaml
period: 2022/23 Q2
updates: {}
=== updates/2022-23-q3.yaml
period: 2022/23 Q3
updates:
  piers:
    force:
      - A drone searched the mud flats for two lost walkers.
      - {id: letter_count, text: Nine hundred people had had the letter by the autumn.}
    property_fund: [{nothing: no round was held before the new year.}]
  young:
    force:
      - {see: piers, year: 2022/23}
      - text: "Cadets helped at three regattas:"
        points:
          - see: piers
          - They learned to throw a line.
=== updates/2022-23-q4.yaml
period: 2022/23 Q4
updates:
  victims:
    force:
      - {id: letter_count, text: Twelve hundred people had had the letter by the spring.}
    opcc: [{see: letter_count}]
  young:
    opcc:
      - >-
        The youth hall, which stands under [[young]], took in the boat club of [[piers]].
=== updates/2022-23-year.yaml
period: 2022/23
from: Finance
caveat: Sums of the year are before the audit.
updates:
  piers: {safety_fund: [The year's money went to lights and to life jackets.]}
  young: {force: [Arrests of young people on the boats were halved over the year.]}
=== updates/2023-24-q1.yaml
period: 2023/24 Q1
updates:
  piers:
    force:
      - {id: kiosk, text: A police kiosk was promised for the long pier.}
      - {text: A spare key was left with the harbour master., public: false}
  victims:
    opcc:
      - text: "The office rewrote what it sends to victims:"
        points:
          - {id: leaflet, text: A leaflet in six languages was drafted.}
          - The old forms were thrown away.
  young:
    property_fund:
      nothing: the bicycles are still being counted.
=== updates/winter-boats.yaml
period: 2022-11-01 to 2023-05-01
from: Harbour team
caveat: The boats did not sail in January.
updates:
  piers:
    force:
      - Nobody was hurt on the winter boats.
      - lead: true
        text: Every winter boat had an officer who had asked to be there.
  young: {force: [{see: piers}]}
=== updates/2023-24-q2.yaml
period: 2023/24 Q2
updates:
  piers:
    force:
      - {id: kiosk, text: The police kiosk opened on the long pier.}
      - Its first week brought back eleven lost children.
  victims:
    opcc:
      - text: "The leaflet was tried out:"
        points:
          - {id: leaflet, text: A leaflet in eight languages was printed.}
=== updates/2023-24-q3.yaml
period: 2023/24 Q3
updates:
  piers:
    force:
      - {id: kiosk, text: "The kiosk was moved out of the wind, and opens on Sundays."}
  victims:
    force:
      - text: Detectives ring before they write.
        continues: letter
      - {see: piers, year: 2022/23}
  young: {opcc: [{see: young, stream: force, year: 2021/22}]}
=== updates/2023-24-q3-b.yaml
period: 2023/24 Q3
from: Young people's board
updates:
  young:
    opcc:
      - {id: board, text: The young people's board met for the first time.}
      - see: victims
=== updates/2023-24-q4.yaml
period: 2023/24 Q4
caveat: March was not counted when this was written.
updates:
  piers:
    force: [{id: night_patrols, text: Night patrols are now the work of every shift.}]
  young:
    opcc:
      - {id: board, text: The young people's board chose its own chair., public: false}
  patrols: {opcc: [Surgeries were held in each market town.]}
=== updates/2024-25-q1.yaml
period: 2024/25 Q1
caveat: The new counting began in May.
updates:
  piers:
    force:
      - {id: gates, text: Gates were ordered for the slipway.}
      - Summer patrols began on the first warm weekend.
    opcc: [{nothing: the meeting of the companies was put off.}]
  young: {force: [{see: piers}]}
=== updates/2024-25-q1-victims.yaml
period: 2024/25 Q1
updates: {victims: {opcc: [{nothing: the survey is out until July.}]}}
=== updates/2024-25-q2.yaml
period: 2024/25 Q2
updates:
  piers:
    opcc:
      - {id: go_between, text: The companies met at last and named a new go-between.}
  victims:
    opcc: [The survey found that seven in ten felt heard.]
    force: [{see: go_between}]
=== updates/2024-25-half.yaml
period: 2024/25 Q2
basis: year to date
updates:
  piers: {force: [Thefts on the boats stand at forty since April.]}
  victims: {force: [Replies within five days stand at nine in ten since April.]}
=== updates/2024-25-q3.yaml
period: 2024/25 Q3
basis: rolling twelve months
updates: {piers: {force: [Thefts on the boats came to ninety over twelve months.]}}
=== updates/2024-25-q3-words.yaml
period: 2024/25 Q3
updates:
  piers: {force: [{id: gates, withdrawn: The slipway belongs to the town.}]}
  victims: {force: [{see: piers, stream: opcc}]}
=== updates/2024-25-q4.yaml
period: 2024/25 Q4
basis: year to date
updates: {piers: {force: [Thefts on the boats ended the year at seventy.]}}
=== updates/2025-26-q1.yaml
period: 2025/26 Q1
basis: as at
updates: {victims: {force: [Thirty-one cases had waited longer than they should.]}}
=== updates/2025-26-q1-told.yaml
period: 2025/26 Q1
updates:
  piers:
    opcc:
      - text: The Commissioner crossed with the first boat of the season.
        outcome: The crew asked for a second radio.
=== updates/2025-26-q2.yaml
period: 2025/26 Q2
updates: {victims: {opcc: [{see: piers}]}}
=== updates/2025-26-q3.yaml
period: 2025/26 Q3
updates:
  victims: {opcc: [{see: piers}]}
  young:
    force:
      - Cadets were given the old police launch.
      - {closing: The launch is looked after by the cadets' parents.}
=== updates/2025-26-q4.yaml
period: 2025/26 Q4
updates:
  victims:
    opcc: [The last letter of the plan thanked those who had answered.]
    force: [{see: night_patrols}]
""")

# Another body's own house format: one stream, its own words, numbers and labels.
CARROW = _files("""\
=== plan.yaml
title: Quiet Island Plan
years: 2022/23 to 2024/25
body: {name: Isle of Carrow Policing Authority}
holder: {office: the Convener}
priorities:
  - number: 1
    title: Quiet Nights
    aims:
      noise: Nights in which people sleep.
      roads: Lanes that can be walked.
      dogs: Dogs that are minded.
      boats: Boats that are still there in the morning.
=== report.yaml
format: 1
house: house.yaml
priority: 1
period: 2023/24 Q4
panel: the Island Assembly
meeting: 2024-05-03
objective: let the island sleep
sign_off: {name: Morag Isbister, office: Convener, date: 2024-04-20}
=== house.yaml
extends: progress-report
levels: {priority: Outcome, aim: Promise, aims: Promises}
streams:
  work: {heading: What was done}
title_block:
  - {role: body-name, text: "{body.name}"}
  - {role: report-title, text: "{plan.title}, told to {panel}"}
opening:
  - text: "These are our promises for {priority.title}:"
    list: aims
section: {text: "What became of them by {stamp}"}
numbering: {aim: "{n}."}
phrases:
  label: "In {year}"
  running_label: "In {year} so far ({quarters})"
  quarter: "quarter {quarter}"
  quarter_range: "{first} to {last}"
  quarter_list: " and "
  mention: "{aim.label} {number}"
  reference: "This is told under {mention}, {direction}."
  outcome: "So far it brought this. {outcome}"
=== updates/2022-23-q1.yaml
period: 2022/23 Q1
updates:
  noise: {work: [Three late bars were asked to close their windows.]}
  boats: {work: [{id: chains, text: Chains were lent to the owners of small boats.}]}
=== updates/2022-23-q2.yaml
period: 2022/23 Q2
updates:
  noise: {work: [{see: boats}]}
  roads:
    work:
      - text: The lane to the lighthouse was closed to cars at night.
        outcome: Nobody has been run down there since.
=== updates/2022-23-q3.yaml
period: 2022/23 Q3
updates:
  boats: {work: [{id: chains, text: Chains and locks are lent to whoever has a small boat.}]}
  dogs: {work: [{text: A complaint about one dog was settled in private., public: false}]}
=== updates/2022-23-q4.yaml
period: 2022/23 Q4
updates:
  noise: {work: [{text: The last ferry no longer sounds its horn., lead: true}]}
  roads: {work: [{see: noise}]}
=== updates/2023-24-q1.yaml
period: 2023/24 Q1
caveat: The ferry did not run in May.
updates:
  noise: {work: [A night warden was chosen from nine who asked.]}
  roads: {work: [{see: dogs}]}
  dogs: {work: [Dog owners of two parishes met., They agreed on hours for the beach.]}
=== updates/2023-24-q2.yaml
period: 2023/24 Q2
updates:
  boats: {work: [{nothing: the boats were all at sea.}]}
  dogs: {work: [Bells were given to the dogs of the third parish.]}
=== updates/2023-24-q3.yaml
period: 2023/24 Q3
updates:
  noise: {work: [{id: warden, text: The night warden has a bicycle.}]}
  dogs: {work: [{see: noise}]}
=== updates/2023-24-q3-assembly.yaml
period: 2023/24 Q3
from: Clerk to the Assembly
updates:
  noise: {work: [The Assembly thanked the bars., {closing: The Assembly hears of noise each autumn.}]}
=== updates/2023-24-q4.yaml
period: 2023/24 Q4
updates:
  noise: {work: [{id: warden, text: The night warden has a bicycle and a lamp.}]}
  boats: {work: ["One boat was taken, and was found by [[noise]]'s warden."]}
=== updates/2024-25-q1.yaml
period: 2024/25 Q1
updates:
  noise: {work: [{id: warden, withdrawn: The lamp was never bought.}]}
  roads: {work: [White stones were set along the lanes.]}
""")

# Fifteen key aims and many references, upwards and downwards.
HAVEN = _files("""\
=== plan.yaml
title: Haven and Lowmoor Community Plan
years: 2022/23 to 2023/24
body: {name: Haven and Lowmoor Policing Board, short: HLPB, area: Haven and Lowmoor}
holder: {short: Chair}
force: {name: Lowmoor Police, short: LP}
priorities:
  - number: 7
    title: Every Street
    objective: minding every street
    aims:
      lamps: Streets that are lit.
      shops: Shops that stay open.
      parks: Parks without fear.
      buses: Buses that are safe to wait for.
      doors: Doors that lock.
      phones: Calls that are answered.
      farms: Farms that are watched over.
      rivers: Rivers without dumping.
      schools: Schools with a friend in the police.
      pubs: Pubs that know when to close.
      fraud: Pensioners whom nobody cheats.
      bikes: Bicycles with a number.
      drugs: Dealers without a corner.
      fires: Hills that do not burn.
      trust: Police whom people believe.
=== report.yaml
format: 1
priority: 7
period: 2022/23 Q4
until: 2023/24 Q2
panel: Haven Police and Crime Panel
meeting: 2023-11-10
objective: mind every street
sign_off: {name: Ines Okoro, office: Chair of the Board, date: 2023-11-01}
house: house.yaml
=== updates/2022-23-q1.yaml
period: 2022/23 Q1
updates:
  lamps: {force: [Dark corners were put on a map.], opcc: [{see: trust}]}
  shops: {force: [{see: lamps}], opcc: [Shopkeepers were given a number to ring.]}
  parks: {force: [{see: trust}], opcc: [{see: shops}]}
  buses: {force: [Plain clothes were worn at nine bus stops.]}
  doors: {safety_fund: [Locks were fitted for two hundred tenants.]}
  phones: {force: [{see: buses}, Calls were answered within a minute.]}
  farms: {force: [{id: quads, text: Forty quad bikes were marked.}]}
  rivers: {force: [{see: farms}], opcc: [{see: lamps}]}
  trust: {force: [Complaints were read aloud to new officers.], opcc: [The Chair sat in an open shop on Saturdays.]}
=== updates/2022-23-q1-letters.yaml
period: 2022/23 Q1
from: Correspondence
updates:
  shops: {opcc: [{see: trust}, Nine letters asked for more patrols.]}
  trust: {opcc: [The Chair sat in an open shop on Saturdays.]}
=== updates/2022-23-q2.yaml
period: 2022/23 Q2
updates:
  schools: {force: [Each school was given the name of one officer., {see: parks}]}
  pubs: {force: [{see: schools}], property_fund: [{see: doors, stream: safety_fund}]}
  fraud:
    opcc:
      - text: "Talks were given in day centres:"
        points:
          - Bank clerks came along.
          - {see: trust}
          - text: "Two schemes followed:"
            points: [{see: phones, stream: force}]
  bikes: {force: [{see: quads}, Bicycles were marked at the station.]}
=== updates/2022-23-q3.yaml
period: 2022/23 Q3
updates:
  farms: {force: [{id: quads, text: Sixty quad bikes were marked by the autumn.}]}
  bikes: {opcc: [{see: bikes, stream: force}]}
  drugs: {force: [{see: parks}, Two corners were cleared for good.], opcc: [{see: fraud}]}
  fires: {force: [A hillside watch was kept from the old quarry., {closing: The watch is open to all.}]}
=== updates/2022-23-q4.yaml
period: 2022/23 Q4
caveat: Two stations were closed for repairs.
updates:
  doors: {safety_fund: [{id: alarms, text: Alarms were promised to ninety homes.}]}
  lamps: {force: [Half of the dark corners have a lamp now.], opcc: [{see: trust}]}
  fires: {opcc: [{see: fires, stream: force}, {see: drugs}]}
  pubs: {force: [{see: trust}]}
=== updates/2023-24-q1.yaml
period: 2023/24 Q1
updates:
  lamps: {force: [{see: fires}]}
  shops: {force: [{see: phones}, {id: tills, text: Tills were marked in six shops.}]}
  doors: {safety_fund: [{id: alarms, text: Alarms were fitted in fifty homes.}]}
  phones: {force: [Calls at night were answered too.]}
  farms: {force: [{id: quads, text: Every quad bike that was shown to us is marked.}]}
  fires: {force: [Beaters were bought for three villages.]}
  trust: {force: [{see: lamps}, {see: farms}]}
=== updates/2023-24-q2.yaml
period: 2023/24 Q2
updates:
  lamps: {opcc: [{nothing: the map is with the council.}]}
  rivers: {force: [{see: quads}, A barge of tyres was stopped.]}
  bikes: {force: [{see: alarms}]}
  trust: {opcc: [The Chair listened on the market square.]}
=== updates/2023-24-q2-late.yaml
period: 2023/24 Q2
from: Late post
updates:
  buses: {force: [{see: trust}, {see: shops}]}
  trust: {opcc: [{text: A letter of thanks came in., lead: true}]}
=== updates/2023-24-q3.yaml
period: 2023/24 Q3
updates:
  shops: {force: [{id: tills, withdrawn: The marks came off.}]}
  parks: {force: [{see: rivers}, {see: fires}]}
  fires: {force: [{see: rivers}]}
=== updates/2023-24-q4.yaml
period: 2023/24 Q4
updates:
  drugs: {force: [{see: quads}]}
  trust: {force: [Nine in ten said that they would ring us again.]}
""")

ALL = {"ferrydale": FERRYDALE, "carrow": CARROW, "haven": HAVEN}
