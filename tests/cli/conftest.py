"""Running commands in this process, on files of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kpidesk.cli.main import CliContext, run


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit status and what it printed."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The JSON document on standard output."""
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        """The error document on standard error."""
        return json.loads(self.err)["error"]


Run = Callable[..., Outcome]


@pytest.fixture
def kpidesk(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs `kpidesk ARGUMENTS …` and gives its outcome."""

    def render(*arguments: object) -> None:
        raise AssertionError(f"no report was asked for: {arguments}")

    def command(*arguments: object) -> Outcome:
        status = run([str(argument) for argument in arguments], CliContext(render))
        captured = capfdbinary.readouterr()
        return Outcome(status, captured.out.decode(), captured.err.decode())

    return command


@pytest.fixture
def company(kpidesk: Run, tmp_path: Path) -> Path:
    """An empty company file."""
    path = tmp_path / "firm.kpidesk"
    assert kpidesk("new", path, "--name", "Firm", "--currency", "NOK").status == 0
    return path
