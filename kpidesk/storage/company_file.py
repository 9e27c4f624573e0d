"""One company is one file: creating, opening, reading and changing it."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, insert
from sqlalchemy.exc import DBAPIError, IntegrityError

from kpidesk.domain.errors import InputError
from kpidesk.domain.numbers import LARGEST
from kpidesk.storage import schema
from kpidesk.storage.change_log import canonical
from kpidesk.storage.engine import for_writing, make_engine, open_sqlite
from kpidesk.storage.file_facts import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    WAIT_SECONDS,
    company_error,
    peek,
    sqlite_failure,
)
from kpidesk.storage.reader import Reader as Reader
from kpidesk.storage.records import FILE_ID
from kpidesk.storage.records import CompanySettings as CompanySettings
from kpidesk.storage.unit_of_work import UnitOfWork as UnitOfWork


class CompanyFile:
    """A company file that is open. Threads may share it; every use has its own connection."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self._path = path
        self._engine = engine

    @classmethod
    def create(
        cls, path: Path, settings: CompanySettings, wait_seconds: float = WAIT_SECONDS
    ) -> CompanyFile:
        """Make a company file with the KPI catalogue in it.

        Raises CompanyFileError company.exists, company.no_folder, company.read_only, ...; a file
        that could not be finished is removed again.
        """
        _claim(path)
        try:
            _make_tables(path)
            company = cls(path, make_engine(path, wait_seconds))
            with company._connected(writes=True) as connection:
                _fill(connection, settings)
                connection.commit()
        except BaseException:
            path.unlink(missing_ok=True)
            path.with_name(path.name + "-journal").unlink(missing_ok=True)
            raise
        return company

    @classmethod
    def open(cls, path: Path, wait_seconds: float = WAIT_SECONDS) -> CompanyFile:
        """Open a company file, after a backup and migration if an older version made it.

        Raises the CompanyFileErrors of `peek`; the file is untouched then.
        """
        facts = peek(path, wait_seconds)
        if facts.version < SCHEMA_VERSION:
            from kpidesk.storage.migrations import migrate

            migrate(path, wait_seconds)
        return cls(path, make_engine(path, wait_seconds))

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self._path

    def close(self) -> None:
        """Let go of the file; nothing is left to save."""
        self._engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """A reader of one consistent moment, until the block ends."""
        with self._connected(writes=False) as connection:
            yield Reader(connection, self._path.stem)

    @contextmanager
    def change(self, name: str, text: str) -> Iterator[UnitOfWork]:
        """A unit of work that rolls back unless its `commit` was called.

        `name` is the kind of step ("import", "target.set"), `text` tells it to the user. Raises
        company.locked when another program writes for longer than the file's patience, and
        value.too_large for a number that the file has no room for.
        """
        try:
            with self._connected(writes=True) as connection:
                yield UnitOfWork(connection, name, text, self._path.stem)
        except OverflowError as error:
            if "SQLite" not in str(error):
                raise
            raise InputError(
                "value.too_large",
                f"An amount is larger than the file can hold, which is {LARGEST:,.0f}. Look for a "
                "value, or an exchange rate, with too many digits.",
            ) from error

    @contextmanager
    def _connected(self, *, writes: bool) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                if writes:
                    connection = for_writing(connection)
                connection.begin()
                yield connection
        except IntegrityError:
            raise
        except DBAPIError as error:
            known = sqlite_failure(self._path, error.orig) if error.orig else None
            if known is None:
                raise
            raise known from error
        except sqlite3.Error as error:
            known = sqlite_failure(self._path, error)
            if known is None:
                raise
            raise known from error


def _claim(path: Path) -> None:
    """Make an empty file under a name that nobody has yet."""
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        raise company_error(
            path,
            "company.exists",
            "There is a file with this name already. Open it, or choose another name.",
        ) from None
    except (FileNotFoundError, NotADirectoryError):
        raise company_error(
            path, "company.no_folder", "The folder does not exist. Create it, or choose another."
        ) from None
    except OSError as error:
        raise company_error(
            path,
            "company.read_only",
            f"No file can be made in this folder ({error.strerror}). Choose another folder.",
        ) from error


def _make_tables(path: Path) -> None:
    from kpidesk.storage.migrations import create_tables

    try:
        connection = open_sqlite(path)
        try:
            connection.execute("BEGIN IMMEDIATE")
            create_tables(connection)
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute("COMMIT")
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise sqlite_failure(path, error) or error from error


def _settings(settings: CompanySettings) -> dict[str, object]:
    """The company's settings, and the file's own identity, by which its rows are known again."""
    return {**settings.as_settings(), FILE_ID: secrets.token_hex(4)}


def _fill(connection: Connection, settings: CompanySettings) -> None:
    from kpidesk.domain.kpis import CATALOGUE

    connection.execute(
        insert(schema.setting),
        [{"key": key, "value": canonical(value)} for key, value in _settings(settings).items()],
    )
    columns = [name for name in schema.kpi_definition.c.keys() if name != "id"]  # noqa: SIM118
    rows = [{name: getattr(kpi, name) for name in columns} for kpi in CATALOGUE.values()]
    if rows:
        connection.execute(insert(schema.kpi_definition), rows)
