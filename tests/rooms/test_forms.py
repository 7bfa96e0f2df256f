"""Forms of speech, release and issues."""

from tests.rooms.test_acts import WORDS, Speaking


class TestForms(Speaking):
    def test_speech_is_words(self) -> None:
        assert self.said("us-agent", "post", {"text": WORDS}, "joint") == ({}, {"text": WORDS})
        for wrong in ("", " ", "x" * 50_001):
            assert self.faults("us-agent", "post", {"text": wrong}, "joint") == ["text"]

    def test_a_release_shows_exactly_the_words_that_the_joint_room_will_read(self) -> None:
        item = self.post("pa-agent", "caucus")
        form = self.form("pa-agent", "release", {"item": item}, "caucus")
        assert form.is_valid()
        assert (form.said(), form.context()["words"]) == (({"item": item}, {}), WORDS)

    def test_a_release_of_nothing_names_its_field(self) -> None:
        for wrong in ("", "what I said", "A" * 26):
            form = self.form("pa-agent", "release", {"item": wrong}, "caucus")
            assert (list(form.errors), form.context()["words"]) == (["item"], "")

    def test_options_come_one_a_line(self) -> None:
        data = {"title": "Date", "options": "1990\n\n 2000 \r\n"}
        wanted = {"title": "Date", "options": ["1990", "2000"]}
        assert self.said("us-agent", "table-issue", data, "joint") == ({}, wanted)
        assert self.faults("us-agent", "table-issue", {"title": "x" * 301}, "joint") == ["options", "title"]
