"""What travels from the guarded reader to the program: frames of plain values.

A frame is its length in eight bytes and a pickle of a tuple whose first item is its kind. The
pickles may name dates, times of day and cell errors and nothing else, so a reader that was taken
over by a hostile file cannot make the program run anything. Rows come in frames of bounded size:
unpickling holds the interpreter, and one frame must never be felt in the window.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterator
from datetime import date, datetime
from typing import BinaryIO

from kpidesk.domain.tables import CellError

BOOK = "book"  # format, encoding, delimiter
SHEET = "sheet"  # name, first_row, first_column, hidden, text_only
ROWS = "rows"  # a list of rows, each a tuple of cells
SHEET_END = "sheet_end"  # width after trimming, whether rows differ from it, hidden rows
FAULT = "fault"  # code, sheet, row, params
END = "end"

CELLS_PER_FRAME = 32_000
MAX_FRAME_BYTES = 1 << 30

_ADMITTED = {
    ("datetime", "date"): date,
    ("datetime", "datetime"): datetime,
    (CellError.__module__, CellError.__qualname__): CellError,
}

Frame = tuple[object, ...]


class MalformedFrame(Exception):  # noqa: N818 - a condition of the pipe, told in other words
    """What came through the pipe is not a frame of ours."""


class _PlainUnpickler(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str) -> type:
        try:
            return _ADMITTED[module_name, global_name]
        except KeyError:
            raise MalformedFrame(f"{module_name}.{global_name}") from None


def write_frame(stream: BinaryIO, *frame: object) -> None:
    """Send one frame; nothing may stay in a buffer, or the program would wait for it."""
    payload = pickle.dumps(frame, protocol=5)
    stream.write(len(payload).to_bytes(8, "little"))
    stream.write(payload)
    stream.flush()


def read_payloads(stream: BinaryIO) -> Iterator[bytes]:
    """The payloads of the frames in a stream, up to its end or the first incomplete one."""
    while len(head := stream.read(8)) == 8:
        length = int.from_bytes(head, "little")
        if length > MAX_FRAME_BYTES:
            raise MalformedFrame(f"a frame of {length} bytes")
        payload = stream.read(length)
        if len(payload) < length:
            raise MalformedFrame("a frame cut short")
        yield payload
    if head:
        raise MalformedFrame("a length cut short")


def unpack(payload: bytes) -> Frame:
    """The frame in a payload. Raises MalformedFrame for anything that is not plain values."""
    try:
        frame = _PlainUnpickler(io.BytesIO(payload)).load()
    except MalformedFrame:
        raise
    except Exception as error:  # a damaged pickle may raise anything
        raise MalformedFrame(str(error)) from error
    if not isinstance(frame, tuple) or not frame:
        raise MalformedFrame("not a frame")
    return frame
