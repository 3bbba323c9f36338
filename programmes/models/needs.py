"""Codes that both registers use: what a child needs, what a volunteer cannot be with."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Need(models.TextChoices):
    """Why reading helps this child; codes only, no diagnosis."""

    VOCABULARY = "vocabulary", _("Few words")
    SPEAKING = "speaking", _("Dares to speak little")
    LISTENING = "listening", _("Listening and attention")
    READING = "reading", _("Learning to read")
    PLEASURE = "pleasure", _("Pleasure in books")
    NEWCOMER = "newcomer", _("New in the Netherlands")


class Restriction(models.TextChoices):
    """Asked only where a region switched it on."""

    PETS = "pets", _("Pets")
    SMOKING = "smoking", _("Smoking")
    STAIRS = "stairs", _("Stairs")
