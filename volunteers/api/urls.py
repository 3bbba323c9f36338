"""Addresses of volunteers in the API."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from volunteers.api.views import OwnVolunteerView, VolunteerViewSet

router = SimpleRouter(trailing_slash=False)
router.register("volunteers", VolunteerViewSet, basename="volunteer")

urlpatterns = [
    path("volunteers/me", OwnVolunteerView.as_view(), name="volunteer-me"),
    *router.urls,
]
