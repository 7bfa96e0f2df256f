"""The wizard: a request, one question a page, saved as it goes, each gate explained before it bites.

Rules upheld:
- nothing is filed before the last page is signed; every page says so;
- what the gates find on the answers so far stands beside each question, with its article and source;
- bad input keeps what was typed; the draft keeps what was answered.
"""

import json
import secrets
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from comity import docket, keeper, people
from comity.faces.web import casefile, gates
from comity.faces.web.access import member
from comity.faces.web.components import Link, Step
from comity.faces.web.forms import Question
from comity.faces.web.refusal import Refusal, refuse
from comity.law.act import Json
from comity.law.edition import packaged
from comity.opening import acts, queries
from comity.opening.drafts import CATEGORY, EDITION, Draft, begun
from comity.opening.forms import QUESTIONS
from comity.opening.forms import Question as Asked
from comity.people import stepup
from comity.people.actor import Actor
from comity.people.errors import StepUpRefused
from comity.treaty import states

STEPS = [*QUESTIONS, "review"]


def _viewer(request: HttpRequest) -> Actor:
    viewer = people.authenticate(request)
    if viewer is None:
        raise docket.NotFound
    return viewer


@member
@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """The reader's drafts, and for which State a new one may be begun."""
    viewer = _viewer(request)
    own = queries.states_of(viewer, docket.now())
    if request.method == "POST" and request.POST.get("state") in own:
        draft_id = keeper.random_id()
        acts.save_draft(viewer, draft_id, begun(request.POST["state"]), at=docket.now())
        return HttpResponseRedirect(reverse("request-step", args=[draft_id, STEPS[0]]))
    context = {
        "drafts": queries.drafts(viewer),
        "states": [(code, states.name(code, request.LANGUAGE_CODE)) for code in own],
        "first": STEPS[0],
    }
    return render(request, "opening/begin.html", context)


@member
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, draft_id: str, name: str) -> HttpResponse:
    """One question, or the review at the end."""
    viewer = _viewer(request)
    draft = queries.draft(viewer, draft_id)
    if name == "review":
        return _review(request, viewer, draft)
    if name not in QUESTIONS:
        raise docket.NotFound
    form = _form(name, draft, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        acts.save_draft(viewer, draft.id, {**draft.answers, **form.answers()}, at=docket.now())
        return HttpResponseRedirect(reverse("request-step", args=[draft.id, STEPS[STEPS.index(name) + 1]]))
    question = Question(
        title=str(form.title),
        eyebrow=gettext("New request"),
        verb=gettext("Save, and go on"),
        why=str(form.why),
        basis=casefile.by_article(form.article, form.status),
        steps=_steps(name, draft),
        findings=gates.findings(draft.assessment(docket.now()), packaged(EDITION, CATEGORY)),
        back=_back(draft, name),
        saved=draft.saved_at,
    )
    return render(
        request, "pages/question.html", {"question": question, "form": form}, status=422 if form.errors else 200
    )


def _form(name: str, draft: Draft, posted: QueryDict | None) -> Asked:
    initial = dict(draft.answers)
    if isinstance(initial.get("subjects"), list):
        initial["subjects"] = ", ".join(str(tag).replace("-", " ") for tag in cast("list[Json]", initial["subjects"]))
    return QUESTIONS[name](posted, initial=initial, own=str(draft.answers["own_state"]))


def _steps(here: str, draft: Draft) -> tuple[Step, ...]:
    titles = [str(kind.title) for kind in QUESTIONS.values()] + [gettext("Review, sign and file")]
    place = STEPS.index(here)
    answered = [any(field in draft.answers for field in kind.base_fields) for kind in QUESTIONS.values()] + [False]
    return tuple(
        Step(title, "now" if number == place else "done" if answered[number] else "ahead")
        for number, title in enumerate(titles)
    )


def _back(draft: Draft, name: str) -> Link:
    place = STEPS.index(name)
    if place == 0:
        return Link(gettext("Keep the draft for later"), reverse("request"))
    return Link(gettext("Back"), reverse("request-step", args=[draft.id, STEPS[place - 1]]))


def _review(request: HttpRequest, viewer: Actor, draft: Draft) -> HttpResponse:
    """Everything once more; then the signature, which files."""
    at = docket.now()
    assessment = draft.assessment(at)
    key = request.POST.get("idempotency") or secrets.token_hex(16)
    context = {
        "draft": draft,
        "steps": _steps("review", draft),
        "findings": gates.findings(assessment, packaged(EDITION, CATEGORY)),
        "ready": assessment is not None and bool(draft.answers.get("story")) and bool(draft.answers.get("name")),
        "verdict": assessment.verdict.value if assessment else "",
        "states": [
            states.name(str(draft.answers[each]), request.LANGUAGE_CODE)
            for each in ("own_state", "other_state")
            if draft.answers.get(each)
        ],
        "third_states": [
            states.name(str(code), request.LANGUAGE_CODE)
            for code in cast("list[Json]", draft.answers.get("third_states") or [])
        ],
        "subjects": ", ".join(str(tag) for tag in cast("list[Json]", draft.answers.get("subjects") or [])),
        "key": key,
    }
    if request.method == "GET" or not context["ready"]:
        return render(request, "opening/review.html", context)
    payload = _payload(draft, request)
    if "confirmation" not in request.POST:
        return _sign(request, viewer, payload, context, key)
    try:
        docket_id, _receipt = docket.open(
            viewer, edition=EDITION, category=CATEGORY, act="file-request", payload=payload, key=key
        )
    except docket.Refused as refused:
        return _refused(request, draft, refused)
    acts.discard_draft(viewer, draft.id)
    return HttpResponseRedirect(reverse("case", args=[docket_id]) + f"?done={key}")


def _payload(draft: Draft, request: HttpRequest) -> docket.Payload:
    """The request as it is filed. filed_at is the draft's last saving, so that signature and filing say the same."""
    body: dict[str, Json] = {
        "title": draft.answers["name"],
        "story": draft.answers["story"],
        "request": draft.request(draft.saved_at),
        "parties": list(draft.parties),
    }
    try:
        given = json.loads(request.POST.get("confirmation") or "null")
    except ValueError:
        given = {}
    return docket.Payload(
        body=body,
        party=draft.parties[0],
        entities=queries.entities_of(body),
        assertion=given if isinstance(given, dict) else None,
    )


def _sign(
    request: HttpRequest, viewer: Actor, payload: docket.Payload, context: dict[str, object], key: str
) -> HttpResponse:
    digest = docket.intent(viewer, f"{EDITION}/{CATEGORY}", "file-request", payload, key=key)
    try:
        options = stepup.begin(viewer, digest)
    except StepUpRefused as refused:
        if not stepup.plain_in_demonstration(viewer):
            return _refused(
                request, cast("Draft", context["draft"]), docket.Refused("Art. 24", refused.message, "step-up")
            )
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
