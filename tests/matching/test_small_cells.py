"""Nobody is recognised in a table, not by subtraction either."""

from hypothesis import given
from hypothesis import strategies as st

from matching.domain.small_cells import FEWEST, Row, hidden

ROW = st.integers(1, 40).flatmap(lambda whole: st.builds(Row, st.just(whole), st.integers(0, whole)))


def test_a_row_under_five_is_hidden_with_a_second_one() -> None:
    wholes, _ = hidden([Row(40, 20), Row(3, 1), Row(12, 6)])

    assert wholes == [False, True, True]


def test_a_table_without_small_figures_is_shown_whole() -> None:
    assert hidden([Row(40, 20), Row(12, 6)]) == ([False, False], [False, False])


def test_how_a_row_divides_is_hidden_when_either_part_is_small() -> None:
    _, parts = hidden([Row(40, 38), Row(40, 20), Row(40, 20), Row(12, 6)])

    assert parts == [True, False, False, True]


def test_a_single_small_row_is_hidden() -> None:
    assert hidden([Row(4, 2)]) == ([True], [True])


def test_an_empty_table_has_nothing_to_hide() -> None:
    assert hidden([]) == ([], [])


@given(st.lists(ROW))
def test_no_figure_under_five_is_shown_or_found_by_subtraction(rows: list[Row]) -> None:
    wholes, parts = hidden(rows)

    assert all(part for whole, part in zip(wholes, parts, strict=True) if whole)
    for row, whole, part in zip(rows, wholes, parts, strict=True):
        assert whole or row.whole >= FEWEST
        assert part or min(row.part, row.rest) >= FEWEST
    for mask, columns in ((wholes, ("whole",)), (parts, ("part", "rest"))):
        chosen = [row for row, is_hidden in zip(rows, mask, strict=True) if is_hidden]
        if chosen and len(chosen) < len(rows):
            assert len(chosen) > 1
            assert all(sum(getattr(row, column) for row in chosen) >= FEWEST for column in columns)
