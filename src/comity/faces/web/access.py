"""Who reaches a member's page: a stranger is sent to sign in, whatever the address; what is not there is not there.

Wraps every view of the case file, so that no view handles NotFound or Busy by itself.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from comity import docket, people
from comity.faces.web import errors

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponse]


def member(view: View[Given]) -> View[Given]:
    """For persons with an account; NotFound is the one page, Busy says when to come back."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Given.args, **kwargs: Given.kwargs) -> HttpResponse:
        if people.authenticate(request) is None:
            return redirect_to_login(request.get_full_path())
        try:
            return view(request, *args, **kwargs)
        except docket.NotFound:
            return errors.nothing_here(request)
        except docket.Busy:
            return errors.busy(request)

    return cast("View[Given]", guarded)
