"""The first page: everybody goes to their own side of the house."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from programmes.models import Role, RoleAssignment

HOMES = {
    Role.COORDINATOR: "work",
    Role.SOCIAL_WORKER: "my-families",
    Role.VOLUNTEER: "my-page",
    Role.ADMINISTRATOR: "admin:index",
}


def start(request: HttpRequest) -> HttpResponseBase:
    if not request.user.is_authenticated:
        return render(request, "programmes/start.html")
    assignments = RoleAssignment.objects.filter(user=request.user)
    roles = set(assignments.values_list("role", flat=True))
    home = next((page for role, page in HOMES.items() if role in roles), "")
    return redirect(home) if home else render(request, "programmes/no_role.html")


def assistance(request: HttpRequest) -> HttpResponseBase:
    return render(request, "programmes/help.html")
