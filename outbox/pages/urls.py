"""Addresses of what is sent by hand, and of asking for a link to log in."""

from django.urls import path

from outbox.pages import desk, log_in

urlpatterns = [
    path("inloggen/mail", log_in.ask, name="log-in-ask"),
    path("inloggen/verstuurd", log_in.asked, name="log-in-asked"),
    path("werk/berichten", desk.messages_by_hand, name="work-messages"),
    path("werk/berichten/printen", desk.print_letters, name="work-messages-print"),
    path("werk/berichten/verstuurd", desk.mark_sent, name="work-messages-sent"),
    path("werk/berichten/<int:pk>/sms", desk.text, name="work-message-text"),
    path("werk/berichten/<int:pk>/opnieuw", desk.try_again, name="work-message-again"),
    path("werk/berichten/<int:pk>/gebeld", desk.put_away, name="work-message-called"),
]
