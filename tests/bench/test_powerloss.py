"""Reading a trace of system calls."""

from pathlib import Path

import pytest

from bench.powerloss import (
    END,
    Acknowledge,
    Create,
    Rename,
    Sync,
    TraceError,
    Truncate,
    Unlink,
    Write,
    events,
)

FOLDER = Path("/data")
A = FOLDER / "a b"


def _hex(text: str) -> str:
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


def _fd(number: int, path: object = A) -> str:
    return f"{number}<{_hex(str(path))}>"


def _read(tmp_path: Path, *lines: str) -> list[object]:
    (tmp_path / "log").write_text("".join(f"{line}\n" for line in lines), encoding="ascii")
    return list(events(tmp_path / "log", FOLDER))


def _open(flags: str, number: int = 3, path: object = A, process: int = 7) -> str:
    name = _hex(str(path))
    return f'{process} openat(AT_FDCWD<{_hex("/")}>, "{name}", {flags}, 0644) = {_fd(number, path)}'


def test_a_write_at_an_offset(tmp_path: Path):
    assert _read(tmp_path, f'7 pwrite64({_fd(3)}, "{_hex("abc")}", 3, 4096) = 3') == [Write(A, 4096, b"abc")]


def test_a_write_that_was_cut_short(tmp_path: Path):
    assert _read(tmp_path, f'7 pwrite64({_fd(3)}, "{_hex("abc")}", 3, 0) = 2') == [Write(A, 0, b"ab")]


def test_several_pieces_in_one_write(tmp_path: Path):
    pieces = f'[{{iov_base="{_hex("ab")}", iov_len=2}}, {{iov_base="{_hex("c")}", iov_len=1}}]'
    assert _read(tmp_path, f"7 pwritev({_fd(3)}, {pieces}, 2, 8) = 3") == [Write(A, 8, b"abc")]


def test_writes_one_after_the_other(tmp_path: Path):
    one = f'7 write({_fd(3)}, "{_hex("ab")}", 2) = 2'
    read = _read(tmp_path, _open("O_RDWR|O_CREAT"), one, one, f"7 lseek({_fd(3)}, 9, SEEK_SET) = 9", one)
    assert read == [Create(A), Write(A, 0, b"ab"), Write(A, 2, b"ab"), Write(A, 9, b"ab")]


def test_appended_writes_go_to_the_end(tmp_path: Path):
    one = f'7 write({_fd(3)}, "{_hex("ab")}", 2) = 2'
    read = _read(tmp_path, _open("O_WRONLY|O_APPEND"), one, f"7 lseek({_fd(3)}, 0, SEEK_END) = 2", one)
    assert read == [Write(A, END, b"ab"), Write(A, END, b"ab")]


def test_a_write_at_an_unknown_place_is_refused(tmp_path: Path):
    with pytest.raises(TraceError, match="at a place that the trace does not tell"):
        _read(tmp_path, f'7 write({_fd(3)}, "{_hex("ab")}", 2) = 2')


def test_a_closed_file_s_place_is_forgotten(tmp_path: Path):
    with pytest.raises(TraceError):
        _read(tmp_path, _open("O_RDWR"), f"7 close({_fd(3)}) = 0", f'7 write({_fd(3)}, "{_hex("a")}", 1) = 1')


def test_an_emptied_file(tmp_path: Path):
    assert _read(tmp_path, _open("O_WRONLY|O_CREAT|O_TRUNC")) == [Create(A), Truncate(A, 0)]


def test_reading_and_folders_are_no_events(tmp_path: Path):
    assert _read(tmp_path, _open("O_RDONLY"), _open("O_RDONLY|O_DIRECTORY", path=FOLDER)) == []


def test_sizes_names_and_syncs(tmp_path: Path):
    read = _read(
        tmp_path,
        f"7 ftruncate({_fd(3)}, 5) = 0",
        f"7 fsync({_fd(3)}) = 0",
        f"7 fdatasync({_fd(4, FOLDER)}) = 0",
        f'7 rename("{_hex("/data/x")}", "{_hex("y")}") = 0',
        f'7 unlink("{_hex("/data/y")}") = 0',
        f"7 sync_file_range({_fd(3)}, 0, 0, 2) = 0",
    )
    assert read == [
        Truncate(A, 5),
        Sync(A),
        Sync(FOLDER),
        Rename(FOLDER / "x", FOLDER / "y"),
        Unlink(FOLDER / "y"),
    ]


def test_calls_that_failed_or_touch_what_is_deleted_are_no_events(tmp_path: Path):
    assert _read(tmp_path, f"7 fsync({_fd(3)}) = -1 EIO (Input/output error)", f"7 fsync({_fd(3)}(deleted)) = 0") == []


def test_files_elsewhere_are_no_events(tmp_path: Path):
    elsewhere = _fd(3, "/other/a")
    assert _read(tmp_path, f'7 pwrite64({elsewhere}, "{_hex("a")}", 1, 0) = 1', f"7 fsync({elsewhere}) = 0") == []


def test_an_acknowledgement(tmp_path: Path):
    pipe = _fd(1, "pipe:[1]")
    line = f'7 write({pipe}, "{_hex("acknowledged 12 abc")}\\x0a", 20) = 20'
    assert _read(tmp_path, line, f'7 write({pipe}, "{_hex("hello")}", 5) = 5') == [Acknowledge(12)]


def test_a_call_counts_when_it_returns(tmp_path: Path):
    read = _read(
        tmp_path,
        f"7 fsync({_fd(3)} <unfinished ...>",
        f'8 pwrite64({_fd(3)}, "{_hex("a")}", 1, 0) = 1',
        "7 <... fsync resumed>) = 0",
    )
    assert read == [Write(A, 0, b"a"), Sync(A)]


def test_an_unknown_call_is_refused(tmp_path: Path):
    with pytest.raises(TraceError, match="fallocate is not modelled"):
        _read(tmp_path, f"7 fallocate({_fd(3)}, 0, 0, 4096) = 0")
