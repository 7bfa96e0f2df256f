"""Forms of contesting and fixing the subjects of a request."""

from django import forms
from django.utils.translation import gettext_lazy as _

from comity.docket import queries
from comity.docket.forms import ActForm, act_form
from comity.law import codes, facts
from comity.law.act import Json
from comity.law.request import Request
from comity.law.shape import BadInput
from comity.opening.current import up_to_date
from comity.opening.forms import EXCLUDED, LONG, PLAIN_WORDS


def _request(form: ActForm) -> Request | None:
    """The request as it stands; None where the viewer may not read it."""
    case = form.moment.case
    first = queries.acts(form.moment.viewer, case.id)[0]
    return None if first.said is None else up_to_date(first.said, case.state, case.at)


@act_form("contest-subjects")
class ContestSubjects(ActForm):
    """Which of the subjects, and why."""

    audience = _("The parties and the registry read your reasons; a named officer answers them with reasons.")
    subjects = forms.MultipleChoiceField(label=_("Subjects that do not fit"), widget=forms.CheckboxSelectMultiple)
    reasons = forms.CharField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 6}), max_length=LONG)

    def prepare(self) -> None:
        """What the request names."""
        found = _request(self)
        tags = (*found.subjects, *found.depends_on) if found else ()
        self.offer("subjects", [(tag, tag.replace("-", " ")) for tag in dict.fromkeys(tags)])

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The tags, and the reasons."""
        return {"subjects": list(self.cleaned_data["subjects"])}, {"reasons": self.cleaned_data["reasons"]}


@act_form("fix-subjects")
class FixSubjects(ActForm):
    """The subjects as the officer fixes them."""

    audience = _("The parties read the subjects and your reasons; your name stands with them.")
    subjects = forms.CharField(
        label=_("Subject, in a few words"),
        help_text=_("For example: fisheries licence fees. Several, separated by commas."),
        max_length=300,
    )
    depends_on = forms.MultipleChoiceField(
        label=_("Does it depend on one of these?"),
        choices=EXCLUDED,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reasons = forms.CharField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 6}), max_length=LONG)

    def prepare(self) -> None:
        """The subjects as they stand."""
        found = _request(self)
        if found is not None:
            words = ", ".join(tag.replace("-", " ") for tag in found.subjects)
            self.initial = {"subjects": words, "depends_on": list(found.depends_on), **self.initial}

    def clean_subjects(self) -> list[str]:
        """Words become tags in one spelling."""
        words = [word.strip() for word in self.cleaned_data["subjects"].split(",") if word.strip()]
        try:
            found = [codes.tag(word, "subjects") for word in words]
        except BadInput as bad:
            raise forms.ValidationError(PLAIN_WORDS) from bad
        if not found or not facts.holds("[id]", list(found)):
            raise forms.ValidationError(PLAIN_WORDS)
        return found

    def said(self) -> tuple[dict[str, Json], dict[str, Json]]:
        """The tags, and the reasons."""
        data = self.cleaned_data
        told: dict[str, Json] = {"subjects": list(data["subjects"])}
        if data["depends_on"]:
            told["depends_on"] = list(data["depends_on"])
        return told, {"reasons": data["reasons"]}
