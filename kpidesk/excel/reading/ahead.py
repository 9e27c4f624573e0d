"""Reading a book while the program does something else, such as loading what it needs next."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from kpidesk.domain.errors import Cancelled
from kpidesk.domain.tables import RawBook
from kpidesk.excel.reading.book import read_book

_POLL_SECONDS = 0.05


class ReadingAhead:
    """One reading on a thread of its own; leaving the block ends a reading nobody waits for."""

    def __init__(self, source: Path) -> None:
        self._source = source
        self._stopped = threading.Event()
        self._book: RawBook | None = None
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._read, name="reading ahead", daemon=True)

    def __enter__(self) -> ReadingAhead:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stopped.set()
        self._thread.join()

    def book(self, cancelled: Callable[[], bool] | None = None) -> RawBook:
        """Wait for the book. Raises what `read_book` raises."""
        while self._thread.is_alive():
            if cancelled is not None and cancelled():
                raise Cancelled
            self._thread.join(_POLL_SECONDS)
        if self._error is not None:
            raise self._error
        if self._book is None:
            raise RuntimeError("the reading was never started")
        return self._book

    def _read(self) -> None:
        try:
            self._book = read_book(self._source, cancelled=self._stopped.is_set)
        except Exception as error:  # noqa: BLE001 - raised again where it is waited for
            self._error = error
