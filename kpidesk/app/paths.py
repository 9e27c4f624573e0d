"""Where things live on the user's machine."""

from __future__ import annotations

from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("KPIDesk", appauthor=False)


def data_folder() -> Path:
    """Company files by default: the user's local data folder, which no cloud client syncs."""
    return _made(Path(_DIRS.user_data_dir))


def log_folder() -> Path:
    """The log file, which holds no customer data."""
    return _made(Path(_DIRS.user_log_dir))


def resources() -> Path:
    """Icons, fonts and translations: beside the package, or inside the frozen folder."""
    import sys

    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) / "resources" if frozen else Path(__file__).parents[2] / "resources"


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
