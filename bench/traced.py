"""Run a database server and a writer in one process tree, so that strace sees both in one order.

python -m bench.traced JSON     {"server": [...], "user": NAME | null, "folder": PATH, "address": ..., "writer": [...]}
"""

import json
import signal
import subprocess
import sys
import time

import psycopg


def main() -> int:
    """The writer's exit status; the server is stopped at once when the writer is done."""
    words = json.loads(sys.argv[1])
    server = subprocess.Popen(
        words["server"], user=words["user"], cwd=words["folder"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait(words["address"])
        return subprocess.run(words["writer"], check=False).returncode
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait(timeout=60)


def _wait(address: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(address, connect_timeout=2).close()
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


if __name__ == "__main__":
    sys.exit(main())
