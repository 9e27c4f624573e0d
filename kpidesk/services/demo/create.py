"""Writing the example into a company file, and its workbook to import beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from kpidesk.domain.facts import KINDS
from kpidesk.services.companies import create_company
from kpidesk.services.demo.cast import (
    COMPANY,
    CUSTOMERS,
    EAST,
    LAST_DAY,
    PRODUCTS,
    REPS,
    STAGES,
    TRANSFER,
    WEST,
    RepRole,
)
from kpidesk.services.demo.goals import goals
from kpidesk.services.demo.story import Story, known_on, tell
from kpidesk.services.demo.workbook import write_demo_workbook

if TYPE_CHECKING:
    from kpidesk.storage.company_file import CompanyFile
    from kpidesk.storage.unit_of_work import UnitOfWork

_TABLE_OF_KIND = {
    "activities": "activity",
    "leads": "lead",
    "deals": "deal",
    "stage_history": "stage_entry",
    "orders": "sales_order",
    "costs": "cost",
}


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """The example: its open company file, and the workbook that is waiting to be imported."""

    company: CompanyFile
    workbook: Path


def create_demo_company(path: Path, name: str | None = None) -> DemoCompany:
    """Make the example company in a new file, with `NAME salg juni 2026.xlsx` beside it."""
    story = tell()
    company = create_company(path, name=name or COMPANY, currency="NOK", country="NO")
    with company.change("demo", "Example company") as work:
        names = _write_lists(work)
        known = known_on(story, LAST_DAY)
        for kind, table in _TABLE_OF_KIND.items():
            _write_facts(work, table, kind, known, names)
        _write_targets(work, names)
        work.commit()
    workbook = path.with_name(f"{path.stem} salg juni 2026.xlsx")
    write_demo_workbook(workbook, story)
    return DemoCompany(company, workbook)


def _write_lists(work: UnitOfWork) -> dict[str, dict[str, int]]:
    """People, teams, customers, products and stages; returns name -> id for each list."""
    team = {name: work.insert("team", {"name": name}) for name in (EAST, WEST)}
    rep: dict[str, int] = {}
    for role in REPS:
        email = f"{role.name.split()[0].lower()}@nordskar.example"
        rep[role.name] = work.insert("rep", {"name": role.name, "email": email, "role": role.role})
        for place, first, last in _places(role):
            work.insert(
                "membership",
                {
                    "rep_id": rep[role.name],
                    "team_id": team[place],
                    "valid_from": first,
                    "valid_to": last,
                    "fte": Decimal(1),
                },
            )
    owners = [rep[role.name] for role in REPS if role.last is None]
    customer = {
        name: work.insert(
            "customer",
            {
                "name": name,
                "segment": segment,
                "country": "Norge",
                "owner_id": owners[number % len(owners)],
            },
        )
        for number, (name, segment) in enumerate(CUSTOMERS)
    }
    product = {
        name: work.insert("product", {"name": name, "price": Decimal(price), "cost": Decimal(cost)})
        for name, price, cost, _ in PRODUCTS
    }
    stage = {
        name: work.insert(
            "stage",
            {"name": name, "position": position, "outcome": outcome, "confidence": confidence},
        )
        for position, (name, outcome, confidence) in enumerate(STAGES)
    }
    return {"rep": rep, "team": team, "customer": customer, "product": product, "stage": stage}


def _places(role: RepRole) -> list[tuple[str, date | None, date | None]]:
    """The rep's dated places: team, first day, last day."""
    name, before, until = TRANSFER
    if role.name != name:
        return [(role.team, role.first, role.last)]
    return [(before, role.first, until), (role.team, until + timedelta(days=1), role.last)]


def _write_facts(
    work: UnitOfWork, table: str, kind: str, story: Story, names: dict[str, dict[str, int]]
) -> None:
    fields = KINDS[kind].fields
    columns = [f"{field.name}_id" if field.ref else field.name for field in fields]
    rows = [
        [
            names[field.ref].get(row.get(field.name, "")) if field.ref else row.get(field.name)
            for field in fields
        ]
        for row in story.rows[kind]
    ]
    work.insert_many(table, columns, rows)


def _write_targets(work: UnitOfWork, names: dict[str, dict[str, int]]) -> None:
    for goal in goals():
        level = goal.scope.level
        work.insert(
            "target",
            {
                "kpi": goal.kpi,
                "scope": level,
                "scope_id": 0 if level == "org" else names[level][goal.scope.name or ""],
                "period": str(goal.period),
                "grain": str(goal.period.grain),
                "first_day": goal.period.first,
                "last_day": goal.period.last,
                "value": goal.value,
                "note": "",
            },
        )
