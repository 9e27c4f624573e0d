"""The libraries of the Linux system that Qt needs and that no Python package brings.

Qt's own message about them misleads: it names libxcb-cursor0 whichever one is missing. The
dynamic linker knows, so it is asked about the files of the installed PySide6.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

# What the drawing parts and the two window systems of Qt are linked to.
LINKED_FILES = (
    "Qt/lib/libQt6Gui.so.6",
    "Qt/lib/libQt6Widgets.so.6",
    "Qt/lib/libQt6OpenGL.so.6",
    "Qt/plugins/platforms/libqoffscreen.so",
    "Qt/plugins/platforms/libqxcb.so",
)
# File name of a library -> package of Debian and Ubuntu.
PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libgl1",
    "libOpenGL.so.0": "libopengl0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
FONT_PACKAGE = "fonts-dejavu-core"
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
FONT_SUFFIXES = (".ttf", ".otf", ".ttc", ".pfb")


class MissingLibrariesError(Exception):
    """The system lacks something that only its administrator can add; says the exact line."""


def ensure(venv: Path) -> None:
    """Install what the PySide6 in this environment lacks, or say how and stop.

    Raises MissingLibrariesError when it may not be installed from here or is still missing
    afterwards.
    """
    missing = missing_libraries(venv)
    packages = packages_for(missing)
    if not has_fonts(FONT_FOLDERS):
        # Without a single font every text outside our own font is invisible.
        packages.append(FONT_PACKAGE)
    unknown = [name for name in missing if name not in PACKAGES]
    if packages:
        install(packages, "the system libraries of Qt")
        unknown = missing_libraries(venv)
    if unknown:
        raise MissingLibrariesError(
            f"Qt needs libraries that this system does not have: {', '.join(unknown)}.\n"
            "Install the packages that hold them and run the same command again."
        )


def missing_libraries(venv: Path) -> list[str]:
    """File names of the libraries that Qt is linked to and the system lacks."""
    files = [
        str(path)
        for pyside in venv.glob("lib/python3*/site-packages/PySide6")
        for name in LINKED_FILES
        if (path := pyside / name).exists()
    ]
    if not files or shutil.which("ldd") is None:
        return []
    done = subprocess.run(["ldd", *files], capture_output=True, text=True, check=False)
    return not_found(done.stdout)


def not_found(ldd_output: str) -> list[str]:
    """The names that `ldd` could not resolve, each once, in alphabetical order."""
    lines = (line.split("=>") for line in ldd_output.splitlines() if "=> not found" in line)
    return sorted({name.strip() for name, *_ in lines})


def packages_for(libraries: Iterable[str]) -> list[str]:
    """The Debian packages that hold the libraries; those of unknown ones are left out."""
    return sorted({PACKAGES[name] for name in libraries if name in PACKAGES})


def has_fonts(folders: Sequence[str]) -> bool:
    """Whether the system has any font at all."""
    return any(
        name.lower().endswith(FONT_SUFFIXES)
        for folder in folders
        for _, _, names in os.walk(Path(folder).expanduser())
        for name in names
    )


def install(packages: Sequence[str], purpose: str) -> None:
    """Install Debian packages when we may without a question, else raise with the line to run."""
    line = f"apt-get install -y --no-install-recommends {' '.join(packages)}"
    prefix = _administrator() if shutil.which("apt-get") else None
    if prefix is None:
        raise MissingLibrariesError(
            f"KPIDesk needs {purpose}. Install them with this line (on Debian and Ubuntu; other\n"
            f"systems have the same under similar names) and run the same command again:\n\n"
            f"    sudo apt-get update && sudo {line}\n"
        )
    print(f"Installing {purpose}: {' '.join(packages)}", flush=True)
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive"]
    # An update that fails, offline say, is no reason to stop: the lists may be good enough.
    subprocess.run([*apt, "apt-get", "-qq", "update"], check=False)
    subprocess.run([*apt, *line.split()], check=True, stdout=subprocess.DEVNULL)


def _administrator() -> list[str] | None:
    """How a command gets the administrator's rights here without asking; None when it cannot."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    allowed = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
    return ["sudo", "-n"] if allowed.returncode == 0 else None
