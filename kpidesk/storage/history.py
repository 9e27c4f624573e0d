"""Undo and redo of everything, imports included, last in first out.

Each undo and redo is one transaction and leaves a line of its own in the audit trail.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, Row, select, update

from kpidesk.storage.change_log import Entry, next_action_id, write_action, write_target_changes
from kpidesk.storage.changed import changed_by
from kpidesk.storage.company_file import CompanyFile
from kpidesk.storage.reader import Reader
from kpidesk.storage.replay import Replay, changes_of
from kpidesk.storage.schema import action
from kpidesk.storage.totals import refresh

if TYPE_CHECKING:
    from kpidesk.domain.reports import Changed


def undo(company: CompanyFile) -> Changed | None:
    """Take back the last step that is not undone yet; None if there is none."""
    with company.change("undo", "Undo") as unit:
        return take_back_last(unit)


def redo(company: CompanyFile) -> Changed | None:
    """Make the step again that was undone last; None if there is none."""
    with company.change("redo", "Redo") as unit:
        step = _last_undone(unit.connection)
        if step is None:
            return None
        replay = Replay(unit.connection)
        entries = replay.make_again(changes_of(unit.connection, step.id))
        return _finish(unit, replay, entries, step, "redo")


def take_back_last(unit: Reader) -> Changed | None:
    """Undo the last step within a transaction that writes, and commit it."""
    step = last_done(unit.connection)
    if step is None:
        return None
    replay = Replay(unit.connection)
    entries = replay.take_back(changes_of(unit.connection, step.id))
    return _finish(unit, replay, entries, step, "undo")


def undo_text(reader: Reader) -> str | None:
    """What `undo` would take back, in the words of the step."""
    step = last_done(reader.connection)
    return None if step is None else str(step.text)


def redo_text(reader: Reader) -> str | None:
    """What `redo` would make again, in the words of the step."""
    step = _last_undone(reader.connection)
    return None if step is None else str(step.text)


def undo_batch(company: CompanyFile, batch_id: int | None) -> Changed:
    """Take back an import, by default the last one; see `kpidesk.storage.batch_undo`."""
    from kpidesk.storage import batch_undo

    return batch_undo.undo_batch(company, batch_id)


def last_done(connection: Connection) -> Row[int, str] | None:
    """Id and text of the step that `undo` would take back."""
    return _step(connection, "done", action.c.id.desc())


def _last_undone(connection: Connection) -> Row[int, str] | None:
    # Steps are undone from the last backwards, so the one undone last is the earliest of them.
    return _step(connection, "undone", action.c.id.asc())


def _step(connection: Connection, state: str, order: ColumnElement[int]) -> Row[int, str] | None:
    steps = select(action.c.id, action.c.text).where(action.c.state == state)
    return connection.execute(steps.order_by(order).limit(1)).one_or_none()


def _finish(
    unit: Reader, replay: Replay, entries: Sequence[Entry], step: Row[int, str], name: str
) -> Changed:
    connection = unit.connection
    refresh(unit, replay.rows, replay.touched)
    state = "undone" if name == "undo" else "done"
    connection.execute(update(action).where(action.c.id == step.id).values(state=state))
    log_id = next_action_id(connection)
    write_action(connection, log_id, name, step.text, "log", step.id)
    write_target_changes(connection, log_id, entries)
    changed = changed_by(entries, log_id, step.text)
    connection.commit()
    return changed
