"""The wizard: a request, one question a page, saved as it goes, each gate explained before it bites.

Rules upheld:
- nothing is filed before the last page is signed; every page says so;
- what the gates find on the answers so far stands beside each question, with its article and source;
- bad input keeps what was typed; the draft keeps what was answered.
"""

import json
import secrets
from collections.abc import Mapping
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from comity import docket, keeper, people
from comity.faces.web import casefile, gates
from comity.faces.web.access import member
from comity.faces.web.components import Finding, Link, Step
from comity.faces.web.forms import Question
from comity.faces.web.offer import offer
from comity.faces.web.refusal import Refusal, refuse
from comity.law.act import Json
from comity.law.gates import Assessment
from comity.law.register import Category
from comity.law.request import PartyKind, kinds
from comity.opening import acts, filing, offers, queries
from comity.opening.drafts import Draft
from comity.opening.drafts import begin as begun
from comity.opening.forms import ASIDE, OF_OTHERS, QUESTIONS, questions
from comity.opening.question import Question as Asked
from comity.people import stepup
from comity.people.actor import Actor
from comity.people.errors import StepUpRefused
from comity.treaty import states

STEPS = [*QUESTIONS, *OF_OTHERS, "review"]


def _viewer(request: HttpRequest) -> Actor:
    viewer = people.authenticate(request)
    if viewer is None:
        raise docket.NotFound
    return viewer


@member
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """The reader's drafts; for whom a new one may be begun, of which kind, under which rules."""
    viewer = _viewer(request)
    own = {entity: (kind, name) for entity, kind, name in queries.signs_for(viewer, docket.now())}
    chosen, way = request.POST.get("entity", ""), request.POST.get("way", "")
    if request.method == "POST" and chosen in own and way in dict(_ways(own[chosen][0])):
        category, _colon, edition = way.partition(":")
        kind, name = own[chosen]
        draft_id = keeper.random_id()
        answers = begun(chosen, kind, name.state, category=category, edition=edition)
        acts.save_draft(viewer, draft_id, answers, at=docket.now())
        first = next(iter(questions(Draft(draft_id, docket.now(), answers))))
        return HttpResponseRedirect(reverse("request-step", args=[draft_id, first]))
    language = request.LANGUAGE_CODE
    context = {
        "drafts": [
            (draft, casefile.CATEGORIES[draft.category], next(iter(questions(draft))))
            for draft in queries.drafts(viewer)
        ],
        "own": [(entity, name.shown(language), _ways(kind)) for entity, (kind, name) in own.items()],
    }
    return render(request, "opening/begin.html", context)


def _ways(kind: str) -> list[tuple[str, str]]:
    """(category:edition, both in words) for every kind of case that a party of this kind may bring."""
    return [
        (f"{law.category}:{law.name}", f"{casefile.CATEGORIES[law.category]} · {gettext(law.title)}")
        for law in offers.served()
        if PartyKind(kind) in kinds(Category(law.category))
    ]


