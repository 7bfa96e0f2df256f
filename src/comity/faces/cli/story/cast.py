"""Who plays: roles, what people read of them, for whom they act. People are roles; no name of a person stands here."""

# role: (what people read, entity, the story's party, kind of mandate)
DELEGATES = {
    "us-agent": ("Agent of the United States of America", "united-states", "us", "principal"),
    "us-counsel": ("Counsel of the United States of America", "united-states", "us", "counsel"),
    "us-approver": ("Notifier of approval, United States of America", "united-states", "us", "approver"),
    "pa-agent": ("Agent of the Republic of Panama", "panama", "pa", "principal"),
    "pa-adviser": ("Legal adviser, Republic of Panama", "panama", "pa", "counsel"),
    "pa-approver": ("Notifier of approval, Republic of Panama", "panama", "pa", "approver"),
    "xm-agent": ("Agent of Meridia (fictional)", "meridia", "xm", "principal"),
    "xm-approver": ("Notifier of approval, Meridia (fictional)", "meridia", "xm", "approver"),
    "xn-agent": ("Agent of Norland (fictional)", "norland", "xn", "principal"),
    "xn-approver": ("Notifier of approval, Norland (fictional)", "norland", "xn", "approver"),
    "bank-agent": ("Agent of the Policy Bank of Norland (fictional)", "policy-bank", "bank", "principal"),
    "bank-counsel": ("Counsel of the Policy Bank of Norland (fictional)", "policy-bank", "bank", "counsel"),
    "owner-agent": ("Agent of the Halden Shipping Company (fictional)", "shipowner", "owner", "principal"),
    "charterer-agent": ("Agent of Norland Coal Trading (fictional)", "charterer", "charterer", "principal"),
}
MEDIATORS = {
    "mediator-treaties": "Mediator, law of treaties",
    "mediator-waters": "Mediator, waters and fisheries",
    "mediator-trade": "Mediator, trade and transit",
    "mediator-borders": "Mediator, boundary regions",
    "mediator-energy": "Mediator, energy and infrastructure",
    "mediator-debt": "Mediator, sovereign debt",
}
OFFICERS = {"secretary-general": "Secretary-General", "registry": "Registry officer"}

PARTY_OF = {role: party for role, (_title, _entity, party, _kind) in DELEGATES.items()}
TITLES = {**{role: title for role, (title, _entity, _party, _kind) in DELEGATES.items()}, **MEDIATORS, **OFFICERS}
