"""What people's doors refuse. Each refusal carries one sentence for the reader, translated by the faces."""

from comity.law.messages import Message


class PeopleError(Exception):
    """A refusal; `message` says why, in words for the person who asked."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.english())
        self.message = message


class StepUpRefused(PeopleError):
    """The confirmation does not stand for this act: nothing was signed."""


class InvitationRefused(PeopleError):
    """The link opens nothing: unknown, used, withdrawn or too late."""


class NotGranted(PeopleError):
    """A change that the register of people does not admit: it would contradict what the register holds."""


class NotFound(LookupError):
    """What was asked for does not exist, or not for this viewer: the two are one answer (TRUST 1)."""
