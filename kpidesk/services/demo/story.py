"""Three years in the example company, drawn from one fixed seed: rows with contract fields."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from kpidesk.domain.calendar import WorkCalendar
from kpidesk.services.demo.cast import (
    CUSTOMERS,
    FIRST_DAY,
    GROWTH_A_YEAR,
    LOST_REASONS,
    PRODUCTS,
    REPS,
    SEASON,
    SEED,
    SOURCES,
    RepRole,
)

Row = dict[str, Any]
AFTERMATH = date(2026, 6, 24)  # the workbook to import reaches this day
_FUTURE = ("closed_on", "qualified_on", "converted_on")


@dataclass
class Story:
    """Rows of each kind, in the field names of the contract."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def add(self, kind: str, /, **row: Any) -> None:
        """Add a fact; fields without a value are left out."""
        self.rows[kind].append({name: value for name, value in row.items() if value is not None})


def tell() -> Story:
    """All that happens in the example company, to the end of every deal. Always the same."""
    return _Teller(WorkCalendar("NO")).tell()


def known_on(story: Story, day: date) -> Story:
    """What the company knew on that day: later facts are gone, unfinished deals still open."""
    known = Story()
    for row in story.rows["stage_history"]:
        if row["entered_on"] <= day:
            known.add("stage_history", **row)
    stage_of = {row["deal"]: row["stage"] for row in known.rows["stage_history"]}
    for row in story.rows["deals"]:
        if row["created_on"] <= day:
            known.add("deals", **_deal_on(row, day, stage_of))
    for kind, date_field in (
        ("leads", "created_on"),
        ("activities", "date"),
        ("orders", "date"),
        ("costs", "date"),
    ):
        for row in story.rows[kind]:
            if row[date_field] <= day:
                known.add(kind, **_without_future(row, day))
    return known


def _deal_on(row: Row, day: date, stage_of: dict[str, str]) -> Row:
    if row["closed_on"] <= day:
        return row
    still_open = {name: row[name] for name in row if name not in ("closed_on", "lost_reason")}
    return {**still_open, "status": "open", "stage": stage_of[row["deal"]]}


def _without_future(row: Row, day: date) -> Row:
    return {name: value for name, value in row.items() if not (name in _FUTURE and value > day)}


