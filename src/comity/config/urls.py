"""The URL map: the web face at the root, the programming face under /api/."""

from django.urls import URLPattern, URLResolver, include, path

from comity.faces.api.routes import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", api.urls),
    path("", include("comity.faces.web.urls")),
    path("", include("comity.people.urls")),
]
handler400 = "comity.faces.web.errors.bad_request"
handler403 = "comity.faces.web.errors.not_permitted"
handler404 = "comity.faces.web.errors.not_found"
handler500 = "comity.faces.web.errors.broken"
