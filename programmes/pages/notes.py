"""What a page says after an act: that it worked, or why it was refused."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programmes.domain.lifecycle import MoveNotAllowedError
from programmes.domain.refusal import InvalidInput, Refusal

CHANGED = _("This changed in the meantime, so the step was not taken. Look again.")


@contextmanager
def told(request: HttpRequest, done: str | Promise = "") -> Iterator[None]:
    """Run one domain call; put its outcome in a note on the next page."""
    try:
        yield
    except MoveNotAllowedError:
        messages.error(request, CHANGED)
    except InvalidInput as invalid:
        sentences = [str(text) for texts in invalid.errors.values() for text in texts]
        messages.error(request, " ".join(sentences))
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        if done:
            messages.success(request, str(done))
