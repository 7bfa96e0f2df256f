"""comity serve: one process for one home folder, and a sentence when it may not serve."""

import subprocess
import sys
from pathlib import Path

import pytest

from comity.faces.cli import serve

HELD = "import sys, pathlib; from comity.faces.cli import serve; serve.hold(pathlib.Path(sys.argv[1])); print('held')"


def attempt(home: Path) -> "subprocess.CompletedProcess[str]":
    """Take the lock in a process of its own."""
    return subprocess.run([sys.executable, "-c", HELD, str(home)], capture_output=True, text=True, check=False)


def test_a_home_folder_is_served_once(tmp_path: Path) -> None:
    """A second process is refused while the lock stands, and let in when it is gone."""
    with serve.hold(tmp_path):
        assert "AlreadyServed" in attempt(tmp_path).stderr
    assert attempt(tmp_path).stdout == "held\n"


def test_the_lock_stands_while_a_child_of_the_holder_lives(tmp_path: Path) -> None:
    """The process that answers inherits it: its parent's death does not let a second writer in."""
    lock = serve.hold(tmp_path)
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, pass_fds=[lock.fileno()])
    lock.close()
    try:
        assert "AlreadyServed" in attempt(tmp_path).stderr
    finally:
        child.communicate(b"\n")
    assert attempt(tmp_path).stdout == "held\n"


def test_a_wrong_option_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 2, as every command."""
    with pytest.raises(SystemExit) as ended:
        serve.main(["--nonsense"])
    assert ended.value.code == 2
    assert "--demonstration" in capsys.readouterr().err
