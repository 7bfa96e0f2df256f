"""A request to mediate, as its filer writes it (TOML) or as a form and a docket carry it (plain JSON).

Rules upheld:
- one request, one category (Article 24): a party of a kind that the category does not know is refused;
- keys that a party or a request does not need may be left out, a key that has no meaning here is refused;
- who answers for what: a State, and an agency's State, by `state`; private parties by `nationality`, which may be empty
  (a stateless person) but is never left out;
- the filing date is the date of `filed_at` at the offset that is written there: whoever files for a person states the
  offset of the organisation's seat;
- whether a third State is involved may be left open here, and then the gate asks; denied and named at once is refused;
- nobody stands on both sides.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from comity.law import codes, shape
from comity.law.act import Json
from comity.law.register import Category
from comity.law.shape import BadInput, Table


class Side(StrEnum):
    """Who asks, who is asked."""

    REQUESTING = "requesting"
    RESPONDING = "responding"


class PartyKind(StrEnum):
    """What a party is."""

    STATE = "state"
    AGENCY = "agency"
    ORGANISATION = "organisation"
    COMPANY = "company"
    INDIVIDUAL = "individual"


class Answer(StrEnum):
    """A third State's answer."""

    GIVEN = "given"
    REFUSED = "refused"
    PENDING = "pending"


PUBLIC = frozenset((PartyKind.STATE, PartyKind.AGENCY, PartyKind.ORGANISATION))
_KINDS = {
    Category.STATE_STATE: PUBLIC,
    Category.STATE_NATIONAL: frozenset(PartyKind),
    Category.COMMERCIAL: frozenset(PartyKind) - PUBLIC,
}


@dataclass(frozen=True, slots=True)
class Consent:
    """A party's consent: the instrument that holds it, and its day."""

    given: bool
    instrument: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Approval:
    """The approval of an agency by its State, or the State's waiver of it."""

    given: bool
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ThirdState:
    """A State that is involved and not a party; without a name it is still to be named."""

    consent: Answer
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """One party; `state` of a State, agency or organisation, `nationality` of a company or person."""

    side: Side
    kind: PartyKind
    consent: Consent
    state: str | None = None
    nationality: tuple[str, ...] = ()
    place_of_business: str | None = None
    state_owned: bool = False
    approval: Approval | None = None

    @property
    def public(self) -> bool:
        """Whether a State answers for it: a State, an agency, an organisation of States."""
        return self.kind in PUBLIC


@dataclass(frozen=True, slots=True)
class Request:
    """The whole request; `parties` in the order of the file."""

    category: Category
    edition: str
    filed_at: datetime
    subjects: tuple[str, ...]
    parties: tuple[Party, ...]
    depends_on: tuple[str, ...] = ()
    third_state_involved: bool | None = None
    third_states: tuple[ThirdState, ...] = ()

    @property
    def filed_on(self) -> date:
        """The filing date: the date at the offset of `filed_at`."""
        return self.filed_at.date()


def _consent(value: object, path: str) -> Consent:
    table = Table(value, path, ("given", "instrument", "on"))
    given = table.need("given", shape.flag)
    return Consent(given, table.may("instrument", shape.text), table.may("on", shape.day))


def _approval(value: object, path: str) -> Approval:
    table = Table(value, path, ("given", "on"))
    return Approval(table.need("given", shape.flag), table.may("on", shape.day))


def _third_state(value: object, path: str) -> ThirdState:
    table = Table(value, path, ("state", "consent"))
    return ThirdState(table.need("consent", shape.one_of(Answer)), table.may("state", codes.state))


_PARTY = ("side", "kind", "state", "nationality", "place_of_business", "state_owned", "consent", "approval")


def _party(value: object, path: str) -> Party:
    table = Table(value, path, _PARTY)
    kind, nations = table.need("kind", shape.one_of(PartyKind)), shape.many(codes.country, most=8)
    read_state = table.need if kind in (PartyKind.STATE, PartyKind.AGENCY) else table.may
    read_nations = table.may if kind in PUBLIC else table.need
    return Party(
        side=table.need("side", shape.one_of(Side)),
        kind=kind,
        state=read_state("state", codes.state),
        nationality=read_nations("nationality", nations) or (),
        place_of_business=table.may("place_of_business", codes.country),
        state_owned=table.may("state_owned", shape.flag) or False,
        consent=table.need("consent", _consent),
        approval=table.may("approval", _approval),
    )


def party(value: object) -> Party:
    """Read one party, as a request names it; BadInput names key path and rule."""
    return _party(value, "party")


_REQUEST = (
    "category",
    "edition",
    "filed_at",
    "subjects",
    "depends_on",
    "third_state_involved",
    "third_states",
    "party",
)


def kinds(category: Category) -> frozenset[PartyKind]:
    """The kinds of party that a category knows (Article 24)."""
    return _KINDS[category]


def read(value: object) -> Request:
    """Read a request from plain values (TOML or JSON); BadInput names key path and rule."""
    table = Table(value, "", _REQUEST)
    request = Request(
        category=table.need("category", shape.one_of(Category)),
        edition=table.need("edition", shape.text),
        filed_at=table.need("filed_at", shape.instant),
        subjects=table.need("subjects", shape.many(codes.tag, least=1)),
        depends_on=table.may("depends_on", shape.many(codes.tag)) or (),
        third_state_involved=table.may("third_state_involved", shape.flag),
        third_states=table.may("third_states", shape.many(_third_state)) or (),
        parties=table.need("party", shape.many(_party, least=1)),
    )
    _check_kinds(request)
    _check_sides(request)
    _check_third_states(request)
    return request


def _check_kinds(request: Request) -> None:
    for index, party in enumerate(request.parties):
        if party.kind not in _KINDS[request.category]:
            raise BadInput(f"party[{index}].kind", f"a {request.category} request has no {party.kind} (Article 24)")


def _check_sides(request: Request) -> None:
    seen: dict[str, Side] = {}
    for index, party in enumerate(request.parties):
        if party.public and party.state and seen.setdefault(party.state, party.side) is not party.side:
            raise BadInput(f"party[{index}].state", f"{party.state} stands on the other side too")


def _check_third_states(request: Request) -> None:
    if request.third_states and request.third_state_involved is False:
        raise BadInput("third_states", "third_state_involved is false, yet a State is named")
    states = {party.state for party in request.parties if party.public and party.state}
    for index, third in enumerate(request.third_states):
        if third.state in states:
            raise BadInput(f"third_states[{index}].state", f"{third.state} is a party, not a third State")


def load(text: str) -> Request:
    """Read a request from the text of a TOML file; BadInput names key path and rule."""
    return read(shape.from_toml(text))


def _kept(**values: Json) -> dict[str, Json]:
    return {key: value for key, value in values.items() if value is not None}


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None


def _party_to_json(party: Party) -> dict[str, Json]:
    consent, approval = party.consent, party.approval
    return _kept(
        side=party.side.value,
        kind=party.kind.value,
        state=party.state,
        nationality=None if party.public and not party.nationality else list(party.nationality),
        place_of_business=party.place_of_business,
        state_owned=party.state_owned,
        consent=_kept(given=consent.given, instrument=consent.instrument, on=_day(consent.on)),
        approval=_kept(given=approval.given, on=_day(approval.on)) if approval else None,
    )


def to_json(request: Request) -> dict[str, Json]:
    """The request as plain JSON in the keys of the file: `read(to_json(request)) == request`."""
    return _kept(
        category=request.category.value,
        edition=request.edition,
        filed_at=request.filed_at.isoformat(),
        subjects=list(request.subjects),
        depends_on=list(request.depends_on),
        third_state_involved=request.third_state_involved,
        third_states=[_kept(state=third.state, consent=third.consent.value) for third in request.third_states],
        party=[_party_to_json(party) for party in request.parties],
    )
