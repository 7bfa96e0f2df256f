"""The addresses of the web face. Features add their own lines; a page's name is what menus and templates use."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from comity.faces.web import demonstration, invitation
from comity.faces.web.views import (
    acts,
    cases,
    checklist,
    clock,
    dashboard,
    desk,
    interest,
    organisation,
    pages,
    papers,
    preferences,
    request,
    pdfs,
    rooms,
    rules,
    style,
    successor,
    treaty,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", pages.home, name="home"),
    path("requests/", request.begin, name="request"),
    path("requests/<slug:draft_id>/discard/", request.discard, name="request-discard"),
    path("requests/<slug:draft_id>/<slug:name>/", request.step, name="request-step"),
    path("desk/", dashboard.dashboard, name="dashboard"),
    path("desk/cases/<slug:docket_id>/", desk.case, name="desk-case"),
    path("organisation/", organisation.desk, name="organisation"),
    path("organisation/checklist/", checklist.checklist, name="checklist"),
    path("organisation/successor/", successor.successor, name="successor"),
    path("organisation/interests/", interest.listed, name="interests"),
    path("cases/", dashboard.cases, name="cases"),
    path("cases/<slug:docket_id>/", cases.case, name="case"),
    path("cases/<slug:docket_id>/record/", cases.record, name="acts"),
    path("cases/<slug:docket_id>/record/<int:index>/", cases.entry, name="record"),
    path("cases/<slug:docket_id>/bundle/", cases.bundle, name="bundle"),
    path("cases/<slug:docket_id>/acts/<slug:name>/", acts.act, name="act"),
    path("cases/<slug:docket_id>/protocol/", papers.protocol, name="protocol"),
    path("cases/<slug:docket_id>/sessions.ics", papers.sessions_ics, name="sessions"),
    path("cases/<slug:docket_id>/settlement/", papers.text, name="settlement"),
    path("cases/<slug:docket_id>/rooms/", rooms.rooms, name="rooms"),
    path("cases/<slug:docket_id>/record/<int:index>/certificate.pdf", pdfs.certificate, name="certificate-pdf"),
    path("cases/<slug:docket_id>/rooms/<slug:room_id>/", rooms.room, name="room"),
    path("cases/<slug:docket_id>/rooms/<slug:room_id>/acts/<slug:name>/", acts.act, name="room-act"),
    path("treaty/", treaty.register, name="treaty"),
    path("treaty/register.csv", treaty.register_csv, name="treaty-csv"),
    path("treaty/<str:code>/", treaty.state, name="treaty-state"),
    path("cases/<slug:docket_id>/settlement.pdf", pdfs.agreement, name="settlement-pdf"),
    path("rules/", rules.editions, name="rules"),
    path("rules/<slug:name>/<slug:category>/", rules.edition, name="edition"),
    path("notice-of-interest/", interest.notice, name="interest"),
    path("notice-of-interest/received/", interest.received, name="interest-received"),
    path("protection/", pages.protection, name="protection"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("preferences/set", preferences.choose, name="preferences-set"),
    path("invitation/<str:token>/", invitation.by_passkey, name="invitation"),
    path("invitation/<str:token>/code/", invitation.by_code, name="invitation-code"),
]
if settings.TESTING or settings.DEMONSTRATION:  # production has no such route
    urlpatterns += [
        path("demonstration/clock/", clock.clock, name="clock"),
        path("demonstration/", demonstration.choose, name="demonstration"),
        path("demonstration/enter/", demonstration.enter, name="demonstration-enter"),
        path("style/", style.style, name="style"),
        path("style/<slug:page>/", style.page, name="style-page"),
    ]
