"""A server's process in which the demonstration's long story is played, with a secret in every sentence that is said.

Django is set up before this module is loaded (test_story_at_rest.py starts it). Standard input: one line, the secret.
When all is said it prints the acts in which the secret was said, as JSON, and stays until standard input ends.
--unsealed is the control: in this process sealing does nothing.
"""

import json
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from comity.faces.cli.story import organisation, panama
from comity.faces.cli.story.build import AGO
from comity.faces.cli.story.inside import Inside
from comity.faces.cli.story.organisation import Organisation
from comity.faces.cli.story.stage import Said
from comity.law.act import Json
from tests.keeper.speaking import unseal_everything


class Planting(Inside):
    """The story's stage, where everybody says the secret with whatever they say."""

    def __init__(self, made: Organisation, told: Callable[[str], None], planted: str) -> None:
        super().__init__(made, told)
        self.planted = planted
        self.said_in: set[str] = set()

    def open(self, who: str, *, facts: Said, body: Said, parties: Mapping[str, str], note: str, **rules: str) -> None:
        super().open(who, facts=facts, body=self._said("file-request", body), parties=parties, note=note, **rules)

    def act(
        self,
        who: str,
        act: str,
        *,
        facts: Said | None = None,
        body: Said | None = None,
        room: str | None = None,
        note: str = "",
    ) -> None:
        super().act(who, act, facts=facts, body=self._said(act, body or {}), room=room, note=note)

    def _said(self, act: str, body: Said) -> dict[str, Json]:
        return {name: self._with_secret(act, value) for name, value in body.items()}

    def _with_secret(self, act: str, value: Json) -> Json:
        if isinstance(value, dict):
            return {name: self._with_secret(act, inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self._with_secret(act, inner) for inner in value]
        if isinstance(value, str) and " " in value:  # a sentence, not a code
            self.said_in.add(act)
            return f"{value} {self.planted} {act}."
        return value


def main() -> None:
    """Play, and stay."""
    planted = sys.stdin.readline().strip()
    if "--unsealed" in sys.argv[1:]:
        unseal_everything()
    begun = datetime.now(UTC).replace(microsecond=0) - AGO
    stage = Planting(organisation.found(begun), lambda _: None, planted)
    panama.play(stage, begun + timedelta(days=1))
    sys.stdout.write(json.dumps(sorted(stage.said_in)) + "\n")
    sys.stdout.flush()
    sys.stdin.read()
