"""The treaty register, for anyone to read: the table of a day, one State, the table as CSV, a report of an error."""

import csv
from datetime import date
from io import StringIO
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from comity import docket
from comity.faces.web import treatybook
from comity.law import codes
from comity.law.register import Register, TreatyCode
from comity.law.shape import BadInput
from comity.treaty import acts, queries, states, status, timeline
from comity.treaty.errors import NotRecorded
from comity.treaty.packaged import packaged_register, unresolved

CSV_COLUMNS = (
    *("state", "name", "status", "signed_on", "deposited_on", "bound_since"),
    *("source_status", "sources", "reported_without_a_day"),
)


class FilterForm(forms.Form):
    """What the reader asks for; every field may stay empty, and a wrong one counts as empty."""

    at = forms.DateField(
        label=_("Status on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    state = forms.CharField(label=_("State or organisation"), required=False, max_length=80)
    standing = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[
            ("", _("Any status")),
            *((key.value, label) for key, (label, _style) in treatybook.STANDINGS.items()),
            (treatybook.REPORTED, treatybook.REPORTED_CHIP[0]),
        ],
    )
    source = forms.ChoiceField(
        label=_("Source"), required=False, choices=[("", _("Any source")), ("official", _("Official only"))]
    )
    treaty = forms.ChoiceField(
        label=_("Treaty"), required=False, choices=[(code.value, label) for code, label in treatybook.SHORT.items()]
    )


class ReportForm(forms.Form):
    """What a reader finds wrong."""

    treaty = forms.ChoiceField(
        label=_("About"), choices=[(code.value, label) for code, label in treatybook.SHORT.items()]
    )
    text = forms.CharField(
        label=_("What is wrong, and where it is written correctly"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    reply_to = forms.CharField(label=_("Where the registry can answer you"), max_length=200, required=False)


def _today() -> date:
    return docket.now().astimezone(ZoneInfo(settings.ORGANISATION_ZONE)).date()


def _register() -> tuple[Register, bool]:
    """The organisation's register, or, while it has recorded nothing, the one that comes with the software."""
    register = queries.register(None)
    return (register, True) if register != Register() else (packaged_register(), False)


class _Page:
    """One reading of the register by the filters of the address."""

    def __init__(self, request: HttpRequest) -> None:
        self.form = FilterForm(request.GET)
        self.form.is_valid()  # a wrong field counts as empty
        asked = self.form.cleaned_data
        self.language = get_language() or "en"
        self.at = asked.get("at") or _today()
        self.treaty = TreatyCode(asked.get("treaty") or TreatyCode.IOMED)
        self.register, self.recorded = _register()
        self.summary = status.summary(self.register, self.treaty, self.at)
        self.found = treatybook.lines(self.summary, unresolved(), self.language)
        self.lines = treatybook.kept(
            self.found,
            name=asked.get("state", ""),
            standing=asked.get("standing", ""),
            official=asked.get("source") == "official",
        )


@gzip_page  # one line a State; the page is the same for everybody, and nothing in it is secret
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The table of a day, the treaty in time, what each count counts, declarations."""
    page = _Page(request)
    events = timeline.events(page.register) if page.treaty is TreatyCode.IOMED else []
    form = FilterForm({**page.form.cleaned_data, "at": page.at, "treaty": page.treaty.value})
    context = {
        "form": form,
        "page": page,
        "title": treatybook.TREATIES[page.treaty],
        "in_force": page.summary.in_force_on <= page.at,
        "events": events,
        "past": [event for event in events if event.on <= page.at],
        "future": [event for event in events if event.on > page.at],
        "reported": timeline.reported() if page.treaty is TreatyCode.IOMED else (),
        "held": treatybook.held(page.register, page.treaty, page.at, page.language),
        "query": request.GET.urlencode(),
    }
    return render(request, "treaty/register.html", context)


@gzip_page
@require_safe
def register_csv(request: HttpRequest) -> HttpResponse:
    """The same lines as CSV (RFC 4180, UTF-8), days in ISO 8601, names in the reader's language."""
    page = _Page(request)
    table = StringIO()
    writer = csv.writer(table)
    writer.writerow(CSV_COLUMNS)
    writer.writerows(_csv_row(line) for line in page.lines)
    name = f"{page.treaty}-{page.at}.csv"
    return HttpResponse(
        table.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _csv_row(line: treatybook.Line) -> list[str]:
    row = line.row
    days = (row.signed_on, row.deposited_on, row.bound_since) if row else (None, None, None)
    cells = [
        line.code,
        line.name,
        line.standing,
        *(on.isoformat() if on else "" for on in days),
        line.status.value,
        " | ".join(row.sources if row else [report.source for report in line.reports]),
        " | ".join(report.act.value for report in line.reports),
    ]
    return [f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell for cell in cells]


@require_http_methods(["GET", "HEAD", "POST"])
def state(request: HttpRequest, code: str) -> HttpResponse:
    """Everything on file about one State; on POST, keep a report of an error."""
    try:
        codes.state(code, "")
    except BadInput:
        raise Http404 from None
    form = ReportForm(
        request.POST if request.method == "POST" else None, initial={"treaty": request.GET.get("treaty", "")}
    )
    if request.method == "POST" and form.is_valid() and _keep(request, form, code):
        return redirect("treaty-state", code=code)
    language, at = get_language() or "en", _today()
    kept, _recorded = _register()
    context = {
        "code": code,
        "name": states.name(code, language),
        "fictional": states.fictional(code),
        "at": at,
        "sheets": [treatybook.sheet(kept, unresolved(), treaty, code, language, at) for treaty in TreatyCode],
        "form": form,
    }
    return render(request, "treaty/state.html", context)


def _keep(request: HttpRequest, form: ReportForm, code: str) -> bool:
    asked = form.cleaned_data
    try:
        acts.report_error(
            state=code,
            treaty=TreatyCode(asked["treaty"]),
            text=asked["text"],
            reply_to=asked["reply_to"],
            at=docket.now(),
        )
    except NotRecorded as error:
        form.add_error(None, error.message.say(gettext))
        return False
    messages.success(request, gettext("Kept, sealed, for the registry to read."))
    return True
