"""The main job with real keys and clicks: import, target, curve, undo; checked in the file.

KPIDESK_TOUR_SHOTS=FOLDER keeps a picture of each step.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest


def _beside(name: str) -> ModuleType:
    """A module of this folder; tests are no package."""
    place = Path(__file__).with_name(f"{name}.py")
    spec = importlib.util.spec_from_file_location(f"tour_{name}", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


stage = _beside("screen")
kpidesk = stage.kpidesk
MISSING = stage.missing_tools()

pytestmark = [
    pytest.mark.program,
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs an X server"),
]

IMPORT_BUTTON = (1152, 798)  # in the Check step, in a window of 1440 x 900
SET_TARGET_BUTTON = (1109, 123)
FILES = ("accounts", "products", "sales_teams", "sales_pipeline")


@pytest.fixture
def screen(tmp_path) -> Iterator[object]:
    shots = os.environ.get("KPIDESK_TOUR_SHOTS")
    screen = stage.Screen(tmp_path / "private", Path(shots) if shots else None)
    yield screen
    screen.close()


def batches(company: Path) -> int:
    found = json.loads(kpidesk("batches", company, "--json"))
    return sum(batch["state"] == "applied" for batch in found["batches"])


def targets(company: Path) -> list[dict[str, object]]:
    return json.loads(kpidesk("target", "list", company, "--json"))["targets"]


def won_revenue(company: Path, *more: str) -> str:
    found = json.loads(kpidesk("kpi", company, "revenue", "--period", "2017", *more, "--json"))
    return str(found["rows"][0]["value"])


def import_file(screen, company: Path, source: Path) -> None:
    """File > Import, the path typed; in Check the button is clicked."""
    before = batches(company)
    screen.press("ctrl+i")
    screen.wait("the file dialog is there", lambda: screen.has_window("^Import$"))
    screen.write(str(source))

    def chosen() -> bool:
        screen.press("Return")
        return not screen.has_window("^Import$")

    screen.wait("the file is chosen", chosen)
    screen.wait_until_calm()
    screen.shoot(f"check-{source.stem}")

    def imported() -> bool:
        screen.click(*IMPORT_BUTTON)
        return batches(company) > before

    screen.wait(f"{source.name} is imported", imported)
    screen.wait_until_calm()


def find(screen, text: str) -> None:
    """Ctrl+K, what is wanted, Return."""
    screen.press("ctrl+k")
    screen.wait_until_calm()
    screen.write(text)
    screen.wait_until_calm()
    screen.shoot(f"find-{text.split()[0]}")
    screen.press("Return")
    screen.wait_until_calm()


def set_target(screen, company: Path, who: str, period: str, value: str) -> None:
    """The dialog of the Targets page, filled in from its last field back to its first."""
    screen.press("ctrl+2")
    screen.wait_until_calm()
    screen.shoot("targets")
    screen.click(*SET_TARGET_BUTTON)
    screen.wait("the dialog is there", lambda: screen.has_window("^Set target$"))
    screen.write(value)
    for text in (period, who):
        screen.press("shift+Tab", "ctrl+a")
        screen.write(text)
    screen.press("Tab")  # leaves the list of names that typing opened
    screen.shoot("target-dialog")

    def stored() -> bool:
        screen.press("Return")
        return bool(targets(company))

    screen.wait("the target is stored", stored)
    screen.wait_until_calm()


def test_import_target_curve_and_undo_of_it_all(screen, tmp_path, shared_data):
    company = tmp_path / "maven.kpidesk"
    kpidesk("new", company, "--name", "Maven", "--currency", "USD", "--country", "GB")
    empty = kpidesk("dump", company)
    program = screen.start(sys.executable, "-m", "kpidesk.app.entry", str(company))
    screen.wait("the window is there", lambda: screen.has_window("Maven – KPIDesk"))
    screen.wait_until_calm()
    screen.shoot("empty")

    for name in FILES:
        import_file(screen, company, shared_data / "crm" / "maven" / f"{name}.csv")
    assert batches(company) == 4
    assert won_revenue(company).startswith("10005534")
    imported = kpidesk("dump", company)
    screen.press("ctrl+1")
    screen.wait_until_calm()
    screen.shoot("today")

    set_target(screen, company, "Darcel Schlecht", "2017-12", "120000")
    (target,) = targets(company)
    assert (target["scope"], target["scope_name"]) == ("rep", "Darcel Schlecht")
    assert str(target["value"]).startswith("120000")
    screen.shoot("targets-set")

    screen.press("ctrl+3")
    everyone = screen.wait_until_calm()
    find(screen, "Darcel Schlecht")
    assert screen.wait_until_calm() != everyone, "the curve is another one"
    screen.shoot("curve-light")
    find(screen, "Dark")
    screen.shoot("curve-dark")
    screen.press("ctrl+1")
    screen.wait_until_calm()
    screen.shoot("today-dark")
    screen.press("ctrl+2")
    screen.wait_until_calm()
    screen.shoot("targets-dark")
    find(screen, "Light")
    scope = ("--scope", "rep:Darcel Schlecht")
    assert won_revenue(company, *scope).startswith("1153214")

    screen.press("ctrl+z")
    screen.wait("the target is gone", lambda: not targets(company))
    assert kpidesk("dump", company) == imported

    screen.press("ctrl+z")
    screen.wait("the deals are gone", lambda: batches(company) == 3)
    screen.press("ctrl+1")
    screen.wait_until_calm()
    screen.shoot("undone")
    for left in (2, 1, 0):
        screen.press("ctrl+z")
        screen.wait("an import is gone", lambda left=left: batches(company) == left)
    assert kpidesk("dump", company) == empty

    screen.press("ctrl+y")
    screen.wait("an import is back", lambda: batches(company) == 1)
    assert kpidesk("check", company)
    screen.press("ctrl+q")
    assert program.wait(20) == 0