@member
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, draft_id: str, name: str) -> HttpResponse:
    """One question, or the review at the end."""
    viewer = _viewer(request)
    draft = queries.draft(viewer, draft_id)
    if name == "review":
        return _review(request, viewer, draft)
    asked = questions(draft) | {ASIDE: OF_OTHERS[ASIDE]}
    if name not in asked:
        raise docket.NotFound
    form = _form(asked[name], draft, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        acts.save_draft(viewer, draft.id, {**draft.answers, **form.answers()}, at=docket.now())
        return HttpResponseRedirect(reverse("request-step", args=[draft.id, _after(draft, name)]))
    question = Question(
        title=str(form.title),
        eyebrow=gettext("New request"),
        verb=gettext("Save, and go on"),
        why=str(form.why),
        basis=casefile.by_article(form.article, form.status),
        steps=_steps(name, draft),
        findings=_findings(viewer, draft, draft.assessment(docket.now())),
        back=_back(draft, name),
        saved=draft.saved_at,
    )
    context = {"question": question, "form": form, "offer": offer(draft.edition)}
    return render(request, "opening/question.html", context, status=422 if form.errors else 200)


def _after(draft: Draft, name: str) -> str:
    chain = [*questions(draft), "review"]
    return "review" if name == ASIDE else chain[chain.index(name) + 1]


def _form(asked: type[Asked], draft: Draft, posted: QueryDict | None) -> Asked:
    initial = dict(draft.answers)
    if isinstance(initial.get("subjects"), list):
        initial["subjects"] = ", ".join(str(tag).replace("-", " ") for tag in cast("list[Json]", initial["subjects"]))
    return asked(posted, initial=initial, own=str(draft.answers.get("own_state", "")), draft=draft)


def _steps(here: str, draft: Draft) -> tuple[Step, ...]:
    asked = questions(draft)
    if here == ASIDE:
        asked = asked | {ASIDE: OF_OTHERS[ASIDE]}
    forms = {name: _form(kind, draft, None) for name, kind in asked.items()}
    done = {name: form.answered(draft.answers) for name, form in forms.items()}
    titles = {name: str(form.title) for name, form in forms.items()} | {"review": gettext("Review, sign and file")}
    return tuple(
        Step(title, "now" if name == here else "done" if done.get(name) else "ahead") for name, title in titles.items()
    )


def _back(draft: Draft, name: str) -> Link:
    chain = list(questions(draft))
    if name == ASIDE:
        return Link(gettext("Back"), reverse("request-step", args=[draft.id, "review"]))
    if name == chain[0]:
        return Link(gettext("Keep the draft for later"), reverse("request"))
    return Link(gettext("Back"), reverse("request-step", args=[draft.id, chain[chain.index(name) - 1]]))


def _review(request: HttpRequest, viewer: Actor, draft: Draft) -> HttpResponse:
    """Everything once more; then the signature, which files."""
    at = docket.now()
    assessment = draft.assessment(at)
    key = request.POST.get("idempotency") or secrets.token_hex(16)
    complete = bool(draft.answers.get("story")) and bool(draft.answers.get("name"))
    context = {
        "draft": draft,
        "steps": _steps("review", draft),
        "first": next(iter(questions(draft))),
        "findings": _findings(viewer, draft, assessment),
        "ready": assessment is not None and complete,
        "verdict": assessment.verdict.value if assessment else "",
        "states": [title for title in _titles(viewer, draft, request.LANGUAGE_CODE) if title],
        "third_states": [
            states.name(str(code), request.LANGUAGE_CODE)
            for code in cast("list[Json]", draft.answers.get("third_states") or [])
        ],
        "asks_third": "third-state" in questions(draft),
        "subjects": ", ".join(str(tag) for tag in cast("list[Json]", draft.answers.get("subjects") or [])),
        "kind": casefile.CATEGORIES[draft.category],
        "rules": draft.edition.title,
        "offer": offer(draft.edition),
        "key": key,
    }
    if request.method == "GET" or not context["ready"]:
        return render(request, "opening/review.html", context)
    payload = _payload(draft, request)
    if "confirmation" not in request.POST:
        return _sign(request, viewer, payload, context, key)
    try:
        docket_id = filing.file(viewer, draft, payload, key=key)
    except docket.Refused as refused:
        return _refused(request, draft, refused)
    acts.discard_draft(viewer, draft.id)
    return HttpResponseRedirect(reverse("case", args=[docket_id]) + f"?done={key}")


def _findings(viewer: Actor, draft: Draft, assessment: Assessment | None) -> tuple[Finding, ...]:
    """What the gates find, parties by their names; nothing is looked up before there is a finding."""
    if assessment is None:
        return ()
    return gates.findings(assessment, draft.edition, _titles(viewer, draft, get_language() or "en"))


def _titles(viewer: Actor, draft: Draft, language: str) -> list[str]:
    """What each party is called: a State as the register names it, others by their names; empty for one not named."""
    named = {entity: name.shown(language) for entity, _kind, name in queries.signs_for(viewer, docket.now())}
    own = named.get(str(draft.answers.get("own_entity", "")))
    first = own or states.name(str(draft.own.get("state", "")), language)
    return [first, *(_title(told, language) for told in draft.others)]


def _title(told: Mapping[str, Json], language: str) -> str:
    return str(told.get("name") or "") or states.name(str(told.get("state", "")), language)


def _payload(draft: Draft, request: HttpRequest) -> docket.Payload:
    """The request as it is filed. filed_at is the draft's last saving, so that signature and filing say the same."""
    try:
        given = json.loads(request.POST.get("confirmation") or "null")
    except ValueError:
        given = {}
    return filing.payload(draft, given if isinstance(given, dict) else None)


def _sign(
    request: HttpRequest, viewer: Actor, payload: docket.Payload, context: dict[str, object], key: str
) -> HttpResponse:
    draft = cast("Draft", context["draft"])
    digest = docket.intent(viewer, f"{draft.edition.name}/{draft.category}", "file-request", payload, key=key)
    try:
        options = stepup.begin(viewer, digest)
    except StepUpRefused as refused:
        if not stepup.plain_in_demonstration(viewer):
            return _refused(request, draft, docket.Refused("Art. 24", refused.message, "step-up"))
        options = ""
    return render(
        request, "opening/sign.html", context | {"options": options, "digest": digest, "story": payload.body["story"]}
    )


def _refused(request: HttpRequest, draft: Draft, refused: docket.Refused) -> HttpResponse:
    return refuse(
        request,
        Refusal(
            title=gettext("Not filed: %(reason)s") % {"reason": refused.message.say(gettext)},
            reason=refused.message.say(gettext),
            basis=casefile.by_article(refused.article, ""),
            code=refused.rule,
            back=Link(gettext("Back to the draft"), reverse("request-step", args=[draft.id, "review"])),
            kept=True,
        ),
    )


@member
@require_POST
def discard(request: HttpRequest, draft_id: str) -> HttpResponse:
    """Throw a draft away."""
    acts.discard_draft(_viewer(request), draft_id)
    return HttpResponseRedirect(reverse("request"))
