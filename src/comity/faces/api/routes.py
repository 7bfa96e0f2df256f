"""The programming face: read acts, perform an act, fetch receipt and bundle. Parses, calls the kernel, renders.

Rules upheld:
- the session of a person, with its forgery check: no keys of its own, so that a mandate is a person's here too;
- what is not permitted is not found, with the same bytes; a refusal names its article; a full queue says when;
- a receipt is given byte for byte as it is stored.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.security import django_auth

from comity import docket, people
from comity.docket import queries
from comity.faces.api import shown
from comity.faces.api.schemas import Asked, Filed
from comity.law.act import Json
from comity.law.shape import BadInput
from comity.opening import filing, offers
from comity.opening.offers import FIRST
from comity.people import stepup
from comity.people.actor import Actor
from comity.people.errors import StepUpRefused

RETRY_AFTER = "5"  # seconds: the longest wait for the writers' lock

api = NinjaAPI(title="Comity", version="1", auth=django_auth, docs_url=None, urls_namespace="api")


def _viewer(request: HttpRequest) -> Actor:
    viewer = people.authenticate(request)
    if viewer is None:
        raise docket.NotFound
    return viewer


def _payload(asked: Asked, entities: dict[str, str] | None = None) -> docket.Payload:
    return docket.Payload(
        facts=cast("dict[str, Json]", asked.facts),
        body=cast("dict[str, Json]", asked.body),
        party=asked.party,
        assertion=cast("Mapping[str, Json] | None", asked.assertion),
        entities=entities or {},
    )


def _stored(receipt: docket.Receipt) -> HttpResponse:
    return HttpResponse(receipt.json, content_type="application/json")


@api.get("/cases")
def cases(request: HttpRequest, page: int = 1) -> JsonResponse:
    """The reader's cases, thirty a page."""
    found = queries.cases(_viewer(request), page=page)
    return JsonResponse({"cases": [shown.item(each) for each in found.items], "page": found.number, "more": found.more})


@api.post("/cases")
def file(request: HttpRequest, filed: Filed) -> HttpResponse:
    """File a request: the first act of a case. Who is named and of no register is entered first."""
    viewer = _viewer(request)
    parties = _identified(viewer, filed)
    for told in parties.newcomers:
        filing.enter(told)
    case, receipt = docket.open(
        viewer,
        edition=filed.edition,
        category=filed.category,
        act=FIRST,
        payload=_request(filed, parties),
        key=filed.key,
    )
    response = _stored(receipt)
    response["Location"] = f"/api/cases/{case}"
    return response


@api.post("/cases/intent")
def filing_intent(request: HttpRequest, filed: Filed) -> JsonResponse:
    """What who files a request confirms with a passkey, within two minutes; nothing is entered."""
    viewer = _viewer(request)
    payload = _request(filed, _identified(viewer, filed))
    digest = docket.intent(viewer, f"{filed.edition}/{filed.category}", FIRST, payload, key=filed.key)
    return JsonResponse({"digest": digest, "options": stepup.begin(viewer, digest)})


def _identified(viewer: Actor, filed: Filed) -> filing.Identified:
    if offers.serves(filed.edition, filed.category) is None:
        raise docket.NotFound
    return filing.identified(
        viewer,
        cast("Mapping[str, Json]", filed.body),
        category=filed.category,
        own=filed.party,
        known=filed.entities,
        named={party: (told.name, told.contact) for party, told in filed.named.items()},
        key=filed.key,
    )


def _request(filed: Filed, parties: filing.Identified) -> docket.Payload:
    contacts: dict[str, Json] = {"contacts": dict(parties.contacts)} if parties.contacts else {}
    asked = _payload(filed, dict(parties.entities))
    return replace(asked, body={**asked.body, **contacts})


@api.get("/cases/{case_id}")
def case(request: HttpRequest, case_id: str) -> JsonResponse:
    """One case."""
    return JsonResponse(shown.case(queries.case(_viewer(request), case_id)))


