import pytest

from config.demo_report import outcome, tell

FIGURES = {
    "waiting": 200,
    "placed": 171,
    "at_most": 171,
    "gap": 0,
    "status": "optimal",
    "baseline": {"placed": 150},
    "travel": {"mean": 9.5, "p90": 18, "longest": 25},
    "phases": {"loading": 0.2, "solving": 1.251},
}


def test_every_figure_of_a_run_is_told() -> None:
    assert outcome(FIGURES) == [
        "Placed 171 of 200 waiting families",
        "Proven: at most 171 can be placed (status optimal, gap 0)",
        "First come, first served by hand would place 150",
        "Travel: mean 9.5, 90th percentile 18, longest 25 minutes",
        "Time: loading 0.20 s, solving 1.25 s",
    ]


def test_a_run_without_figures_has_no_outcome_to_tell() -> None:
    assert outcome({}) == []


def test_log_ins_and_address_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    account = {"email": "c@example.invalid", "password": "a-word", "token": "never-shown"}
    tell(
        {
            "url": "http://127.0.0.1:8000",
            "run": 7,
            "state": "succeeded",
            "figures": FIGURES,
            "accounts": {"coordinator": account},
        },
        serving=True,
    )

    told = capsys.readouterr().out
    assert "http://127.0.0.1:8000/" in told
    assert "c@example.invalid" in told
    assert "a-word" in told
    assert "never-shown" not in told
