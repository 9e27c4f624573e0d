"""Reading a book in the background."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from kpidesk.domain.errors import Cancelled, InputError
from kpidesk.excel.reading import ReadingAhead, read_book
from kpidesk.excel.reading import ahead as reading_ahead


def test_the_book_is_the_same(tmp_path: Path) -> None:
    source = tmp_path / "salg.csv"
    source.write_text("Navn;Sum\nKari;1\n", encoding="utf-8")
    with ReadingAhead(source) as ahead:
        assert ahead.book() == read_book(source)
        assert ahead.book(lambda: False) == read_book(source)


def test_faults_are_raised_where_the_book_is_asked_for(tmp_path: Path) -> None:
    with ReadingAhead(tmp_path / "none.xlsx") as ahead, pytest.raises(InputError) as fault:
        ahead.book()
    assert fault.value.code == "source.not_found"


class Endless:
    """Stands for a reading that lasts until it is stopped."""

    def __init__(self) -> None:
        self.stopped = threading.Event()

    def __call__(self, source: Path, *, cancelled: object) -> object:
        assert callable(cancelled)
        while not cancelled():
            self.stopped.wait(0.01)
        self.stopped.set()
        raise Cancelled


def test_a_reading_that_nobody_waits_for_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = Endless()
    monkeypatch.setattr(reading_ahead, "read_book", endless)
    with pytest.raises(RuntimeError, match="company"), ReadingAhead(tmp_path / "x.csv"):
        raise RuntimeError("the company cannot be opened")
    assert endless.stopped.is_set()


def test_waiting_ends_when_the_user_stops_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = Endless()
    monkeypatch.setattr(reading_ahead, "read_book", endless)
    with pytest.raises(Cancelled), ReadingAhead(tmp_path / "x.csv") as ahead:
        ahead.book(lambda: True)
    assert endless.stopped.is_set()
