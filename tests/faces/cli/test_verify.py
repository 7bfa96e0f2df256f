"""`comity verify`: exit status, words and JSON; without Django, without a network, and quick to start."""

import json
import resource
import subprocess
import sys

import pytest

from comity.faces import cli
from comity.faces.cli import verify as command
from comity.proof import ed25519
from comity.proof.bundle import write
from comity.proof.notes import VerifierKey
from tests.proof.bundle.world import KEY, bundle, contents, envelopes, made, sign

BARE = """
import sys
for name in ("django", "cryptography", "socket", "tests"):
    sys.modules[name] = None
from comity.faces.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.fixture
def files(tmp_path):
    """A bundle, the organisation's key, and the key of another."""
    (tmp_path / "bundle.zip").write_bytes(bundle())
    (tmp_path / "key").write_text(KEY.render() + "\n")
    other = VerifierKey("mediation.example", ed25519.public_key(bytes(32)))
    (tmp_path / "other").write_text(other.render())
    return tmp_path


def bare(*words):
    """The command in a process in which neither Django nor cryptography can be imported."""
    line = [sys.executable, "-c", BARE, "verify", *map(str, words)]
    return subprocess.run(line, capture_output=True, text=True, check=False)


def test_verified_with_the_key_given(files, capsys):
    assert command.main([str(files / "bundle.zip"), "--key", str(files / "key")]) == 0
    assert capsys.readouterr() == (
        f"""verified: signed by mediation.example with the key given, {KEY.fingerprint}

  docket     2026/1, mediation.example/case/mfrggzdfmztwq2lknnwg23tpob
  until      2026-01-05T17:00:00Z
  phase      choosing

checked:
  - form: every byte of 12 members is accounted for
  - signature: the manifest is signed, and lists every member of the log
  - edition: iomed-provisional-2026, state-state, has the digest that the first act names
  - tree: 5 acts have the root 12d2a8b5
  - checkpoints: 3, each signed, agree with the acts and with each other
  - bodies: 1, each with the digest that its act names
  - law: every act was allowed on the facts that it names, in order, with every lapse

not checked:
  - that facts looked up elsewhere are true: mandates, gate findings, the register, offices
  - that bodies say what the facts say
  - that those who held a role were who they were, and acted of their own will
  - acts in rooms, and whether what rooms hold was said: the bundle proves no word of it
  - how answers were tallied
  - that the organisation's clock was right
  - that others were shown the same log: compare the last checkpoint with theirs
""".replace("12d2a8b5", command.verify(bundle(), KEY).root),
        "",
    )


def test_consistent_without_a_key(files, capsys):
    assert command.main([str(files / "bundle.zip")]) == 3
    out = capsys.readouterr().out.splitlines()
    assert out[0] == f"consistent, signed by {KEY.fingerprint}, not checked against a known key"
    assert "  - that the key is the organisation's" in out


def test_refused_under_another_key(files, capsys):
    assert command.main([str(files / "bundle.zip"), "--key", str(files / "other")]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"comity verify: refused: manifest.json: is signed by {KEY.fingerprint}, which is not ")


def test_the_first_thing_wrong_is_told_in_words_and_json(files, capsys):
    forged = write(contents(log=made(envelopes()[:2] + envelopes()[1:]), checkpoints=[], bodies=[]), sign)
    (files / "bundle.zip").write_bytes(forged)
    assert command.main([str(files / "bundle.zip"), "--key", str(files / "key"), "--format", "json"]) == 1
    out, err = capsys.readouterr()
    reason = "acts.jsonl, act 2: was not allowed (Art. 24): This act is for others to perform."
    assert err == f"comity verify: refused: {reason}\n"
    assert json.loads(out) == {"status": "refused", "member": "acts.jsonl", "act": 2, "reason": reason}


@pytest.mark.parametrize(("words", "status", "code"), [(["--key", "key"], "verified", 0), ([], "consistent", 3)])
def test_json(files, capsys, words, status, code):
    words = [str(files / word) if word == "key" else word for word in words]
    assert command.main([str(files / "bundle.zip"), "--format", "json", *words]) == code
    found = json.loads(capsys.readouterr().out)
    assert found == {"status": status, **command.verify(bundle(), KEY if words else None).to_json()}


def test_an_ending_and_a_lapse_that_is_owed_are_shown(files, capsys):
    (files / "bundle.zip").write_bytes(write(contents(log=made(envelopes()[:4]), checkpoints=[]), sign))
    assert command.main([str(files / "bundle.zip")]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert "  owed       anchor-rooms 2026-01-05T12:00:00Z (anchor), due and not yet in the log" in lines
    left = {**envelopes()[1], "act": "leave", "mandate": ["sign"], "facts": {}}
    (files / "bundle.zip").write_bytes(write(contents(log=made([envelopes()[0], left]), checkpoints=[]), sign))
    assert command.main([str(files / "bundle.zip")]) == 3
    assert "  phase      ended, ended: no-consent" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize("content", ["", "nonsense", KEY.render()[:-1], "\udcff"])
def test_a_file_that_holds_no_key_is_a_usage_error(files, capsys, content):
    (files / "key").write_bytes(content.encode(errors="surrogateescape"))
    assert command.main([str(files / "bundle.zip"), "--key", str(files / "key")]) == 2
    out, err = capsys.readouterr()
    assert (out, err.startswith("comity verify: ")) == ("", True)


def test_a_file_that_is_not_there_is_a_usage_error(files, capsys):
    assert command.main([str(files / "none.zip")]) == 2
    assert command.main([str(files / "bundle.zip"), "--key", str(files / "none")]) == 2
    with pytest.raises(SystemExit) as left:
        command.main([])
    assert left.value.code == 2
    assert capsys.readouterr().out == ""


def test_it_runs_where_django_cannot_be_imported(files):
    done = bare(files / "bundle.zip", "--key", files / "key")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0].startswith("verified: ")


def test_it_starts_in_half_a_second(files):
    def seconds():  # of the processor, since the machine may have other work; bench/startup.py measures the wait
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert bare(files / "bundle.zip").returncode == 3
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(seconds() for _ in range(5)) < 0.5


def test_it_is_a_command():
    assert cli.COMMANDS["verify"][0] == command.__name__
