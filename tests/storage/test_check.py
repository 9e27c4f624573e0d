from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from decimal import Decimal

import pytest

from kpidesk.domain.errors import CompanyFileError
from kpidesk.storage.check import check
from kpidesk.storage.company_file import CompanyFile


@pytest.fixture
def filled(company: CompanyFile) -> CompanyFile:
    day = date(2017, 3, 1)
    with company.change("fill", "Fill") as unit:
        kari = unit.insert("rep", {"name": "Kari"})
        team = unit.insert("team", {"name": "North"})
        unit.insert("membership", {"rep_id": kari, "team_id": team, "valid_to": day})
        values = {"status": "won", "rep_id": kari, "created_on": day, "closed_on": day}
        unit.insert("deal", {"deal": "A", "value": Decimal(5), **values})
        for period, first, last in (
            ("2017-03", date(2017, 3, 1), date(2017, 3, 31)),
            ("2017-04", date(2017, 4, 1), date(2017, 4, 30)),
        ):
            days = {"grain": "month", "first_day": first, "last_day": last, "value": Decimal(5)}
            unit.insert("target", {"kpi": "revenue", "scope": "org", "period": period, **days})
        unit.commit()
    return company


def test_a_file_in_order_has_no_problems(filled: CompanyFile) -> None:
    assert check(filled) == []


@pytest.mark.parametrize(
    ("statement", "code", "words"),
    [
        ("UPDATE day_total SET amount = amount + 1", "check.totals", "2017-03-01"),
        ("DELETE FROM day_total WHERE measure = 'won_deals'", "check.totals", "won_deals"),
        ("UPDATE day_total SET measure = 'odd' WHERE measure = 'won_deals'", "check.totals", "odd"),
        ("UPDATE deal SET base_value = 1", "check.derived", "amount in NOK"),
        ("UPDATE deal SET cycle_days = 7", "check.derived", "cycle"),
        ("UPDATE deal SET currency = 'USD'", "rate.missing", "USD on 2017-03-01"),
        ("UPDATE deal SET rep_id = 99", "check.reference", "rep"),
        ("INSERT INTO alias (list, written, means_id) VALUES ('rep', 'K', 9)",
         "check.reference", "K"),
        ("UPDATE target SET scope = 'rep', scope_id = 9", "check.reference", "revenue"),
        ("INSERT INTO membership (rep_id, valid_from, fte) VALUES (1, '2017-03-01', 1000000)",
         "check.membership", "Kari is in two teams on 2017-03-01"),
        ("UPDATE membership SET valid_from = '2018-01-01'", "check.membership", "before"),
        ("UPDATE target SET last_day = '2017-04-02'", "check.targets", "overlap"),
        ("PRAGMA application_id = 5", "check.identity", "5"),
        ("ALTER TABLE deal DROP COLUMN source", "check.structure", "source"),
    ],
)  # fmt: skip
def test_what_was_broken_is_told_in_words(
    filled: CompanyFile, statement: str, code: str, words: str
) -> None:
    with closing(sqlite3.connect(filled.path)) as connection:
        connection.execute(statement)
        connection.commit()
    problems = check(filled)
    assert code in {problem.code for problem in problems}
    assert any(words in problem.message for problem in problems)


def test_damaged_pages_are_found(filled: CompanyFile) -> None:
    with closing(sqlite3.connect(filled.path)) as connection:
        root = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'deal_customer'"
        ).fetchone()[0]
    whole = bytearray(filled.path.read_bytes())
    whole[(root - 1) * 4096 + 8 : root * 4096] = b"\x00" * (4096 - 8)
    filled.path.write_bytes(whole)
    try:
        codes = {problem.code for problem in check(filled)}
    except CompanyFileError as error:
        codes = {error.code}
    assert codes & {"check.structure", "company.damaged"}
