"""A screen of its own with a window manager, keys and a mouse, and the program on it."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

SIZE = "1440x900x24"
TOOLS = ("Xvfb", "openbox", "xdotool", "import")
PATIENCE_SECONDS = 60.0
_PAUSE = 0.1


def missing_tools() -> list[str]:
    """What would have to be installed."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


class Screen:
    """Xvfb with openbox; `close` ends whatever was started on it."""

    def __init__(self, private: Path, shots: Path | None = None) -> None:
        self._shots = shots
        self._started: list[subprocess.Popen[bytes]] = []
        places = {
            f"XDG_{name}_HOME": str(private / name.lower())
            for name in ("CONFIG", "DATA", "STATE", "CACHE")
        }
        self._environment = {**os.environ, **places, "QT_QPA_PLATFORM": "xcb"}
        self._environment["DISPLAY"] = self._open_display()
        self.start("openbox")

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Start a program on this screen."""
        process = subprocess.Popen(
            command,
            env=self._environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL if command[0] == "openbox" else None,
        )
        self._started.append(process)
        return process

    def press(self, *keys: str) -> None:
        """Press keys one after another, as in ctrl+i."""
        self._xdotool("key", "--clearmodifiers", *keys)

    def write(self, text: str) -> None:
        """Type a text."""
        self._xdotool("type", "--delay", "3", text)

    def click(self, x: int, y: int) -> None:
        """Click with the left button."""
        self._xdotool("mousemove", str(x), str(y), "click", "1")

    def has_window(self, title: str) -> bool:
        """Whether a window of that title (a regular expression) is to be seen."""
        return bool(self._xdotool("search", "--onlyvisible", "--name", title).strip())

    def wait(self, what: str, holds: Callable[[], bool]) -> None:
        """Wait until it holds. AssertionError when that takes too long."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not holds():
            assert time.monotonic() < end, f"waited too long until {what}"
            time.sleep(_PAUSE)

    def wait_until_calm(self) -> str:
        """Wait until the picture stays the same for a while; what it looks like then."""
        seen: list[str] = []

        def calm() -> bool:
            seen.append(self._look())
            return len(seen) >= 3 and len(set(seen[-3:])) == 1

        self.wait("the screen is calm", calm)
        return seen[-1]

    def shoot(self, name: str) -> None:
        """Keep a picture where pictures are wanted."""
        if self._shots is not None:
            self._shots.mkdir(parents=True, exist_ok=True)
            self._run("import", "-window", "root", str(self._shots / f"{name}.png"))

    def close(self) -> None:
        """End everything, the screen last."""
        for process in reversed(self._started):
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _open_display(self) -> str:
        reading, writing = os.pipe()
        server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", SIZE, "-nolisten", "tcp"],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        self._started.append(server)
        os.close(writing)
        with os.fdopen(reading) as stream:
            return f":{stream.readline().strip()}"

    def _look(self) -> str:
        picture = subprocess.run(
            ["import", "-window", "root", "-depth", "8", "rgb:-"],
            env=self._environment,
            check=True,
            stdout=subprocess.PIPE,
        )
        return hashlib.sha256(picture.stdout).hexdigest()

    def _xdotool(self, *arguments: str) -> str:
        return self._run("xdotool", *arguments)

    def _run(self, *command: str) -> str:
        done = subprocess.run(
            command, env=self._environment, capture_output=True, text=True, check=False
        )
        return done.stdout


def kpidesk(*arguments: str | Path) -> str:
    """What a command of the command line prints."""
    done = subprocess.run(
        [sys.executable, "-m", "kpidesk.app.entry", *map(str, arguments)],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout
