"""The opening checklist, and the successor of an edition over HTTP: form, comparison, adoption."""

import secrets
import tempfile
from pathlib import Path
from unittest.mock import patch

from django.test import Client

from comity import docket
from comity.docket import queries
from comity.docket.desk import filing
from comity.law.edition import editions, packaged
from tests.opening.test_forms import GOOD
from tests.web.test_desk import Desk

BASE = "iomed-provisional-2026"
ADVICE = "The bar of Hong Kong gives a first hour free."
SAID = {"source": "Council, 1 March 2027", "status": "official"}


def typed(key: str, to: str, **other: str) -> dict[str, str]:
    return {f"{key}.to": to, **{f"{key}.{part}": value for part, value in {**SAID, **other}.items()}}


class TestChecklist(Desk):
    def test_every_category_of_every_edition_says_whether_production_opens_it(self) -> None:
        sheets = {
            (sheet.edition.name, sheet.edition.category): sheet
            for sheet in self.get("registry", "/organisation/checklist/").context["sheets"]
        }
        assert {name for name, _category in sheets} == set(editions()) - {"institution-2026"}
        for (name, category), sheet in sheets.items():
            assert list(sheet.missing) == [entry.title for entry in packaged(name, category).unset()]
        assert len(sheets[BASE, "state-state"].missing) == 3

    def test_an_open_value_shows_its_owner_and_its_date(self) -> None:
        path = f"/organisation/checklist/?edition={BASE}&category=commercial"
        entry = next(e for e in self.get("registry", path).context["entries"] if e.key == "values.fees")
        assert (entry.owner, entry.settle, entry.mandatory, entry.status) == (None, "", True, "unset")
        form = self.get("registry", entry.take_up).context["form"]
        assert form["value"].value() == f"{BASE}:values.fees"
        general = self.stage.person("secretary-general")
        posted = {"value": f"{BASE}:values.fees", "account": general, "due": "2026-06-01", "idempotency": "a" * 32}
        answer = self.client_of("registry").post(entry.take_up.split("?")[0], posted)
        assert answer["Location"] == "/organisation/checklist/?done=" + "a" * 32
        entry = next(e for e in self.get("registry", path).context["entries"] if e.key == "values.fees")
        assert (entry.owner.account, str(entry.owner.due)) == (general, "2026-06-01")

    def test_what_an_edition_says_is_said_in_words(self) -> None:
        answer = self.get("registry", f"/organisation/checklist/?edition={BASE}&category=state-state")
        said = {entry.key: entry.said for entry in answer.context["entries"]}
        assert "values.advice" in said
        assert said["values.anchor-hours"] == "0, 6, 12, 18"
        assert said["values.default-appointment-between-states"] == "Yes"

    def test_only_who_may_settle_a_value_is_shown_the_way_there(self) -> None:
        shown = {
            who: "acts/settle-value/" in self.get(who, "/organisation/checklist/").content.decode()
            for who in ("registry", "secretary-general")
        }
        assert shown == {"registry": False, "secretary-general": True}

    def test_the_secretary_general_settles_a_value_as_it_is(self) -> None:
        self.institution("secretary-general", "settle-value", {"reasons": "R"}, edition=BASE, name="values.mediators")
        entries = self.get("registry", f"/organisation/checklist/?edition={BASE}&category=commercial").context[
            "entries"
        ]
        entry = next(each for each in entries if each.key == "values.mediators")
        assert entry.owner.settled_at is not None

    def test_what_no_edition_serves_is_not_there(self) -> None:
        for query in ("edition=nothing", f"edition={BASE}&category=institution", "edition=institution-2026"):
            assert self.client_of("registry").get(f"/organisation/checklist/?{query}").status_code == 404


