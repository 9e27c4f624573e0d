"""A small company of all that a workbook could garble: texts, numbers, days, equal rows."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from kpidesk.domain.facts import KINDS
from kpidesk.domain.periods import parse_period
from kpidesk.storage.company_file import UnitOfWork

ODD_TEXTS = [
    "=1+1",
    "+47 22 00 00 00",
    "-Minus AS",
    "@home",
    "0012",
    "1E5",
    "1.0",
    "2026-01-01",
    "Totalt",
    "n/a",
    "None",
    "Åse & Sønn <AS> \u2013 \U0001f680 中文",
    "two\nlines",
    "three\r\nline\r\nends",
    "inner  spaces\tand tab",
    "'quoted'",
    "_x000D_ as text",
    "TRUE",
    "#N/A",
    "x" * 3000,
]
ODD_NUMBERS = [
    "0",
    "0.000001",
    "-1234567.891234",
    "123456789012.123456",
    "9007199.254741",
    "0.1",
    "1.355",
    "-0.5",
    "99999999999",
    "1355.9",
]
ODD_DAYS = [
    date(1899, 12, 31),
    date(1900, 1, 1),
    date(1900, 2, 28),
    date(1900, 3, 1),
    date(1904, 1, 1),
    date(1969, 12, 31),
    date(2000, 2, 29),
    date(2026, 1, 2),
    date(2026, 12, 31),
    date(2199, 12, 31),
]
MOMENTS = [
    datetime.fromisoformat("1899-12-31T23:59:59"),
    datetime.fromisoformat("2026-03-04T00:00:00"),
    datetime.fromisoformat("2026-03-04T09:30:01"),
    datetime.fromisoformat("2026-03-04T23:59:59"),
    datetime.fromisoformat("2099-07-04T00:00:01"),
]


class _Filler:
    """Writes rows of odd values straight into a company file."""

    def __init__(self, work: UnitOfWork) -> None:
        self.work = work
        self.turn = 0

    def next(self, values: list[Any]) -> Any:
        self.turn += 1
        return values[self.turn % len(values)]

    def value(self, kind: str, name: str) -> Any:
        """Some value that a field can have."""
        field = KINDS[kind].field(name)
        if field.ref:
            return self.turn % 3 + 1
        return {
            "text": lambda: self.next(ODD_TEXTS),
            "date": lambda: self.next(ODD_DAYS),
            "datetime": lambda: self.next(MOMENTS),
            "money": lambda: Decimal(self.next(ODD_NUMBERS)),
            "quantity": lambda: Decimal(self.next(ODD_NUMBERS)),
            "integer": lambda: self.next([0, 1, 2, 10**6, 999_999_999]),
            "share": lambda: Decimal(self.next(["0", "0.1", "0.333333", "1", "0.05"])),
            "choice": lambda: self.next([*field.choices, *["Own word"] * field.open_choices]),
        }[field.type.value]()

    def facts(self, kind: str, table: str, count: int, **given: Any) -> None:
        """Rows of a kind: every second field of those that may be blank is blank by turns."""
        fields = KINDS[kind].fields
        rows = []
        for at in range(count):
            row: list[Any] = []
            for place, field in enumerate(fields):
                blank = not field.required and field.default is None and (at + place) % 3 == 0
                if field.name in given:
                    row.append(given[field.name](at))
                else:
                    row.append(None if blank else self.value(kind, field.name))
                self.turn += 1
            rows.append(row)
        columns = [f"{field.name}_id" if field.ref else field.name for field in fields]
        self.work.insert_many(table, columns, rows)


def fill(work: UnitOfWork) -> None:
    filler = _Filler(work)
    norway = work.insert("team", {"name": "Norge"})
    teams = [work.insert("team", {"name": name, "parent_id": norway}) for name in ("Nord", "Sør")]
    for name, email in (("Kari", "kari@x.no"), ("=Ola", None), ("007", None), ("Totalt", None)):
        work.insert("rep", {"name": name, "email": email, "role": None})
    places = [
        (1, teams[0], date(2024, 1, 1), date(2025, 6, 30), "1"),
        (1, teams[1], date(2025, 7, 1), None, "0.8"),
        (2, teams[1], None, None, "1"),
        (3, norway, date(2026, 1, 1), None, "0.333333"),
    ]
    for rep, team, first, last, fte in places:
        work.insert(
            "membership",
            {
                "rep_id": rep,
                "team_id": team,
                "valid_from": first,
                "valid_to": last,
                "fte": Decimal(fte),
            },
        )
    for at, text in enumerate(ODD_TEXTS):
        work.insert(
            "customer",
            {
                "name": text,
                "segment": filler.next(ODD_TEXTS) if at % 2 else None,
                "owner_id": at % 4 + 1 if at % 3 else None,
                "customer_since": filler.next(ODD_DAYS) if at % 4 else None,
                "parent_customer_id": at - 2 if at > 3 and at % 5 == 0 else None,
            },
        )
    for text, price in zip(ODD_TEXTS[:6], ODD_NUMBERS, strict=False):
        currency = "EUR" if price == "0.1" else None
        work.insert("product", {"name": text, "price": Decimal(price), "currency": currency})
    for at, (name, outcome) in enumerate(
        [("Møte", "open"), ("Won", "won"), ("Lost", "lost"), ("Tilbud", "open")]
    ):
        work.insert("stage", {"name": name, "outcome": outcome, "position": at})
    work.set_keyed(
        "currency_rate",
        {"currency": "EUR", "valid_from": date(1800, 1, 1)},
        {"rate": Decimal("11.5")},
    )
    deal_ids = ["0012", "1E5", "12", "1e5", "=D", "-1", "007", "D 8", "2026-01-05", "1,5", "æ"]
    statuses = ["open", "won", "lost", "cancelled"]
    currency = {"currency": lambda at: "EUR" if at % 3 == 0 else None}
    filler.facts(
        "deals",
        "deal",
        len(deal_ids),
        deal=lambda at: deal_ids[at],
        status=lambda at: statuses[at % 4],
        stage=lambda at: 1,
        confidence=lambda at: Decimal("0.4"),
        created_on=lambda at: date(2026, 1, 5),
        closed_on=lambda at: None if at % 4 == 0 else date(2026, 2, 1 + at),
        **currency,
    )
    twice = {"external_id": lambda at: None if at % 2 else f"0{at}"}
    filler.facts("activities", "activity", 30, **twice)
    for _ in range(2):  # three equal rows: nothing tells them apart
        filler.facts("activities", "activity", 2, date=lambda at: date(2026, 5, 5),
                     **dict.fromkeys(_NO_DATE, lambda at: None),
                     type=lambda at: "call", quantity=lambda at: Decimal(1))  # fmt: skip
    filler.facts("leads", "lead", 20, **twice)
    filler.facts(
        "stage_history", "stage_entry", 12, deal=lambda at: deal_ids[at % 5], stage=lambda at: 1
    )
    filler.facts("orders", "sales_order", 15, **currency, **twice)
    filler.facts("costs", "cost", 15, **currency)
    filler.facts("email_stats", "email_stat", 10)
    filler.facts("prices", "price_point", 10, **currency)
    _fill_targets(work)


_NO_DATE = (
    *("rep", "customer", "contact", "deal", "minutes", "outcome"),
    *("booked_on", "channel", "external_id", "note"),
)


def _fill_targets(work: UnitOfWork) -> None:
    targets = [
        ("revenue", "org", 0, "FY2026", "1000000.123456", "1", None),
        ("revenue", "org", 0, "2027", "5", None, None),
        ("revenue", "rep", 1, "2026-Q1", "0.000001", None, "2"),
        ("revenue", "rep", 1, "2026-05", "2.5", None, None),
        ("win_rate", "team", 2, "2026-Q2", "2.5", "0.4", None),
        ("win_rate", "rep", 3, "2026-W15", "0.333333", None, None),
        ("calls", "rep", 2, "2026-03-04", "40", None, None),
        ("calls", "rep", 2, "2026-05-03..2026-05-20", "7", None, None),
        ("revenue", "customer", 1, "2026-Q3", "12", None, None),
    ]
    for kpi, scope, scope_id, text, value, threshold, stretch in targets:
        period = parse_period(text, 7)
        work.insert(
            "target",
            {
                "kpi": kpi,
                "scope": scope,
                "scope_id": scope_id,
                "period": str(period),
                "grain": str(period.grain),
                "first_day": period.first,
                "last_day": period.last,
                "value": Decimal(value),
                "threshold": Decimal(threshold) if threshold else None,
                "stretch": Decimal(stretch) if stretch else None,
            },
        )
