"""Draw the program's icon in every format from its one SVG: `python scripts/draw_icon.py`.

Both Windows' .ico and macOS' .icns hold PNG pictures behind a small table, written here.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).resolve().parents[1] / "resources" / "icons"
PNG_SIZES = (32, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
# Type code of an .icns entry -> pixels of its PNG.
ICNS_SIZES = {b"icp4": 16, b"icp5": 32, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}


def png(drawing: QSvgRenderer, size: int) -> bytes:
    """The drawing as a square PNG of `size` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    drawing.render(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"png").write(image)
    return bytes(content.data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """A Windows icon; a size of 256 is written as 0 in its table."""
    offset = 6 + 16 * len(pictures)
    table = struct.pack("<HHH", 0, 1, len(pictures))
    for size, picture in pictures.items():
        side = size % 256
        table += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), offset)
        offset += len(picture)
    return table + b"".join(pictures.values())


def icns(pictures: dict[bytes, bytes]) -> bytes:
    """A macOS icon."""
    entries = b"".join(
        code + struct.pack(">I", 8 + len(picture)) + picture for code, picture in pictures.items()
    )
    return b"icns" + struct.pack(">I", 8 + len(entries)) + entries


def main() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication([])
    drawing = QSvgRenderer(str(ICONS / "kpidesk.svg"))
    for size in PNG_SIZES:
        (ICONS / f"kpidesk-{size}.png").write_bytes(png(drawing, size))
    (ICONS / "kpidesk.ico").write_bytes(ico({size: png(drawing, size) for size in ICO_SIZES}))
    mac = {code: png(drawing, size) for code, size in ICNS_SIZES.items()}
    (ICONS / "kpidesk.icns").write_bytes(icns(mac))
    del application


if __name__ == "__main__":
    main()
