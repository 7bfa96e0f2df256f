"""What the treaty register refuses. Each refusal carries one sentence for the reader, translated by the faces."""

from comity.law.messages import Message


class NotRecorded(Exception):
    """A fact that the register does not take: it is not one, or it stands there already."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.english())
        self.message = message
