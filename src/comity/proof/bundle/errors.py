"""The one error of a bundle: the first thing that is wrong with it."""

from comity.law.messages import Message
from comity.law.messages import mark as _


class BundleError(ValueError):
    """A bundle that is refused. member and act (from 0): where in it; message: what; because: the law's own reason."""

    def __init__(
        self, member: str | None, message: Message, *, act: int | None = None, because: Message | None = None
    ) -> None:
        self.member, self.message, self.act, self.because = member, message, act, because
        super().__init__(self.english())

    def english(self) -> str:
        """Where, what and why, in one line."""
        act = None if self.act is None else Message(_("act %(act)s"), {"act": self.act}).english()
        where = ", ".join(part for part in (self.member, act) if part)
        why = self.because.english() if self.because else ""
        return ": ".join(part for part in (where, self.message.english(), why) if part)
