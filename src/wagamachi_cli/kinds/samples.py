"""What a person might type in the fields of each kind: the examples of the help pages are made from it.

Read only when a help page is shown. Everybody and everything here is made up. A test runs every
example, and finds the kind that has none.
"""

from __future__ import annotations

from wagamachi_cli.language import Label

AREA = Label("みどり", "Midori")
COUNCIL = Label("みどり支えあい会", "Midori Council")
ACTIVITY = Label("つくしサロン", "Tsukushi Salon")
PARTNER = Label("さくら商店", "Sakura Store")
HELPER = Label("支え手001", "Helper 001")
CONSULTANT = Label("相談員001", "Consultant 001")
DRIVE = Label("冬のフードドライブ", "Winter Drive")
EVENT = Label("1月のパントリー", "January Pantry")
REASON = Label("二重に記録した", "entered twice")
_HOUSEHOLD = "H-0001"
_RECENT = "1/17"

Sample = Label | str

SAMPLES: dict[str, dict[str, Sample]] = {
    "area": {"name": AREA, "kana": Label("みどり", "midori")},
    "council": {"name": COUNCIL, "areas": AREA, "established": "R3.4"},
    "placement": {"layer": Label("第2層", "2"), "council": COUNCIL, "from": "R3.4.1"},
    "meeting": {
        "on": _RECENT,
        "kind": Label("定例会", "regular"),
        "councils": COUNCIL,
        "mode": Label("会場", "in-person"),
        "attendees": "12",
    },
    "partner": {"name": PARTNER, "kind": Label("企業", "company"), "area": AREA},
    "link": {"partner": PARTNER, "to": COUNCIL, "from": "R3.10"},
    "support": {
        "on": _RECENT,
        "to": COUNCIL,
        "function": Label("資源開発", "resource"),
        "by": Label("訪問", "visit"),
    },
    "outreach": {"on": _RECENT, "channel": Label("チラシ", "flyer"), "reach": "300"},
    "activity": {
        "name": ACTIVITY,
        "category": Label("居場所", "ibasho"),
        "started": "R3.5.12",
        "council": COUNCIL,
    },
    "session": {"activity": ACTIVITY, "on": _RECENT, "attendees": "14", "helpers": "3"},
    "contact": {"activity": ACTIVITY, "on": _RECENT, "by": Label("電話", "phone"), "people": "8"},
    "history": {
        "activity": ACTIVITY,
        "event": Label("休止", "suspended"),
        "on": "R3.8.2",
        "reason": Label("感染症", "infection"),
    },
    "survey": {"on": "R3.6", "area": AREA, "sent": "500", "returned": "210", "willing": "34"},
    "helper": {
        "name": HELPER,
        "can": Label("買い物、電球交換", "shopping,light_bulb"),
        "area": AREA,
        "registered": "R3.11",
    },
    "request": {
        "task": Label("電球交換", "light_bulb"),
        "area": AREA,
        "for": _HOUSEHOLD,
        "on": _RECENT,
    },
    "ask": {"request": Label("電球", "bulb"), "helper": HELPER, "answer": Label("はい", "yes")},
    "intro": {"on": _RECENT, "program": Label("体力測定会", "fitness-test"), "people": "2"},
    "code": {"code": "P-001"},
    "consultant": {"name": CONSULTANT, "area": AREA, "registered": "R3.11"},
    "course": {"on": "R3.10.22", "title": Label("養成講座", "Course"), "completed": "18"},
    "concern": {
        "topic": Label("ごみ出しがつらい", "rubbish is too heavy"),
        "on": _RECENT,
        "consultant": CONSULTANT,
    },
    "relay": {
        "concern": Label("ごみ出し", "rubbish"),
        "to": PARTNER,
        "on": "1/18",
    },
    "visit": {"consultant": CONSULTANT, "on": _RECENT, "for": _HOUSEHOLD},
    "drive": {"name": DRIVE, "on": _RECENT, "min": Label("1か月", "30 days")},
    "lot": {"item": Label("米", "Rice"), "qty": "6", "weight_kg": "12", "on": "1/10", "best_before": "R4.6"},
    "movement": {
        "lot": "1",
        "kind": Label("廃棄", "discarded"),
        "qty": "1",
        "reason": Label("破損", "damaged"),
    },
    "event": {"name": EVENT, "on": "1/24", "capacity": "15", "parcel": Label("米=1", "Rice=1")},
    "reservation": {"event": EVENT, "household": _HOUSEHOLD, "channel": Label("電話", "phone")},
    "distribution": {"household": _HOUSEHOLD, "on": _RECENT, "lines": Label("米=1", "Rice=1")},
    "household": {"code": _HOUSEHOLD, "adults": "2", "children": "1"},
    "hearing": {"household": _HOUSEHOLD, "by": Label("来所", "office")},
    "referral": {
        "household": _HOUSEHOLD,
        "to": PARTNER,
        "on": _RECENT,
        "consent": Label("同意あり", "yes"),
    },
    "figure": {"measure": "consultant.registered", "period": "R3", "value": "152", "as_of": "R4.1"},
    "narrative": {
        "period": "R3Q3",
        "text": Label("ほんの一歩から、つながりが広がりました。", "It began with one small step."),
        "section": Label("ものがたり", "story"),
        "title": Label("ほんの一歩から", "One small step"),
    },
    "note": {"record": ACTIVITY, "text": Label("来月から会場が変わる", "another room from next month")},
}
"""By kind and field, in the order in which the example of ``add`` gives them."""
