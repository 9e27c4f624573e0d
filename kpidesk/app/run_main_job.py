"""`make run`: the window on the example company, or the main job where there is no display."""

from __future__ import annotations

import os
import sys
from pathlib import Path

FOLDER = Path("build") / "example"


def main() -> int:
    """Open the window on the example company; without a display do its job on the way."""
    if has_display():
        from kpidesk.app.entry import main as start

        return start(["--example"])
    return do_main_job(FOLDER)


def has_display() -> bool:
    """Whether a window can be shown here."""
    if os.environ.get("QT_QPA_PLATFORM") in ("offscreen", "minimal"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def do_main_job(folder: Path) -> int:
    """Example company, import, KPIs against targets, report workbook and picture; names them all.

    Returns the first exit status that is not 0, or 0.
    """
    from kpidesk.app.entry import main as start

    folder.mkdir(parents=True, exist_ok=True)
    company = folder / "Nordskar Teknikk.kpidesk"
    workbook = folder / "Nordskar Teknikk salg juni 2026.xlsx"
    report = folder / "Nordskar Teknikk report.xlsx"
    picture = folder / "Nordskar Teknikk today.png"
    company.unlink(missing_ok=True)
    _say("There is no display here, so the main job is done without a window.\n")
    steps: list[tuple[str, list[str]]] = [
        ("The example company", ["new", str(company), "--demo"]),
        ("Its workbook of June, imported", ["import", str(company), str(workbook)]),
        (
            "Revenue against target, by rep",
            ["kpi", str(company), "revenue", "--period", "2026-06", "--by", "rep"],
        ),
        (
            "Win rate against target, by month",
            ["kpi", str(company), "win_rate", "--period", "2026", "--by", "month"],
        ),
        (
            "The report workbook",
            ["export", str(company), str(report), "--what", "report", "--period", "2026"],
        ),
        (
            "A picture of the Today page",
            ["report", str(company), str(picture), "--period", "2026-06"],
        ),
    ]
    for title, arguments in steps:
        _say(f"\n{title}\n")
        status = start(arguments)
        if status:
            return status
    _say("\nThe files:\n")
    for file in (company, workbook, report, picture):
        _say(f"  {file}  ({file.stat().st_size:,} bytes)\n")
    return 0


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
