"""A social worker tells that something changed, or that a family stops."""

from typing import Any

import pytest
from django.test import Client

from families.models import Family
from families.states import FamilyState
from programmes.models import AccessLog, Organisation, Region, User
from tests.factories.families import FamilyFactory
from tests.factories.programmes import OrganisationFactory, social_worker
from tests.families.entries import prepare
from tests.filled_forms import filled_in

pytestmark = pytest.mark.django_db(transaction=True)
