import pytest

from outbox.domain.address_book import addresses
from outbox.domain.post import Channel
from tests.factories.programmes import UserFactory
from tests.factories.volunteers import VolunteerFactory
from volunteers.domain.reaching import channel_of
from volunteers.models.volunteer import Channel as Preferred

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("preferred", "channel"),
    [
        (Preferred.EMAIL, Channel.EMAIL),
        (Preferred.PHONE, Channel.SMS),
        (Preferred.POST, Channel.LETTER),
    ],
)
def test_messages_go_by_the_way_that_a_volunteer_prefers(preferred: Preferred, channel: Channel) -> None:
    assert channel_of(VolunteerFactory(preferred_channel=preferred)) == channel


def test_the_address_book_knows_volunteers_by_their_account() -> None:
    reader = VolunteerFactory(
        account=UserFactory(), street="Boekenlaan", house_number=14, house_addition="a", town="Den Bosch"
    )
    stranger = UserFactory()

    found = addresses({reader.account.pk, stranger.pk})

    assert set(found) == {reader.account.pk}
    assert found[reader.account.pk].lines == ("Boekenlaan 14 a", "5211 AB  Den Bosch")
    assert found[reader.account.pk].phone == reader.phone


def test_without_a_street_postcode_and_house_number_are_the_address() -> None:
    reader = VolunteerFactory(account=UserFactory())

    assert addresses({reader.account.pk})[reader.account.pk].lines == ("5211 AB  1",)
