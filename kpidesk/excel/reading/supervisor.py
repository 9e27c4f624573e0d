"""The program's side of reading: start the guarded reader, watch it, put its frames together."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, cast

import kpidesk
from kpidesk.domain.errors import Cancelled, InputError
from kpidesk.domain.tables import RawBook
from kpidesk.excel.reading.assembly import BookAssembly
from kpidesk.excel.reading.faults import input_error
from kpidesk.excel.reading.frames import FAULT, MalformedFrame, read_payloads, unpack
from kpidesk.excel.reading.limits import READ_CHILD_FLAG, ReadLimits

POLL_SECONDS = 0.05
READER_LIMITS_ITSELF = sys.platform == "linux"
STDERR_KEPT = 16_384
OUT_OF_MEMORY = (b"memory allocation of", b"MemoryError", b"out of memory")
KILLED_BY_SYSTEM = -9
MALFORMED = "malformed"


def reader_command() -> list[str]:
    """How the guarded reader is started from a source tree, an installation or a frozen program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, READ_CHILD_FLAG]
    # -S and -P: the search path is handed over whole, without the cost of finding it again and
    # without the current folder, in which a workbook's neighbours could pose as modules.
    return [sys.executable, "-S", "-P", "-m", "kpidesk.excel.reading.child"]


def reader_environment() -> dict[str, str]:
    """The reader's environment: our own search path, and one memory arena.

    Every arena reserves address space, which is what the memory limit counts.
    """
    environment = dict(os.environ)
    environment["MALLOC_ARENA_MAX"] = "1"
    root = str(Path(kpidesk.__file__).resolve().parents[1])
    environment["PYTHONPATH"] = os.pathsep.join([root, *(path for path in sys.path if path)])
    return environment


class Supervisor:
    """One reading of one file: a process, a thread that drains its pipe, and the limits."""

    def __init__(
        self,
        source: Path,
        limits: ReadLimits,
        cancelled: Callable[[], bool] | None = None,
        command: Sequence[str] | None = None,
    ) -> None:
        self._source = source
        self._limits = limits
        self._cancelled = cancelled
        self._command = list(command) if command is not None else reader_command()
        self._payloads: queue.Queue[bytes | str | None] = queue.Queue(maxsize=16)
        self._stopping = threading.Event()
        self._deadline = 0.0
        self._resident: Callable[[], int] | None = None

    def run(self) -> RawBook:
        """Read the file. Raises InputError for its faults, Cancelled when the user stopped it."""
        # A file takes what the reader says in distress: a second pipe could fill and block it.
        with tempfile.TemporaryFile() as distress:
            process = self._start(distress)
            drain = threading.Thread(
                target=self._drain, args=(process.stdout,), name="source reader", daemon=True
            )
            drain.start()
            try:
                return self._collect(process, distress)
            finally:
                self._end(process, drain)

    def _start(self, distress: BinaryIO) -> subprocess.Popen[bytes]:
        limits = self._limits
        arguments = [
            str(self._source.absolute()),
            str(limits.memory_mb),
            str(limits.max_cells),
            str(int(limits.seconds) + 5),
        ]
        self._deadline = time.monotonic() + limits.seconds
        try:
            process = subprocess.Popen(
                [*self._command, *arguments],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=distress,
                env=reader_environment(),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            detail = f"the reader did not start: {error.strerror or error}"
            raise input_error(
                self._source, "source.unreadable", params={"detail": detail}
            ) from error
        if not READER_LIMITS_ITSELF:
            self._resident = _resident_bytes(process.pid)
        return process

    def _drain(self, stream: BinaryIO) -> None:
        last: str | None = None
        try:
            for payload in read_payloads(stream):
                if not self._hand_over(payload):
                    return
        except (MalformedFrame, OSError, ValueError):
            last = MALFORMED
        self._hand_over(last)

    def _hand_over(self, item: bytes | str | None) -> bool:
        while not self._stopping.is_set():
            try:
                self._payloads.put(item, timeout=POLL_SECONDS)
            except queue.Full:
                continue
            return True
        return False

    def _collect(self, process: subprocess.Popen[bytes], distress: BinaryIO) -> RawBook:
        assembly = BookAssembly(self._source.name)
        while True:
            self._check_limits()
            try:
                item = self._payloads.get(timeout=POLL_SECONDS)
            except queue.Empty:
                continue
            if not isinstance(item, bytes):
                break
            try:
                frame = unpack(item)
                if frame[0] == FAULT:
                    raise self._told(frame)
                assembly.add(frame)
            except MalformedFrame:
                break
            if assembly.book is not None:
                return assembly.book
        raise self._failed(process, distress)

    def _check_limits(self) -> None:
        if self._cancelled is not None and self._cancelled():
            raise Cancelled
        if time.monotonic() > self._deadline:
            seconds = f"{self._limits.seconds:g}"
            raise input_error(self._source, "source.timeout", params={"seconds": seconds})
        if self._resident is not None and self._resident() > self._limits.memory_mb << 20:
            raise input_error(self._source, "source.too_large")

    def _told(self, frame: tuple[object, ...]) -> InputError:
        """The error for a fault that the reader found and reported itself."""
        try:
            _, code, sheet, row, params = frame
            return input_error(
                self._source,
                cast(str, code),
                sheet=cast("str | None", sheet),
                row=cast("int | None", row),
                params=cast("dict[str, object]", params),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise MalformedFrame("fault") from error

    def _failed(self, process: subprocess.Popen[bytes], distress: BinaryIO) -> InputError:
        """The error for a reader that ended without a result: out of memory, crashed, garbled."""
        try:
            status = process.wait(timeout=max(0.1, min(2.0, self._deadline - time.monotonic())))
        except subprocess.TimeoutExpired:
            status = 0
        distress.seek(0)
        said = distress.read(STDERR_KEPT)
        if status == KILLED_BY_SYSTEM or any(words in said for words in OUT_OF_MEMORY):
            return input_error(self._source, "source.too_large")
        detail = said.decode("utf-8", "replace").strip()[-400:]
        return input_error(
            self._source, "source.reader_failed", params={"status": status, "detail": detail}
        )

    def _end(self, process: subprocess.Popen[bytes], drain: threading.Thread) -> None:
        self._stopping.set()
        if process.poll() is None:
            process.kill()
        process.wait()
        drain.join(timeout=1.0)
        if not drain.is_alive() and process.stdout is not None:
            process.stdout.close()


def _resident_bytes(pid: int) -> Callable[[], int]:
    """Asks for the memory of a process where the system does not limit it for us."""
    import psutil

    try:
        process = psutil.Process(pid)
    except psutil.Error:
        return lambda: 0

    def resident() -> int:
        try:
            return int(process.memory_info().rss)
        except psutil.Error:
            return 0

    return resident
