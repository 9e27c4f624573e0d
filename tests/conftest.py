"""What every test shares: a private place for settings, no display, our own font."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

PROJECT = Path(__file__).resolve().parents[1]
FONTS = PROJECT / "resources" / "fonts"
SHARED_DATA = PROJECT.parent / "shared" / "data"

# Timings on a shared machine say nothing about whether a property holds.
settings.register_profile("kpidesk", deadline=None)
settings.load_profile("kpidesk")


def _use_private_places(root: Path) -> None:
    """Keep the user's own settings, company files and logs out of reach of the tests."""
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        os.environ[name] = str(root / name.lower())
    runtime = root / "run"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)


def pytest_configure(config: pytest.Config) -> None:
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    root = Path(tempfile.mkdtemp(prefix="kpidesk-tests-"))
    _use_private_places(root)
    config.add_cleanup(lambda: shutil.rmtree(root, ignore_errors=True))


@pytest.fixture(scope="session")
def project_root() -> Path:
    return PROJECT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real sales data beside the project; the tests that need it are skipped without it."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the real data is not here (looked for ../shared/data)")
    return SHARED_DATA


@pytest.fixture(scope="session")
def qapp(qapp):  # type: ignore[no-untyped-def]
    """pytest-qt's application with our own font and English plurals, as the program has them."""
    from PySide6.QtCore import QStandardPaths
    from PySide6.QtGui import QFont, QFontDatabase

    from kpidesk.ui.english_plurals import EnglishPlurals

    QStandardPaths.setTestModeEnabled(True)
    qapp.installTranslator(EnglishPlurals(qapp))
    for path in sorted(FONTS.glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(path))
    font = QFont("Inter")
    font.setPixelSize(13)
    qapp.setFont(font)
    return qapp
