"""comity rules: the editions of the rules. List them, show one as two tables, check a folder, count deadlines.

    comity rules list
    comity rules show EDITION [--category C] [--format text|json]
    comity rules check FOLDER-OR-FILE
    comity rules deadlines EDITION --event NAME=INSTANT ... [--zone ZONE] [--category C] [--format json|text]

EDITION is the name of an edition that comes with Comity, a folder, or the file of one that an organisation adopted.
Exit status: 0; 1 for an edition that `check` refuses; 2 for a question that cannot be answered, with the field and the
rule in one sentence.
Deadlines end in the zone of their rule, else in that which the edition fixes, else in --zone, else in the zone most
favourable to who must act. An edition that fixes its zone takes no --zone.
"""

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path

from comity.faces.cli import rules_text
from comity.law import instants, tables, zones
from comity.law.counting import Counted, Uncountable, calendar_of, events_of
from comity.law.edition import BadEdition, Edition, editions, load, packaged, shelf
from comity.law.edition.model import CATEGORIES


class Unanswerable(Exception):
    """A question that has no answer: the field, and the rule that it breaks, in one sentence."""


def main(argv: list[str]) -> int:
    """Run `comity rules`; returns the exit status."""
    words = _parser().parse_args(argv)
    try:
        return int(words.run(words))
    except Unanswerable as error:
        print(f"comity rules {words.verb}: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="comity rules", description="The editions of the rules.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    listing = verbs.add_parser("list", help="the editions that come with Comity")
    listing.set_defaults(run=_list)
    show = verbs.add_parser("show", help="an edition as two tables: who may do what, when; how long each phase lasts")
    show.set_defaults(run=_show)
    check = verbs.add_parser(
        "check", help="whether a folder, or the file of an adopted edition, is one, or the key path and reason why not"
    )
    check.add_argument("folder", type=Path, metavar="FOLDER")
    check.set_defaults(run=_check)
    count = verbs.add_parser("deadlines", help="when the periods end that these events start")
    count.add_argument("--event", action="append", required=True, metavar="NAME=INSTANT", help="may be repeated")
    count.add_argument("--zone", metavar="ZONE", help="IANA zone that the case names; default the most favourable one")
    count.set_defaults(run=_deadlines)
    for verb in (show, count):
        verb.add_argument("edition", metavar="EDITION")
        verb.add_argument("--category", choices=CATEGORIES, help="default the first that the edition serves")
        verb.add_argument("--format", choices=("text", "json"), default="text")
    return parser


def _list(_: argparse.Namespace) -> int:
    for name in editions():
        served = [found for category in CATEGORIES if (found := _served(name, category))]
        print(f"{name}  {served[0].title}")
        for edition in served:
            print(f"    {edition.category:<16}{rules_text.summary(edition)}")
    return 0


def _show(words: argparse.Namespace) -> int:
    edition = _edition(words.edition, words.category)
    rows = tables.tables(edition)
    as_json = words.format == "json"
    print(json.dumps(rules_text.as_json(edition, rows), indent=2) if as_json else rules_text.as_text(edition, rows))
    return 0


def _check(words: argparse.Namespace) -> int:
    folder = words.folder.parent if words.folder.name == "edition.toml" else words.folder
    served = 0
    for category in CATEGORIES:
        try:
            edition = _read(folder, category)
        except BadEdition as error:
            if not _other_category(error):
                print(error)
                return 1
            continue
        served += 1
        print(f"{edition.name}, {category}: {rules_text.summary(edition)}")
    if not served:
        print(f"edition.toml.categories: serves none of {', '.join(CATEGORIES)}")
    return 0 if served else 1


def _deadlines(words: argparse.Namespace) -> int:
    edition = _edition(words.edition, words.category)
    _check_zone(edition, words.zone)
    events = _events(edition, words.event)
    try:
        found = [_deadline(counted) for counted in calendar_of(edition, events, words.zone)]
    except Uncountable as error:
        raise Unanswerable(f"--event {error.event}: {error} (periods.{error.code})") from None
    answer = {"deadlines": found}
    print(json.dumps(answer, indent=2) if words.format == "json" else rules_text.deadlines(edition, found))
    return 0


def _check_zone(edition: Edition, zone: str | None) -> None:
    if zone is not None and edition.zone is not None:
        raise Unanswerable(f"--zone: {edition.name} fixes its zone itself, {edition.zone} (values.zone)")
    if zone is not None and zone not in zones.names():
        raise Unanswerable(f"--zone: {zone!r} is not a time zone of the IANA database {zones.version()}")


def _events(edition: Edition, given: list[str]) -> dict[str, datetime]:
    """The instants of `NAME=INSTANT` words, by name; each must start a period of the edition."""
    known = events_of(edition)
    events: dict[str, datetime] = {}
    for word in given:
        name, equals, text = word.partition("=")
        if not equals:
            raise Unanswerable(f"--event {word}: is written NAME=INSTANT")
        if name not in known:
            named = f"the events are {', '.join(known)}" if known else "its procedure is not written yet"
            raise Unanswerable(f"--event {name}: starts no period of {edition.name}, {edition.category}; {named}")
        if name in events:
            raise Unanswerable(f"--event {name}: may be given once")
        events[name] = _instant(name, text)
    return events


def _instant(name: str, text: str) -> datetime:
    try:
        return instants.parse(text)
    except instants.BadInstant as error:
        raise Unanswerable(f"--event {name}: {error}") from None


def _deadline(counted: Counted) -> dict[str, str | int | None]:
    if counted.due is None or counted.zone is None:
        said = f"the rules have not said it ({counted.article}; {counted.source})"
        raise Unanswerable(f"periods.{counted.code}.length: {said}")
    return {
        "code": counted.code,
        "article": counted.article,
        "due": counted.due.astimezone(zones.zone(counted.zone)).isoformat(),
        "zone": counted.zone,
        "days": counted.days,
        "status": counted.status,
    }


def _edition(name: str, category: str | None) -> Edition:
    """The edition that is packaged under this name or lies in this folder, for the category or the first it serves."""
    folder = Path(name)
    if name not in editions() and folder.suffix != shelf.SUFFIX and not (folder / "edition.toml").is_file():
        raise Unanswerable(f"EDITION: {name!r} is neither a folder with an edition nor one of {', '.join(editions())}")
    for wanted in [category] if category else CATEGORIES:
        if edition := _served(name, wanted):
            return edition
    raise Unanswerable(f"--category {category}: {name} does not serve it")


def _served(name: str, category: str) -> Edition | None:
    """The edition for this category, None if it does not serve it; Unanswerable if it is bad."""
    try:
        return packaged(name, category) if name in editions() else _read(Path(name), category)
    except BadEdition as error:
        if _other_category(error):
            return None
        raise Unanswerable(f"EDITION: {error}") from None


def _read(path: Path, category: str) -> Edition:
    """The edition in a folder, or in the file of one that an organisation adopted. BadEdition."""
    return shelf.of_file(shelf.read(path), category) if path.suffix == shelf.SUFFIX else load(path, category)


def _other_category(error: BadEdition) -> bool:
    return error.path == "edition.toml.categories"
