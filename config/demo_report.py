"""What the demo says about its run, in plain lines."""

import sys
from string import Formatter
from typing import Any

WIDTH = 78
NAMES = {
    "coordinator": "Coordinator",
    "volunteer": "Volunteer",
    "social_worker": "Social worker",
    "administrator": "Administrator",
}


def show_progress(answer: dict[str, Any]) -> None:
    """Show how far a run is, on one line that is written over."""
    progress = answer.get("progress") or {}
    words = f"  {answer['state']}: {progress.get('phase') or answer.get('phase') or ''}"
    if progress.get("total"):
        words += f" {progress.get('done', 0)} of {progress['total']}"
    if progress.get("at_most"):
        words += f", placed {progress.get('found', 0)} of at most {progress['at_most']}"
    if sys.stdout.isatty():
        print(f"\r{words[:WIDTH]:<{WIDTH}}", end="", flush=True)


def outcome(figures: dict[str, Any]) -> list[str]:
    """Put the figures of a run into sentences; what a run has no figure of is left out."""
    by_hand, travel, phases = (figures.get(part) or {} for part in ("baseline", "travel", "phases"))
    lines = [
        ("Placed {placed} of {waiting} waiting families", figures),
        ("Proven: at most {at_most} can be placed (status {status}, gap {gap})", figures),
        ("First come, first served by hand would place {placed}", by_hand),
        ("Travel: mean {mean}, 90th percentile {p90}, longest {longest} minutes", travel),
    ]
    found = [words.format_map(part) for words, part in lines if names(words) <= set(part)]
    if phases:
        found.append("Time: " + ", ".join(f"{name} {seconds:.2f} s" for name, seconds in phases.items()))
    return found


def names(words: str) -> set[str]:
    """Return the names of the figures that a sentence needs."""
    return {name for _, name, _, _ in Formatter().parse(words) if name}


def tell(facts: dict[str, Any], *, serving: bool) -> None:
    """Print the outcome, the addresses and the log-ins."""
    if sys.stdout.isatty():
        print("\r" + " " * WIDTH + "\r", end="")
    print(f"\nMatching run {facts['run']}: {facts['state']}")
    for line in outcome(facts.get("figures") or {}):
        print(f"  {line}")
    print(f"\nOpen {facts['url']}/ and log in as")
    for role, account in facts["accounts"].items():
        print(f"  {NAMES.get(role, role):<15} {account['email']:<40} {account['password']}")
    print(f"\nMail that is sent: {facts['url']}/demo/post")
    print(f"API: {facts['url']}/api/v1/ with the tokens in demo.json of the state folder.")
    print(
        "Ctrl-C ends all; data are kept."
        if serving
        else "All has ended, as asked; `make demo` serves it again."
    )
