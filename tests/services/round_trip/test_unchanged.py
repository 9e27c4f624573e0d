"""A workbook that comes back as it went out changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kpidesk.domain.facts import KINDS


def test_odd_values_come_back_as_they_went(odd: Any) -> None:
    odd.unchanged_by(odd.out())


def test_every_kind_of_the_odd_company_has_rows(odd: Any) -> None:
    kinds = {json.loads(line)["kind"] for line in odd.dump()}
    assert set(KINDS) <= kinds


def test_the_example_company_comes_back_as_it_went(example: Any) -> None:
    example.unchanged_by(example.out())


def test_targets_alone_come_back_as_they_went(odd: Any) -> None:
    odd.unchanged_by(odd.targets_out())


def test_an_object_model_that_loads_and_saves_changes_nothing(odd: Any) -> None:
    odd.unchanged_by(odd.book(odd.out()).save())


@pytest.mark.libreoffice
@pytest.mark.parametrize("name", ["odd", "example"])
def test_a_spreadsheet_program_that_saves_changes_nothing(
    name: str, request: pytest.FixtureRequest, saved_by_libreoffice: Callable[[Path], Path]
) -> None:
    journey = request.getfixturevalue(name)
    journey.unchanged_by(saved_by_libreoffice(journey.out()))


@pytest.mark.libreoffice
def test_targets_saved_by_a_spreadsheet_program_change_nothing(
    odd: Any, saved_by_libreoffice: Callable[[Path], Path]
) -> None:
    odd.unchanged_by(saved_by_libreoffice(odd.targets_out()))


def test_an_empty_company_goes_out_as_headings_and_comes_back_as_nothing(empty: Any) -> None:
    journey = empty()
    path = journey.out()

    assert [sheet.title for sheet in journey.book(path).book] == list(KINDS)
    journey.unchanged_by(path)
