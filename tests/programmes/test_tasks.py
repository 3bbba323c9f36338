from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from programmes.domain import links
from programmes.domain.links import LinkPurpose
from programmes.domain.throttling import count
from programmes.models import PersonalLink, RequestCount
from programmes.tasks import forget_counts
from tests.factories.programmes import volunteer_account


@pytest.mark.django_db
def test_what_nobody_needs_any_more_is_forgotten_and_the_rest_stays() -> None:
    account, now = volunteer_account(), timezone.now()
    for ago in (timedelta(days=60), timedelta()):
        links.make(purpose=LinkPurpose.LOG_IN, account=account, now=now - ago)
    count("mail-link", "192.0.2.7")
    RequestCount.objects.update(since=F("since") - timedelta(days=3))
    count("mail-link", "192.0.2.7")

    forget_counts()
    forget_counts()

    assert PersonalLink.objects.get().made_at == now
    assert RequestCount.objects.get().since > now - timedelta(days=1)
