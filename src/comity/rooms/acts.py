"""What is said in rooms, and its release. The words lie in the sealed bodies of the rooms' logs; no table repeats them.

Rules upheld:
- DESIGN 3: an item reaches the joint room only by its owner's own act, which makes a new object, with no way back;
- a mediator reads a room from its own seat on; what a side said there before, it reads where the side puts it again;
- the rooms of a case come with its registration: one joint room, a caucus and a delegation room for each party,
  the mediator's notes and the registry's.
"""

from comity import docket
from comity.docket import Context, recall
from comity.docket.registry import Said
from comity.law.act import Act

SPEECH = ("post", "receive", "report-not-approved", "repeat")  # acts whose words are an item that its side may release


@docket.handle("register")
def make(ctx: Context, _act: Act) -> None:
    """Make the rooms of a case that is registered."""
    for kind in ("joint", "mediator", "registry"):
        ctx.make_room(kind)
    for party in ctx.case.members():
        ctx.make_room("caucus", party)
        ctx.make_room("delegation", party)


@docket.prepare("post")
def prepare_post(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """An item is named by its act."""
    return {**facts, "item": ctx.act_id}, body


@docket.prepare("release")
def prepare_release(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """Whose item it is; NotFound for an item that this room does not hold."""
    said = recall.one(ctx.log, str(facts.get("item")))
    if said.act.act not in SPEECH:
        raise docket.NotFound
    return {**facts, "owner": said.act.party or said.act.actor}, body


@docket.prepare("repeat")
def prepare_repeat(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """The same words as a new item of the same room; NotFound for an item that it does not hold."""
    said = recall.one(ctx.log, str(facts.get("item")))
    if said.act.act not in SPEECH:
        raise docket.NotFound
    return {**facts, "owner": said.act.party or said.act.actor}, {**body, "text": said.body["text"]}


@docket.prepare("receive")
def prepare_receive(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """The same words as a new item of the joint room: its own name, its own key, no pointer back."""
    released = ctx.cause
    if released is None or released.act is None:
        raise docket.NotFound
    said = recall.one(released.log, str(released.act.facts["item"]))
    return {**facts, "item": ctx.act_id, "owner": str(released.party)}, {**body, "text": said.body["text"]}


@docket.prepare("table-issue")
def prepare_issue(ctx: Context, facts: Said, body: Said) -> tuple[Said, Said]:
    """An issue is named by its act."""
    return {**facts, "issue": ctx.act_id}, body


docket.plain("post", "release", "repeat", "receive", "table-issue")
