"""One transaction around a use case and what the API writes beside it."""

from django.db import DEFAULT_DB_ALIAS
from django.db.transaction import Atomic


class AroundUseCase(Atomic):
    """Outermost, like a use case's own transaction, which may open inside this one.

    A use case asks for a durable block: nothing may be around it that could still be
    rolled back by strangers. An idempotency key or a version check must commit together
    with the change, so exactly this block may be around it. Django lets only one kind of
    block be around a durable one, and marks it with this attribute.
    """

    def __init__(self) -> None:
        super().__init__(DEFAULT_DB_ALIAS, savepoint=True, durable=True)
        self._from_testcase = True
