"""Where things live on the user's machine."""

from __future__ import annotations

import sys
from pathlib import Path

_NAME = "KPIDesk"


def data_folder() -> Path:
    """Company files by default: the user's local data folder, which no cloud client syncs."""
    from platformdirs import user_data_path

    return _made(user_data_path(_NAME, appauthor=False))


def log_folder() -> Path:
    """The log file, which holds no customer data."""
    from platformdirs import user_log_path

    return _made(user_log_path(_NAME, appauthor=False))


def resources() -> Path:
    """Icons, fonts and translations: beside the package, or inside the frozen folder."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) / "resources" if frozen else Path(__file__).parents[2] / "resources"


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
