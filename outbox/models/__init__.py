"""The outbox."""

from outbox.models.message import Message, MessageKind

__all__ = ["Message", "MessageKind"]
