"""What a visitor sends leaves no trace: a real server is asked with secrets in every part of a request, and swept.

The control is the same server with a debugging hand in it that writes down what it is asked.
"""

import http.client
import time
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from tests.canary import secret, sweep
from tests.journeys import harness

pytestmark = [pytest.mark.database, pytest.mark.once]
PARTS = ("path", "query", "field", "file", "header", "cookie")
BORDER = "border"
TOKEN = "csrf=" + "a" * 32  # with it, the form is read to compare; without, it is refused unread
LISTENING = """
import sys
from io import BytesIO
from django.core.handlers import wsgi

ask = wsgi.WSGIHandler.__call__

def heard(self, environ, start_response):
    body = environ["wsgi.input"].read()
    environ["wsgi.input"] = BytesIO(body)
    for text in (*(str(value).encode("latin-1", "replace") for value in environ.values()), body):
        sys.stderr.buffer.write(text + b"\\n")
    sys.stderr.buffer.flush()
    return ask(self, environ, start_response)

wsgi.WSGIHandler.__call__ = heard
"""


def _server(ground: harness.Template, **extra: str):
    """A server whose temporary files lie in its home."""
    (ground.home / "tmp").mkdir()
    return harness.serve(ground, extra={"TMPDIR": str(ground.home / "tmp"), **extra})


def _multipart(field: str, file: str) -> bytes:
    """A form with a field and a file too large to be kept in memory, but for its end."""
    head = f'--{BORDER}\r\nContent-Disposition: form-data; name="{{}}"{{}}\r\n\r\n'
    return (
        head.format("text", "")
        + f"{field}\r\n"
        + head.format("file", '; filename="a.txt"')
        + file
        + "x" * 3_000_000
        + file
        + "\r\n"
    ).encode()


def _open(server: harness.Server) -> http.client.HTTPConnection:
    parts = urlsplit(server.url)
    return http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)


def _ask(server: harness.Server, planted: str) -> list[int]:
    """A page that is not there and a form; the status of each answer."""
    statuses = []
    words = {part: f"{planted} {part}" for part in PARTS}
    path = f"/{quote(words['path'])}/?q={quote(words['query'])}"
    headers = {"User-Agent": quote(words["header"]), "Cookie": f"{TOKEN}; sessionid={quote(words['cookie'])}"}
    form = {"Content-Type": f"multipart/form-data; boundary={BORDER}"}
    body = _multipart(words["field"], words["file"]) + f"--{BORDER}--\r\n".encode()
    for method, where, content, more in (("GET", path, None, {}), ("POST", "/preferences/set", body, form)):
        connection = _open(server)
        connection.request(method, where, content, {**headers, **more})
        statuses.append(connection.getresponse().status)
        connection.close()
    return statuses


def test_what_is_asked_lies_nowhere(ground: harness.Template):
    planted = secret()
    with _server(ground) as server:
        missing, refused = _ask(server, planted)
        assert (missing, refused // 100) == (404, 4)
        assert sweep([ground.home], planted) == []


def test_the_control_hears_every_part(ground: harness.Template, tmp_path: Path):
    (tmp_path / "hand").mkdir()
    (tmp_path / "hand" / "sitecustomize.py").write_text(LISTENING, encoding="utf-8")
    planted = secret()
    with _server(ground, PYTHONPATH=str(tmp_path / "hand")) as server:
        _ask(server, planted)
        found = {part: bool(sweep([ground.home], f"{planted} {part}")) for part in PARTS}
    assert found == dict.fromkeys(PARTS, True)


def test_an_upload_that_is_under_way_lies_nowhere(ground: harness.Template):
    planted = secret()
    with _server(ground) as server:
        connection = _open(server)
        connection.putrequest("POST", "/preferences/set")
        connection.putheader("Content-Type", f"multipart/form-data; boundary={BORDER}")
        connection.putheader("Content-Length", "9000000")
        connection.putheader("Cookie", TOKEN)
        connection.endheaders()
        connection.send(_multipart(planted, planted))
        time.sleep(1)  # for the server to read what has come
        assert sweep([ground.home], planted) == []
        connection.close()
