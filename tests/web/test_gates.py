"""What the gates find, in the reader's words."""

from dataclasses import replace

from django.utils import translation

from comity.faces.web import casefile, gates, said
from comity.law.gates import Assessment
from comity.law.messages import Message
from comity.opening import queries as opening
from tests.played import Played


class TestFindings(Played):
    fishing = True

    def findings(self, who: str) -> dict[str, str]:
        case = self.case(who)
        found = gates.findings(opening.assessment(self.actor(who), case), case.edition)
        return {each.title: each.text for each in found}

    def test_states_are_named_and_not_coded(self) -> None:
        words = self.findings("registry")["The Council admits a State outside the Convention, or an organisation"]
        assert words == "A decision of the Council admits Meridia (fictional) and Norland (fictional) to this category."
        with translation.override("zh-hans"):
            assert "梅里迪亚（虚构）" in "".join(self.findings("registry").values())

    def test_a_party_is_named_and_not_numbered(self) -> None:
        case = self.case("registry")
        names = casefile.names(self.actor("registry"), case)
        parties = [names[party] for party in opening.numbered(self.acts("registry")[0], case.state)]
        assert parties == ["Meridia (fictional)", "Norland (fictional)"]
        assessed = opening.assessment(self.actor("registry"), case)
        assert assessed is not None
        message = Message("A dated consent in writing is wanted from party %(parties)s.", {"parties": "2 (XN)"})
        asked = Assessment((replace(assessed.findings[0], message=message),))
        [told] = gates.findings(asked, case.edition, parties)
        assert told.text == "A dated consent in writing is wanted from party Norland (fictional)."

    def test_nothing_is_found_before_there_is_anything_to_ask(self) -> None:
        assert gates.findings(None, self.case("registry").edition) == ()

    def test_the_last_screening_is_told_with_what_the_officer_decided(self) -> None:
        acts, edition = self.acts("xm-agent"), self.case("xm-agent").edition
        assert gates.decided(acts, edition) == ("Screened: every gate passes.",)
        assert gates.decided([act for act in acts if act.row.act != "screen"], edition) == ()
        screen = next(act for act in acts if act.row.act == "screen")
        screen.act.facts["decided"] = {"declaration": "pass"}  # type: ignore[index]
        assert gates.decided([screen], edition)[1:] == (
            "The officer decided to pass: No declaration excludes the subject.",
        )

    def test_what_was_said_is_told_label_by_label_to_who_may_read_it(self) -> None:
        [declared] = self.acts("xn-agent", "declare")
        assert said.words(declared)[0][0] == "Declaration"
        [lodged] = self.acts("xn-agent", "lodge-statement")
        assert said.words(lodged) == []  # sealed until all open
        assert [label for label, _words in said.words(self.acts("xm-agent", "lodge-statement")[0])] == ["Statement"]
