"""Addresses of the dashboard, runs, proposals, matches and the volunteer's own page."""

from django.urls import path

from matching.pages import (
    dashboard,
    match_register,
    new_run,
    progress,
    review,
    send,
    volunteer_portal,
)

RUN = "werk/koppelen/<int:pk>"
urlpatterns = [
    path("werk", dashboard.dashboard, name="work"),
    path("werk/koppelen", new_run.all_runs, name="work-runs"),
    path("werk/koppelen/nieuw", new_run.new_run, name="work-run-new"),
    path(RUN, progress.progress, name="work-run"),
    path(f"{RUN}/stop", progress.stop, name="work-run-stop"),
    path(f"{RUN}/annuleren", progress.cancel, name="work-run-cancel"),
    path(f"{RUN}/voorstellen", review.review, name="work-review"),
    path(f"{RUN}/voorstellen/goedkeuren", review.approve_all, name="work-approve-all"),
    path(f"{RUN}/voorstellen/<int:proposal>", review.review, name="work-proposal"),
    path(f"{RUN}/voorstellen/<int:proposal>/<slug:act>", review.decide, name="work-decide"),
    path(f"{RUN}/versturen", send.send, name="work-send"),
    path(f"{RUN}/verstuurd", send.sent, name="work-sent"),
    path(f"{RUN}/verstuurd/terugnemen", send.undo, name="work-take-back-all"),
    path(f"{RUN}/verstuurd/<int:match>/terugnemen", send.undo, name="work-take-back"),
    path("werk/koppelingen", match_register.matches, name="work-matches"),
    path("werk/koppelingen/<int:pk>", match_register.match, name="work-match"),
    path("werk/koppelingen/<int:pk>/<slug:step>", match_register.match_step, name="work-match-step"),
    path("mijn", volunteer_portal.my_page, name="my-page"),
    path("mijn/<int:pk>/nee", volunteer_portal.my_no, name="my-no"),
    path("mijn/<int:pk>/<slug:step>", volunteer_portal.my_answer, name="my-answer"),
]
