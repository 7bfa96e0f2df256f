"""Papers as PDF, read back: title, language, words; the same record gives the same bytes; strangers find nothing."""

import io
import sys

from pypdf import PdfReader

from comity.docket import dates
from comity.faces import pdf
from tests.played import START, Played

LANGUAGES = {"en": ("en", "Settlement agreement"), "zh-hans": ("zh-CN", "和解"), "ar": ("ar", "اتفاق")}


def read(content: bytes) -> tuple[PdfReader, str]:
    """The file and its text, every blank taken out: who sets a line breaks it where it likes."""
    found = PdfReader(io.BytesIO(content))
    return found, "".join("".join(page.extract_text() for page in found.pages).split())


class TestSettlement(Played):
    parts = 8

    def setUp(self) -> None:
        self.path = f"/cases/{self.stage.docket_id}/settlement.pdf"

    def test_it_is_set_in_each_language_with_the_clauses_as_they_were_written(self) -> None:
        client = self.client_of("us-agent")
        clauses = client.get(f"/cases/{self.stage.docket_id}/settlement/").context["text"].clauses
        for language, (tag, title) in LANGUAGES.items():
            answer = client.get(self.path, {"language": language})
            assert (answer["Content-Type"], answer["Content-Language"]) == ("application/pdf", pdf.LANGUAGES[language])
            found, text = read(answer.content)
            assert found.trailer["/Root"]["/Lang"] == tag
            assert title in str(found.metadata.title)  # type: ignore[union-attr]  # a paper has metadata
            assert self.case("registry").number in text
            for clause in clauses:
                assert "".join(clause.text.split()) in text
                assert clause.version[:16] in text

    def test_its_stamps_are_dated_as_the_language_writes_dates(self) -> None:
        signed = next(act.act.at for act in self.acts("us-agent", "sign"))
        for language, word in (("en", "SIGNED"), ("zh-hans", "已签署")):
            _found, text = read(self.client_of("us-agent").get(self.path, {"language": language}).content)
            day = dates.moment(signed, "Asia/Hong_Kong", language).replace("\u00a0", "").replace(" ", "")
            assert (word in text, day in text) == (True, True)
        _found, text = read(self.client_of("us-agent").get(self.path, {"language": "ar"}).content)
        assert str(signed.year) in text
        assert dates.MONTHS[signed.month - 1].split("/")[1] in text

    def test_the_same_record_gives_the_same_bytes_and_its_own_date(self) -> None:
        first, second = (
            self.client_of(who).get(self.path, {"language": "ar"}).content for who in ("us-agent", "pa-agent")
        )
        assert first == second
        attested = max(act.act.at for act in self.acts("us-agent", "attest"))
        assert read(first)[0].metadata.creation_date == attested  # type: ignore[union-attr]  # a paper has metadata

    def test_who_may_not_read_the_case_finds_nothing(self) -> None:
        stranger = self.client_of("xm-agent")
        assert stranger.get(self.path).content == stranger.get("/nothing/").content

    def test_the_pages_offer_it(self) -> None:
        client = self.client_of("us-agent")
        for page in ("", "settlement/"):
            assert self.path + "?language=ar" in client.get(f"/cases/{self.stage.docket_id}/{page}").content.decode()
        assert "typst" not in sys.modules


class TestCertificates(Played):
    parts = 8

    def certify(self, who: str, act: str, language: str) -> str:
        """Certify; the address of the certificate as PDF."""
        self.perform(who, act, {"language": language})
        return f"/cases/{self.stage.docket_id}/record/{self.acts(who, act)[-1].index}/certificate.pdf"

    def test_a_certificate_of_termination_gives_number_rules_dates_and_the_rule_of_the_ending(self) -> None:
        ended = self.acts("registry")[-1].act.at
        path = self.certify("secretary-general", "certify-termination", "ar")
        found, text = read(self.client_of("us-agent").get(path).content)
        assert (found.trailer["/Root"]["/Lang"], found.metadata.title) == ("ar", "شهادة انتهاء وساطة")  # type: ignore[union-attr]
        found, text = read(self.client_of("us-agent").get(path, {"language": "en"}).content)
        assert found.metadata.title == "Certificate of termination"  # type: ignore[union-attr]
        for told in (
            self.case("registry").number,
            "iomed-provisional-2026",
            "Settled",
            "Art.40",
            "TheSecretary-General",
        ):
            assert told in text
        assert str(ended.year) in text

    def test_it_names_no_party_and_nothing_of_the_substance(self) -> None:
        path = self.certify("registry", "certify-mediation", "en")
        for language in ("en", "zh-hans", "ar"):
            found, text = read(self.client_of("registry").get(path, {"language": language}).content)
            told = text + str(found.metadata)
            assert [word for word in ("Panama", "Canal", "United", "巴拿马", "بنما", "treaty") if word in told] == []

    def test_it_exists_where_the_record_certifies_and_nowhere_else(self) -> None:
        client = self.client_of("us-agent")
        base = f"/cases/{self.stage.docket_id}/"
        assert client.get(f"{base}record/0/certificate.pdf").status_code == 404
        assert "certificate.pdf" not in client.get(base).content.decode()
        path = self.certify("registry", "certify-mediation", "zh-hans")
        assert path in client.get(base).content.decode()
        assert client.get(path)["Content-Language"] == "zh"
        stranger = self.client_of("xm-agent")
        assert stranger.get(path).content == stranger.get("/nothing/").content

    def test_what_happens_later_changes_no_certificate(self) -> None:
        path = self.certify("registry", "certify-mediation", "en")
        first = self.client_of("us-agent").get(path).content
        self.on(30)
        self.certify("secretary-general", "certify-termination", "en")
        assert self.client_of("pa-agent").get(path).content == first


class TestBefore(Played):
    parts = 5

    def test_before_a_text_stands_there_is_no_paper(self) -> None:
        client = self.client_of("us-agent")
        assert client.get(f"/cases/{self.stage.docket_id}/settlement.pdf").status_code == 404
        assert "settlement.pdf" not in client.get(f"/cases/{self.stage.docket_id}/").content.decode()


def test_what_a_party_wrote_is_set_and_never_run() -> None:
    told = '#panic("x") *b* [y] $z$ <l> @r \\ // no comment'
    paper = pdf.Paper(
        "en", told, told, told, START, told, [pdf.words(told), pdf.clause("1.", told, told, label="", digest="")]
    )
    _found, text = read(pdf.written(paper))
    assert text.count("".join(told.split())) == 7
