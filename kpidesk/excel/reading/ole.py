"""The OLE compound file that an .xls is: just enough to find a stream in it ([MS-CFB])."""

from __future__ import annotations

import struct
from array import array
from typing import BinaryIO

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_CHAIN = 0xFFFFFFFE
_HEADER_BYTES = 512
_HEADER_DIFAT = 109
_ENTRY_BYTES = 128
_STREAM, _ROOT = 2, 5


class CompoundFile:
    """Streams by name. Raises ValueError wherever the file contradicts itself."""

    def __init__(self, stream: BinaryIO) -> None:
        self._file = stream
        header = stream.read(_HEADER_BYTES)
        if len(header) < _HEADER_BYTES or not header.startswith(OLE_MAGIC):
            raise ValueError("incomplete header")
        shift, mini_shift = struct.unpack_from("<HH", header, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise ValueError("unknown sector size")
        self._sector_bytes = 1 << shift
        first_directory, self._mini_cutoff = struct.unpack_from("<I4xI", header, 48)
        first_mini_fat, self._mini_fat_count = struct.unpack_from("<II", header, 60)
        self._fat = self._read_fat(header)
        self._mini_fat = _numbers(self._chain(first_mini_fat))
        self._entries = self._read_directory(first_directory)
        root = next((entry for entry in self._entries if entry[1] == _ROOT), None)
        self._mini_stream = self._chain(root[2]) if root and self._mini_fat_count else b""

    @property
    def names(self) -> list[str]:
        """The names of all streams, those inside storages too."""
        return [name for name, kind, _, _ in self._entries if kind == _STREAM]

    def read(self, name: str) -> bytes | None:
        """The content of the stream of that name (case does not count), None without one."""
        for entry_name, kind, start, size in self._entries:
            if kind == _STREAM and entry_name.lower() == name.lower():
                if size < self._mini_cutoff:
                    return self._mini_chain(start)[:size]
                return self._chain(start)[:size]
        return None

    def _sector(self, number: int) -> bytes:
        self._file.seek((number + 1) * self._sector_bytes)
        return self._file.read(self._sector_bytes)

    def _read_fat(self, header: bytes) -> array[int]:
        count, next_difat = struct.unpack_from("<I20xI", header, 44)
        places = list(struct.unpack_from(f"<{_HEADER_DIFAT}I", header, 76))
        per_sector = self._sector_bytes // 4 - 1
        while next_difat < _END_OF_CHAIN - 1 and len(places) < count:
            more = _numbers(self._sector(next_difat))
            if len(more) <= per_sector:
                raise ValueError("incomplete sector table")
            places.extend(more[:per_sector])
            next_difat = more[per_sector]
        table = array("I")
        for place in places[:count]:
            if place < _END_OF_CHAIN - 1:
                table.extend(_numbers(self._sector(place)))
        return table

    def _chain(self, start: int) -> bytes:
        parts: list[bytes] = []
        number = start
        while number < len(self._fat):
            if len(parts) > len(self._fat):
                raise ValueError("a chain of sectors without end")
            parts.append(self._sector(number))
            number = self._fat[number]
        return b"".join(parts)

    def _mini_chain(self, start: int) -> bytes:
        parts: list[bytes] = []
        number = start
        while number < len(self._mini_fat):
            if len(parts) > len(self._mini_fat):
                raise ValueError("a chain of sectors without end")
            parts.append(self._mini_stream[number * 64 : number * 64 + 64])
            number = self._mini_fat[number]
        return b"".join(parts)

    def _read_directory(self, start: int) -> list[tuple[str, int, int, int]]:
        directory = self._chain(start)
        entries = []
        for offset in range(0, len(directory) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            length, kind = struct.unpack_from("<HB", directory, offset + 64)
            first, size = struct.unpack_from("<II", directory, offset + 116)
            name = directory[offset : offset + max(0, min(length, 64) - 2)]
            entries.append((name.decode("utf-16-le", "replace"), kind, first, size))
        return entries


def _numbers(content: bytes) -> array[int]:
    count = len(content) // 4
    return array("I", struct.unpack(f"<{count}I", content[: count * 4]))