@api.get("/cases/{case_id}/acts")
def acts(request: HttpRequest, case_id: str) -> JsonResponse:
    """The acts of the case log, in order."""
    return JsonResponse({"acts": [shown.act(each) for each in queries.acts(_viewer(request), case_id)]})


@api.get("/cases/{case_id}/bundle")
def bundle(request: HttpRequest, case_id: str) -> HttpResponse:
    """The bundle, to be checked offline."""
    return HttpResponse(docket.bundle(_viewer(request), case_id), content_type="application/zip")


@api.get("/cases/{case_id}/rooms/{room_id}")
def room(request: HttpRequest, case_id: str, room_id: str) -> JsonResponse:
    """One room."""
    return JsonResponse(shown.room(queries.room(_viewer(request), case_id, room_id)))


@api.post("/cases/{case_id}/acts/{act}")
def perform(request: HttpRequest, case_id: str, act: str, asked: Asked) -> HttpResponse:
    """Perform an act in the case log; the receipt."""
    return _stored(docket.perform(_viewer(request), case_id, act, _payload(asked), key=asked.key))


@api.post("/cases/{case_id}/rooms/{room_id}/acts/{act}")
def perform_in_room(request: HttpRequest, case_id: str, room_id: str, act: str, asked: Asked) -> HttpResponse:
    """Perform an act in a room; the receipt."""
    return _stored(docket.perform(_viewer(request), case_id, act, _payload(asked), key=asked.key, room=room_id))


@api.post("/cases/{case_id}/acts/{act}/intent")
def intent(request: HttpRequest, case_id: str, act: str, asked: Asked) -> JsonResponse:
    """What a signer of this act confirms with a passkey, within two minutes."""
    viewer = _viewer(request)
    queries.case(viewer, case_id)  # NotFound where there is nothing to sign for this person
    digest = docket.intent(viewer, case_id, act, _payload(asked), key=asked.key)
    return JsonResponse({"digest": digest, "options": stepup.begin(viewer, digest)})


@api.get("/receipts/{key}")
def receipt(request: HttpRequest, key: str) -> HttpResponse:
    """The reader's own receipt for an idempotency key, byte for byte."""
    return _stored(queries.receipt_by_key(_viewer(request), key))


@api.exception_handler(docket.NotFound)
def _not_found(request: HttpRequest, error: docket.NotFound) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    return JsonResponse({"error": "not found"}, status=404)


@api.exception_handler(docket.Refused)
def _refused(request: HttpRequest, refused: docket.Refused) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    told = {"article": refused.article, "message": refused.message.say(gettext), "rule": refused.rule}
    return JsonResponse({"error": "refused", **told}, status=409)


@api.exception_handler(StepUpRefused)
def _not_confirmed(request: HttpRequest, refused: StepUpRefused) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    return JsonResponse(
        {"error": "refused", "article": "", "message": refused.message.say(gettext), "rule": "step-up"}, status=409
    )


@api.exception_handler(docket.KeyReused)
def _key_reused(request: HttpRequest, error: docket.KeyReused) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    return JsonResponse({"error": "key reused", "message": str(error)}, status=422)


@api.exception_handler(docket.Busy)
def _busy(request: HttpRequest, error: docket.Busy) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    return JsonResponse({"error": "busy"}, status=503, headers={"Retry-After": RETRY_AFTER})


@api.exception_handler(BadInput)
def _bad_field(request: HttpRequest, error: BadInput) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    return JsonResponse({"error": "invalid", "fields": [{"loc": [error.path], "msg": error.rule}]}, status=422)


@api.exception_handler(ValueError)
def _no_form(request: HttpRequest, error: ValueError) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    return JsonResponse({"error": "unreadable", "message": str(error)}, status=400)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    return JsonResponse({"error": "invalid", "fields": error.errors}, status=422)
