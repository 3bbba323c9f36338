"""Addresses of families in the API."""

from rest_framework.routers import SimpleRouter

from families.api.views import FamilyViewSet

router = SimpleRouter(trailing_slash=False)
router.register("families", FamilyViewSet, basename="family")

urlpatterns = router.urls
