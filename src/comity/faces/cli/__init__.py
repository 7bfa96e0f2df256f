"""The command line. Each command's module is loaded only when it is called."""

import importlib
import os
import sys

COMMANDS = {
    # name: (module, one line for --help)
    "demo": ("comity.faces.cli.demo", "play a whole case over HTTP, and check its record offline"),
    "admissible": ("comity.faces.cli.admissible", "may the organisation take this case? what each gate finds"),
    "rules": ("comity.faces.cli.rules", "the editions of the rules: list, show, check, count deadlines"),
    "treaty": ("comity.faces.cli.treaty", "where each State stands towards the treaties on a date"),
    "verify": ("comity.faces.cli.verify", "check the record of a case that a party downloaded"),
    "solve": ("comity.faces.cli.gains.solve", "the package that a criterion names, proven"),
    "frontier": ("comity.faces.cli.gains.frontier", "every efficient point of two or three parties"),
    "improve": ("comity.faces.cli.gains.improve", "a package that every party prefers to a draft"),
    "adjusted-winner": ("comity.faces.cli.gains.adjusted_winner", "divide items between two parties by points"),
    "certify": ("comity.faces.cli.gains.certify", "does an answer follow? its certificate against the problem"),
    "serve": ("comity.faces.cli.serve", "serve the organisation's pages on this machine"),
    "docket": ("comity.faces.cli.docket", "replay every docket and compare; perform what the clock owes"),
    "keeper": ("comity.faces.cli.keeper", "make this installation's keys; show its public key"),
}


def main(argv: list[str] | None = None) -> int:
    """Run one command; the exit status is the command's, 2 for a usage error."""
    words = sys.argv[1:] if argv is None else argv
    if not words or words[0] in ("-h", "--help") or words[0] not in COMMANDS:
        out = sys.stdout if words and words[0] in ("-h", "--help") else sys.stderr
        print("usage: comity COMMAND ...\n", file=out)
        for name, (_, line) in COMMANDS.items():
            print(f"  {name:<17}{line}", file=out)
        return 0 if out is sys.stdout else 2
    module, _ = COMMANDS[words[0]]
    try:
        status = int(importlib.import_module(module).main(words[1:]))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough: comity rules show EDITION | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + 13  # as a shell reports a process that SIGPIPE ended
    return status