class _Teller:
    """Draws the days one by one; every random choice comes from one seeded generator."""

    def __init__(self, calendar: WorkCalendar) -> None:
        self._dice = random.Random(SEED)
        self._calendar = calendar
        self._days = calendar.days(FIRST_DAY, AFTERMATH)
        self._story = Story()
        self._deal_no = defaultdict[int, int](int)

    def tell(self) -> Story:
        for day in self._days:
            busy = SEASON[day.month - 1] * (1 + GROWTH_A_YEAR) ** _years_since(day)
            for rep in REPS:
                if rep.works_on(day):
                    self._work_day(rep, day, busy)
            self._web_shop(day, busy)
            self._leads(day, busy)
        self._costs()
        return self._story

    def _work_day(self, rep: RepRole, day: date, busy: float) -> None:
        for _ in range(self._count(rep.pace * busy)):
            self._deal(rep, day)
        for _ in range(self._count(3.4 * busy)):
            outcome = "reached" if self._dice.random() < 0.46 else "not_reached"
            self._activity(day, "call", rep, outcome=outcome, minutes=self._minutes(outcome))
        for _ in range(self._count(1.5 * busy)):
            outcome = "reached" if self._dice.random() < 0.3 else "not_reached"
            self._activity(day, "email", rep, outcome=outcome)

    def _deal(self, rep: RepRole | None, created: date) -> None:
        """One deal from its first contact to its end, with the stages that it passed."""
        dice = self._dice
        name, price, _, _ = _pick(dice, PRODUCTS)
        value = Decimal(max(4, round(price * dice.lognormvariate(0, 0.38) / 100))) * 100
        cycle = min(240, max(4, round(dice.lognormvariate(3.28, 0.55))))
        closing = self._working_day(created + timedelta(days=cycle))
        if closing.month == 7 and dice.random() < 0.6:  # nobody signs in the summer holiday
            closing = self._working_day(closing + timedelta(days=dice.randint(21, 35)))
        fate = self._fate(rep)
        rep = _heir(rep, closing)
        customer, _ = dice.choice(CUSTOMERS)
        self._deal_no[created.year] += 1
        key = f"{created.year % 100}-{self._deal_no[created.year]:04d}"
        story_row: Row = {
            "deal": key,
            "rep": rep.name if rep else None,
            "customer": customer,
            "product": name,
            "source": _pick(dice, SOURCES)[0] if rep else "Nettside",
            "kind": "renewal" if name == "Serviceavtale" and dice.random() < 0.4 else "new",
            "created_on": created,
            "first_contact_on": created,
            "expected_close_on": self._working_day(
                created + timedelta(days=round(cycle * dice.uniform(0.8, 1.2)) + 2)
            ),
            "value": value,
        }
        story_row["stage"] = self._stages(key, created, closing, fate)
        story_row["status"] = fate
        story_row["closed_on"] = closing
        if fate == "lost":
            story_row["lost_reason"] = _pick(dice, LOST_REASONS)[0]
        self._story.add("deals", **story_row)
        if rep:
            self._meetings(rep, customer, key, created, closing)

    def _stages(self, key: str, created: date, closing: date, fate: str) -> str:
        """Write the stage history; returns the stage in which the deal ends."""
        length = max(4, (closing - created).days)
        steps = [("Kontakt", 0.0), ("Behov", 0.18), ("Tilbud", 0.45), ("Forhandling", 0.75)]
        if fate != "won":
            steps = steps[: self._dice.choice((2, 3, 3, 4))]
        for name, share in steps:
            day = self._working_day(created + timedelta(days=int(length * share)))
            if day < closing:
                self._story.add("stage_history", deal=key, stage=name, entered_on=day)
        end = {"won": "Vunnet", "lost": "Tapt", "cancelled": "Avlyst"}[fate]
        self._story.add("stage_history", deal=key, stage=end, entered_on=closing)
        return end

    def _meetings(
        self, rep: RepRole, customer: str, deal: str, created: date, closing: date
    ) -> None:
        dice, length = self._dice, max(4, (closing - created).days)
        for share in (0.2, 0.6) if dice.random() < 0.7 else (0.3,):
            day = self._working_day(created + timedelta(days=int(length * share)))
            booked = self._working_day(day - timedelta(days=dice.randint(2, 8)), back=True)
            outcome = "held" if dice.random() < 0.88 else "no_show"
            self._activity(
                day, "meeting", rep, customer, deal, outcome=outcome, booked_on=max(booked, created)
            )
        if dice.random() < 0.85:
            day = self._working_day(created + timedelta(days=int(length * 0.45)))
            self._activity(day, "quote", rep, customer, deal)

    def _activity(
        self,
        day: date,
        kind: str,
        rep: RepRole,
        customer: str | None = None,
        deal: str | None = None,
        **fields: Any,
    ) -> None:
        number = len(self._story.rows["activities"]) + 1
        self._story.add(
            "activities",
            date=day,
            type=kind,
            rep=rep.name,
            customer=customer or self._dice.choice(CUSTOMERS)[0],
            deal=deal,
            quantity=Decimal(1),
            channel={"call": "phone", "email": "email"}.get(kind),
            external_id=f"A{number:06d}",
            **fields,
        )

    def _web_shop(self, day: date, busy: float) -> None:
        """Orders nobody sold; now and then one large enough to be a deal of its own."""
        for _ in range(self._count(0.5 * busy)):
            name, price, _, _ = _pick(self._dice, PRODUCTS)
            quantity = self._dice.randint(1, 3)
            unit = Decimal(round(price * 0.02))
            self._story.add(
                "orders",
                date=day,
                amount=unit * quantity,
                customer=self._dice.choice(CUSTOMERS)[0],
                product=name,
                quantity=Decimal(quantity),
                unit_price=unit,
                external_id=f"O{len(self._story.rows['orders']) + 1:05d}",
            )
        if self._dice.random() < 0.02:
            self._deal(None, day)

    def _leads(self, day: date, busy: float) -> None:
        for _ in range(self._count(2.4 * busy)):
            reps = [rep for rep in REPS if rep.works_on(day)]
            rep, dice = self._dice.choice(reps), self._dice
            qualified = self._working_day(day + timedelta(days=dice.randint(1, 12)))
            converted = self._working_day(qualified + timedelta(days=dice.randint(1, 20)))
            is_qualified, is_converted = dice.random() < 0.55, dice.random() < 0.45
            company = f"{dice.choice(CUSTOMERS)[0].split()[0]} {dice.choice(_LEAD_NAMES)}"
            source = _pick(dice, SOURCES)[0]
            number = len(self._story.rows["leads"]) + 1
            self._story.add(
                "leads",
                created_on=day,
                rep=rep.name,
                company=company,
                source=source,
                qualified_on=qualified if is_qualified else None,
                converted_on=converted if is_qualified and is_converted else None,
                external_id=f"L{number:05d}",
            )

    def _costs(self) -> None:
        month = FIRST_DAY.replace(day=1)
        while month <= AFTERMATH:
            heads = sum(rep.works_on(month) for rep in REPS)
            for category, amount in (
                ("pay", 61_500 * heads),
                ("support", 1_900 * heads),
                ("marketing", round(38_000 * SEASON[month.month - 1] / 100) * 100),
            ):
                self._story.add("costs", date=month, amount=Decimal(amount), category=category)
            if month.month in (3, 9):
                self._story.add("costs", date=month, amount=Decimal(64_000), category="event")
            month = (month + timedelta(days=32)).replace(day=1)

    def _fate(self, rep: RepRole | None) -> str:
        draw = self._dice.random()
        if draw < 0.04:
            return "cancelled"
        return "won" if self._dice.random() < (rep.skill if rep else 0.9) else "lost"

    def _minutes(self, outcome: str) -> Decimal:
        return Decimal(self._dice.randint(3, 19) if outcome == "reached" else 1)

    def _count(self, mean: float) -> int:
        """A Poisson draw."""
        limit, product, count = 2.718281828**-mean, self._dice.random(), 0
        while product > limit:
            product *= self._dice.random()
            count += 1
        return count

    def _working_day(self, day: date, back: bool = False) -> date:
        step = timedelta(days=-1 if back else 1)
        while not self._calendar.is_working(day):
            day += step
        return day


_LEAD_NAMES = ("Regnskap", "Elektro", "Bakeri", "Bil", "Optikk", "Rør", "Maler", "Apotek")


def _pick(dice: random.Random, weighted: Sequence[Any]) -> Any:
    """One of the entries; the last item of each says how often."""
    return dice.choices(weighted, [entry[-1] for entry in weighted])[0]


def _heir(rep: RepRole | None, closing: date) -> RepRole | None:
    """Who closes the deal: the newest colleague takes over what a leaver had begun."""
    return rep if rep is None or rep.works_on(closing) else REPS[-1]


def _years_since(day: date) -> float:
    return (day - FIRST_DAY).days / 365.25
