"""The outbox."""

from outbox.models.message import Channel, Message, MessageKind

__all__ = ["Channel", "Message", "MessageKind"]
