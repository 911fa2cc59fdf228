"""What is exported and read back is the same, whatever people typed: every type of question, every format that comes back."""

from __future__ import annotations

import pytest
from exported_responses import NASTY, SURVEY, empty, keep, made_in, response, response_to, stored, told, unique
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consult.model.response import Answer
from consult.service.exchange import exporting
from consult.service.exchange.exporting import Wanted


@pytest.fixture(scope="module")
def make(tmp_path_factory):
    """Makes a consultation that has published the survey, with the responses that are given."""
    with made_in(tmp_path_factory) as build:
        yield build


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted("csv"), Wanted("csv", delimiter=";", decimal=",", byte_order_mark=True), Wanted("tsv"),
        Wanted("jsonl"), Wanted("xlsx"),
    ],
    ids=["csv", "excel", "tsv", "jsonl", "xlsx"],
)  # fmt: skip
def test_what_goes_out_comes_back_the_same(make, tmp_path, wanted):
    first, second = make(), make()
    path = tmp_path / f"answers.{wanted.format}"

    @settings(max_examples=12, suppress_health_check=list(HealthCheck))
    @given(st.lists(response_to(SURVEY), min_size=1, max_size=2).filter(unique))
    def there_and_back(found):
        empty(first)
        empty(second)
        keep(first, found)
        exporting.export(first, "whole", wanted, path)
        assert exporting.is_own(path)
        assert exporting.bring_back(second, path, "whole").added == len(found)
        assert stored(second) == told(first)
        assert exporting.bring_back(first, path, "whole").already_there == len(found)

    there_and_back()


@pytest.mark.parametrize("format_", ["csv", "xlsx", "jsonl"])
def test_each_nasty_text_survives_in_every_column_that_takes_text(make, tmp_path, format_):
    found = [
        response(
            Answer("remarks", text=text), Answer("area", code="other", text=text), Answer("offered", code="other", text=text),
            Answer("staff", code="other", text=text), Answer("attachment", code="0" * 64, text=text),
            Answer("all_clients", text=text), Answer("plans", column="text", instance=1, text=text), n=f"{at:02}",
        )
        for at, text in enumerate(NASTY)
    ]  # fmt: skip
    first, second = make(found), make()
    exporting.export(first, "whole", Wanted(format_), tmp_path / "out")
    exporting.bring_back(second, tmp_path / "out", "whole")
    assert stored(second) == told(first)
