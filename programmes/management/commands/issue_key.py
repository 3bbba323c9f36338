"""manage.py issue_key: make a key for another system, in one organisation or one municipality."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from programmes.domain import tokens
from programmes.domain.access import CLIENT_ACTIONS, ORGANISATIONS_ACTIONS
from programmes.domain.refusal import InvalidInput
from programmes.models import Organisation, Region


class Command(BaseCommand):
    help = (
        "Make a key of the API for another system and print it, once. A school's own system gets"
        f" {', '.join(sorted(ORGANISATIONS_ACTIONS))} for its organisation; a municipality's one or more of"
        f" {', '.join(sorted(CLIENT_ACTIONS))}."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="what it is for, as the administration shows it")
        owner = parser.add_mutually_exclusive_group(required=True)
        owner.add_argument("--organisation", type=int, help="number of the organisation")
        owner.add_argument("--region", help="short name of the municipality")
        parser.add_argument(
            "--scope", action="append", default=[], help="repeat it; an organisation gets all three without"
        )
        parser.add_argument("--days", type=int, default=365, help="how long it is valid, 366 at most")

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = _one(Organisation, pk=options["organisation"]) if options["organisation"] else None
        region = _one(Region, slug=options["region"]) if options["region"] else None
        scopes = options["scope"] or (ORGANISATIONS_ACTIONS if organisation else ())
        try:
            token, key = tokens.issue(
                name=options["name"],
                organisation=organisation,
                region=region,
                scopes=scopes,
                days=options["days"],
                now=timezone.now(),
            )
        except InvalidInput as refused:
            sentences = [str(text) for texts in refused.errors.values() for text in texts]
            raise CommandError(" ".join(sentences)) from None
        until = timezone.localdate(token.expires_at)
        self.stderr.write(f"For {organisation or region}: {', '.join(token.scopes)}, valid until {until}.")
        self.stderr.write("This is the only time that the key is shown:")
        self.stdout.write(key)


def _one(model: type[Organisation] | type[Region], **wanted: object) -> Any:  # noqa: ANN401 - one of the two
    found = model._default_manager.filter(**wanted).first()
    if found is None:
        raise CommandError(f"There is no {model._meta.verbose_name} with this number or short name.")
    return found
