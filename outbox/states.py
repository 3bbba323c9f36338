"""Life of a message."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from programmes.states import Moves


class MessageState(models.TextChoices):
    """Where a message stands."""

    HELD = "held", _("Waiting")
    SENDING = "sending", _("Being sent")
    LISTED = "listed", _("Ready to be printed or texted")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")
    WITHDRAWN = "withdrawn", _("Withdrawn")


_S = MessageState
MESSAGE_MOVES: Moves = {
    _S.HELD: frozenset({_S.SENDING, _S.WITHDRAWN}),
    _S.SENDING: frozenset({_S.SENT, _S.LISTED, _S.HELD, _S.FAILED}),
    _S.LISTED: frozenset({_S.SENT, _S.WITHDRAWN}),
    _S.SENT: frozenset(),
    _S.FAILED: frozenset({_S.HELD, _S.WITHDRAWN}),
    _S.WITHDRAWN: frozenset(),
}