class TestSuccessor(Desk):
    def setUp(self) -> None:
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        shelf = patch.object(filing, "_folder", lambda: folder)
        shelf.start()
        filing.open_shelf()
        self.addCleanup(filing.open_shelf)
        self.addCleanup(shelf.stop)

    def compare(self, *typing: dict[str, str], who: str = "secretary-general", name: str = "rules-2027"):  # type: ignore[no-untyped-def]  # what Django's test client answers
        posted = {"base": BASE, "edition": name, "title": "", "compare": "1"}
        for each in typing:
            posted |= each
        return self.client_of(who).post("/organisation/successor/", posted)

    def test_a_base_is_chosen_and_its_values_are_listed(self) -> None:
        assert "groups" not in self.get("registry", "/organisation/successor/").context
        groups = self.get("registry", f"/organisation/successor/?base={BASE}").context["groups"]
        keys = {entry.key for _heading, entries in groups for entry in entries}
        assert {"values.fees", "values.mediators", "periods.screening"} <= keys
        assert "periods.anchor" not in keys
        assert self.client_of("registry").get("/organisation/successor/?base=nothing").status_code == 404

    def test_a_successor_is_compared_then_adopted_and_served(self) -> None:
        answer = self.compare(typed("values.mediators", "2"), typed("periods.screening", "12"))
        assert answer.status_code == 200
        shown = {
            (each.name, each.column): (was, becomes)
            for _category, lines in answer.context["categories"]
            for each, _title, was, becomes in lines
        }
        assert shown["mediators", "value"] == ("1", "2")
        assert shown["screening", "length"][1] == "12"
        fields = {"base": BASE, "edition": "rules-2027", "change": answer.context["change"], "idempotency": "a" * 32}
        done = self.client_of("secretary-general").post(answer.context["url"], fields)
        assert (done.status_code, done["Location"]) == (302, "/organisation/successor/?done=" + "a" * 32)
        assert packaged("rules-2027", "commercial").values["mediators"].value == 2
        assert "rules-2027" in self.get("registry", "/rules/").content.decode()
        assert self.get("registry", "/rules/rules-2027/commercial/")
        assert [line[0] for line in self.get("registry", "/organisation/successor/").context["adopted"]] == [
            "rules-2027"
        ]
        assert self.compare(typed("values.mediators", "2")).status_code == 422

    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(self) -> None:
        for typing, count in (
            ({}, 1),
            (typed("values.mediators", "2", source=""), 1),
            (typed("values.mediators", "2", status=""), 1),
            (typed("values.mediators", "2", status="unset"), 1),
            (typed("periods.screening", "0"), 1),
            (typed("periods.screening", "ten"), 1),
        ):
            answer = self.compare(typing)
            assert (answer.status_code, len(answer.context["faults"])) == (422, count), typing
        kept = next(e for _h, entries in answer.context["groups"] for e in entries if e.key == "periods.screening")
        assert (kept.typed["to"], kept.changed) == ("ten", True)
        assert self.compare(typed("values.mediators", "2"), name="Rules 2027").status_code == 422

    def test_only_the_secretary_general_adopts(self) -> None:
        answer = self.compare(typed("values.mediators", "2"), who="registry")
        assert (answer.status_code, answer.context["may"]) == (200, False)
        act = f"/cases/{docket.institution()}/acts/adopt-edition/"
        assert self.client_of("registry").get(act).status_code == 404
        assert "rules-2027" not in editions()

    def test_the_act_has_a_page_of_its_own(self) -> None:
        act = f"/cases/{docket.institution()}/acts/adopt-edition/"
        client = self.client_of("secretary-general")
        assert client.get(act).status_code == 200
        for change in ("", "[]", "{}", '{"values.mediators": {"value": 1.5}}', '{"values.none": {}}'):
            posted = {"base": BASE, "edition": "rules-2027", "change": change, "idempotency": "b" * 32}
            assert client.post(act, posted).status_code == 422, change

    def test_an_adopted_edition_is_offered_for_new_cases_and_running_ones_and_drafts_keep_theirs(self) -> None:
        us, own = self.client_of("us-agent"), self.organisation.entities["united-states"]
        way = "state-state:rules-2027"
        assert way not in self.ways(us)
        running = self.filed(us, self.begin(us, own, f"state-state:{BASE}"))
        draft = self.begin(us, own, f"state-state:{BASE}")
        self.institution(
            "secretary-general", "adopt-edition",
            {"change": {"values.mediators": {**SAID, "value": 2}, "values.advice": {**SAID, "value": ADVICE}}},
            edition="rules-2027", base=BASE,
        )  # fmt: skip
        assert way in self.ways(us)
        said = us.get(f"{draft}/subject/"), us.get(f"{self.begin(us, own, way)}/subject/")
        assert [ADVICE in page.content.decode() for page in said] == [False, True]
        cases = (running, self.filed(us, draft), self.filed(us, self.begin(us, own, way)))
        found = [queries.case(self.actor("us-agent"), case) for case in cases]
        assert [(case.edition.name, case.edition.values["mediators"].value) for case in found] == [
            *((BASE, 1), (BASE, 1), ("rules-2027", 2)),
        ]

    def ways(self, client: Client) -> set[str]:
        """The kinds of case, each with its rules, that the wizard offers."""
        [(_entity, _name, ways)] = client.get("/requests/").context["own"]
        return {value for value, _label in ways}

    def begin(self, client: Client, entity: str, way: str) -> str:
        """The address of a new draft."""
        return client.post("/requests/", {"entity": entity, "way": way})["Location"].rsplit("/", 2)[0]

    def filed(self, client: Client, base: str) -> str:
        """Answer every question, and file; the case."""
        for name, data in GOOD.items():
            assert client.post(f"{base}/{name}/", data).status_code == 302, name
        answer = client.post(f"{base}/review/", {"idempotency": secrets.token_hex(8), "confirmation": ""})
        return str(answer["Location"]).split("/")[2]
