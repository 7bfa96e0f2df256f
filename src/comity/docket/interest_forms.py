"""Forms of the registry's two answers to a third State's notice: receive it, or set it aside."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.docket.forms import ActForm, act_form
from comity.docket.register_forms import words
from comity.law.act import Json
from comity.treaty import queries


class NoticeForm(ActForm):
    """An act about one notice of the list; the notice stands beside the form."""

    audience = _("The registry reads this. Nobody who takes part in a case does.")
    page = "organisation/interest.html"
    notice = forms.RegexField(r"^[a-z2-7]{26}$", widget=forms.HiddenInput)

    def context(self) -> Mapping[str, object]:
        """The notice; None where it is not on the list any more."""
        offices = self.moment.case.standing.offices
        return {"notice": queries.interest(self.moment.viewer, str(self["notice"].value() or ""), offices=offices)}


@act_form("receive-interest")
class ReceiveInterest(NoticeForm):
    """Taken into the docket."""

    checked = words(_("How the registry checked who sent it"))

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The notice; its words are added by the kernel."""
        return {"notice": self.cleaned_data["notice"]}, {"checked": self.cleaned_data["checked"]}


@act_form("set-aside-interest")
class SetAsideInterest(NoticeForm):
    """Taken off the list."""

    grave = True
    reasons = words(_("Reasons"))

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The notice, and reasons."""
        return {"notice": self.cleaned_data["notice"]}, {"reasons": self.cleaned_data["reasons"]}
