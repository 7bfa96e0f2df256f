"""A seeded slice of the invented bundles; `inventing` itself runs as many as one likes."""

from comity.proof.bundle import verifying
from tests.proof.bundle import inventing, world


def test_no_changed_file_is_accepted():
    found = inventing.tried_files(seed=7, number=3_000)
    assert (found["accepted"], sum(found.values())) == (0, 3_000)


def test_invented_editions_and_acts_are_refused_or_replayed():
    found = inventing.tried_logs(seed=7, number=600)
    assert sum(found.values()) == 600
    assert found["logs refused"] > found["logs replayed"] > 0


def test_the_command_tells_what_it_found(capsys):
    assert inventing.main(["--files", "20", "--logs", "0"]) == 0
    assert capsys.readouterr().out == "files refused: 20\n"


def test_a_verifier_that_accepts_everything_is_found_out(monkeypatch, capsys):
    good = verifying.verify(world.least(), world.KEY, replay=world.unread)
    monkeypatch.setattr(inventing, "verify", lambda *_, **__: good)
    assert inventing.main(["--files", "20", "--logs", "0"]) == 1
    assert capsys.readouterr().out == "accepted: 20\n"
