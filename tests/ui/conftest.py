"""What the tests of the window share: a theme, a Norwegian formatter, a runner without threads."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLocale

from kpidesk.ui.formatting import Formatter
from kpidesk.ui.theme.theme import Theme, ThemeMode
from kpidesk.ui.workers import InlineJobRunner


@pytest.fixture(scope="session")
def session_theme(qapp):
    theme = Theme(qapp, ThemeMode.LIGHT)
    theme.apply()
    return theme


@pytest.fixture
def theme(session_theme):
    """The light theme; a test that changes it gets it back light afterwards."""
    session_theme.set_mode(ThemeMode.LIGHT)
    yield session_theme
    session_theme.set_mode(ThemeMode.LIGHT)


@pytest.fixture
def formatter():
    return Formatter(QLocale("nb_NO"), QLocale("en_GB"))


@pytest.fixture
def jobs(qapp):
    return InlineJobRunner()
