"""What a logged-in reader reads."""

from django.test import Client


def text(client: Client, path: str = "/mijn", status: int = 200) -> str:
    """Look at a page, and give its words on one line."""
    answer = client.get(path)
    assert answer.status_code == status
    return " ".join(answer.content.decode().split())
