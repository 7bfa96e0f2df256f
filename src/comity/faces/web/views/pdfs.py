"""Papers of a case as PDF, in the language that the reader chooses: the settlement text, and certificates.

Rules upheld:
- who may read the page may take the paper, and for everybody else there is nothing (TRUST rule 1);
- a certificate says nothing of the substance and names no party: number, kind of case, rules, dates, rule of the
  ending; it exists where an act of the record certifies, and nowhere else;
- clauses stand in the words of those who wrote them; what is set round them is a courtesy in the reader's language;
- a paper bears the date of the last act that it shows, so that the same record gives the same bytes.
"""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from comity import docket, people
from comity.docket import dates, queries
from comity.docket.views import ActView, CaseView
from comity.faces import pdf
from comity.faces.web import casefile, reader, words
from comity.faces.web.access import member
from comity.faces.web.views.cases import AFTERWARDS
from comity.faces.web.views.papers import stamps_of
from comity.people.actor import Actor
from comity.settlement import queries as settlement
from comity.settlement.forms import ENTRIES


def _viewer(request: HttpRequest) -> Actor:
    viewer = people.authenticate(request)
    if viewer is None:
        raise docket.NotFound
    return viewer


def _language(request: HttpRequest, otherwise: str) -> str:
    """The language asked for; else the one given, where the interface has it; else the reader's."""
    for asked in (request.GET.get("language"), otherwise):
        if asked in pdf.LANGUAGES:
            return str(asked)
    return reader.of(request).language


def _answer(paper: pdf.Paper, name: str) -> HttpResponse:
    answer = HttpResponse(pdf.written(paper), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    answer["Content-Language"] = paper.language
    return answer


@member
@require_GET
def agreement(request: HttpRequest, docket_id: str) -> HttpResponse:
    """The settlement text with its stamps."""
    viewer = _viewer(request)
    view = queries.case(viewer, docket_id)
    found = settlement.text(viewer, view)
    if found is None:
        raise docket.NotFound
    language = _language(request, "")
    with translation.override(language):
        return _answer(_agreement(viewer, view, found, language), f"{view.number}-settlement-{language}")


def _agreement(viewer: Actor, view: CaseView, found: settlement.Text, language: str) -> pdf.Paper:
    parties = casefile.names(viewer, view)
    marks = stamps_of(found, parties, view)
    signs = [
        pdf.Sign(bool(mark.at), mark.word, mark.who, mark.capacity, _when(mark.at, language) if mark.at else "")
        for mark in marks
    ]
    clauses = [
        pdf.clause(
            f"{number}.",
            clause.title,
            clause.text,
            label=gettext("Version"),
            digest=words.grouped(clause.version, groups=4),
        )
        for number, clause in enumerate(found.clauses, start=1)
    ]
    entry = str(ENTRIES.get(found.entry, found.entry))
    if found.entry_on:
        entry = f"{entry}: {_when(found.entry_on, language)}"
    return pdf.Paper(
        language=pdf.LANGUAGES[language],
        title=gettext("Settlement agreement resulting from mediation"),
        subtitle=queries.title(viewer, view.id),
        organisation=gettext(settings.ORGANISATION),
        made=max([found.tabled_at, *(mark.at for mark in marks if mark.at)]),
        footer=view.number,
        parts=[
            pdf.fields([(gettext("Number"), view.number), (gettext("Parties"), casefile.joined([*parties.values()]))]),
            *clauses,
            pdf.heading(gettext("Entry into force")),
            pdf.words(entry),
            *([pdf.words(found.event)] if found.event else []),
            *([pdf.words(_in_force(found, language))] if found.in_force_since else []),
            pdf.signs(signs),
            pdf.note(
                gettext(
                    "The clauses stand in the words of those who wrote them; a version is the digest of a clause. What "
                    "is set round them is a courtesy. The record proves the acts; this copy proves nothing by itself."
                )
            ),
        ],
    )


def _in_force(found: settlement.Text, language: str) -> str:
    since = _when(found.in_force_since, language) if found.in_force_since else ""
    return gettext("In force since %(since)s.") % {"since": since}


@member
@require_GET
def certificate(request: HttpRequest, docket_id: str, index: int) -> HttpResponse:
    """What the act at this place of the record certifies."""
    viewer = _viewer(request)
    view = queries.case(viewer, docket_id)
    acts = queries.acts(viewer, docket_id)
    act = next((each for each in acts if each.index == index and each.row.act in casefile.CERTIFICATES), None)
    if act is None:
        raise docket.NotFound
    language = _language(request, str(act.act.facts.get("language", "")))
    with translation.override(language):
        name = act.row.act.removeprefix("certify-")
        return _answer(_certificate(view, acts, act, language), f"{view.number}-{name}-{language}")


def _certificate(view: CaseView, acts: list[ActView], act: ActView, language: str) -> pdf.Paper:
    basis = casefile.basis(act.row)
    ended = act.row.act == "certify-termination"
    certifies = (
        gettext("The organisation certifies that the mediation below has ended.")
        if ended
        else gettext("The organisation certifies that a mediation takes or took place under the number below.")
    )
    return pdf.Paper(
        language=pdf.LANGUAGES[language],
        title=str(casefile.CERTIFICATES[act.row.act]),
        subtitle="",
        organisation=gettext(settings.ORGANISATION),
        made=act.act.at,
        footer=view.number,
        parts=[
            pdf.words(certifies),
            pdf.fields(_dates(view, acts[: act.index + 1], act, language)),
            pdf.note(words.article(basis.article) if basis.article else words.article(f"row {basis.row}")),
            pdf.note(
                gettext(
                    "This certificate says nothing of the substance of the dispute, of what was said, or of who took "
                    "part."
                )
            ),
        ],
    )


def _dates(view: CaseView, acts: list[ActView], act: ActView, language: str) -> list[tuple[str, str]]:
    """What the certificate may say: number, category, rules, when; of an ending its rule, never its reason."""

    def since(name: str) -> str:
        return next((_when(each.act.at, language) for each in acts if each.row.act == name), "")

    rows = [
        (gettext("Number"), view.number),
        (gettext("Category"), str(casefile.CATEGORIES.get(view.category, view.category))),
        (gettext("Rules"), f"{gettext(view.edition.title)} ({view.edition.name})"),
        (gettext("Registered"), since("register")),
        (gettext("Mediator seated"), since("declare")),
    ]
    if act.row.act == "certify-termination" and view.state.ending is not None:
        ending = view.edition.endings[view.state.ending]
        last = next(each for each in reversed(acts) if each.row.act not in AFTERWARDS)
        rows += [
            (gettext("Ended"), _when(last.act.at, language)),
            (gettext("Ending"), gettext(ending.title)),
            (gettext("Rule"), words.article(ending.article)),
        ]
    rows += [
        (gettext("Certified by"), casefile.who(act.act.role, None, {})),
        (gettext("Certified on"), _when(act.act.at, language)),
        (gettext("Entry in the record"), words.grouped(act.entry, groups=8)),
    ]
    return [(label, value) for label, value in rows if value]


def _when(at: datetime, language: str) -> str:
    """The instant at the organisation's seat."""
    zone = settings.ORGANISATION_ZONE
    told = {"instant": dates.moment(at, zone, language), "city": words.city(zone, language)}
    return gettext("%(instant)s, %(city)s") % told
