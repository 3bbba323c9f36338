"""Who logs in, and what they are there."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from programmes.models.organisation import Organisation
from programmes.models.region import Region


class UserManager(BaseUserManager["User"]):
    """Makes accounts; the e-mail address is the log-in name, in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account; without a password nobody can log in with one."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make an account that runs the installation (asked for by `manage.py createsuperuser`)."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find an account by e-mail address, however it was capitalised."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """An account. What it may do follows from its roles, not from Django's permissions."""

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(
        _("language"), max_length=2, default="nl", choices=[("nl", "Nederlands"), ("en", "English")]
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("may open the administration pages"), default=False)
    date_joined = models.DateTimeField(_("made on"), default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        ordering = ("email",)
        constraints = (models.UniqueConstraint(Lower("email"), name="account_email_is_unique"),)

    class Privacy:
        """How a person is reached and when they came."""

        personal = ("email", "name")
        sensitive = ("password",)
        operational = (
            "id",
            "language",
            "is_active",
            "is_staff",
            "is_superuser",
            "groups",
            "user_permissions",
            "last_login",
            "date_joined",
        )

    def __str__(self) -> str:
        return self.name or self.email


class Role(models.TextChoices):
    """What a person does here."""

    COORDINATOR = "coordinator", _("Coordinator")
    SOCIAL_WORKER = "social_worker", _("Social worker")
    VOLUNTEER = "volunteer", _("Volunteer")
    ADMINISTRATOR = "administrator", _("Administrator")


class RoleAssignment(models.Model):
    """A role of an account, in the region or organisation where it holds."""

    user = models.ForeignKey(User, models.CASCADE, related_name="role_assignments", verbose_name=_("account"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, verbose_name=_("region"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, verbose_name=_("organisation")
    )

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = (
            models.CheckConstraint(
                condition=Q(role=Role.COORDINATOR, region__isnull=False, organisation__isnull=True)
                | Q(role=Role.SOCIAL_WORKER, region__isnull=True, organisation__isnull=False)
                | Q(
                    role__in=(Role.VOLUNTEER, Role.ADMINISTRATOR),
                    region__isnull=True,
                    organisation__isnull=True,
                ),
                name="role_holds_where_it_belongs",
            ),
            models.UniqueConstraint(
                fields=("user", "role", "region", "organisation"),
                name="role_is_given_once",
                nulls_distinct=False,
            ),
        )

    class Privacy:
        """Who may do what."""

        operational = ("id", "user", "role", "region", "organisation")

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.region or self.organisation or ''}".strip()
