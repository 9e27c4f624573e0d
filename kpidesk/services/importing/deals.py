"""What follows for a deal from what its row says: status, close date, confidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from kpidesk.domain.facts import KINDS
from kpidesk.domain.tables import Choice, Question
from kpidesk.services.importing.draft import Draft, FieldColumn
from kpidesk.services.importing.stages import CLOSING, StageFacts, outcome_of_word
from kpidesk.services.importing.wording import counted

_DEALS = KINDS["deals"]
_STATUS_CHOICES = (
    Choice("won", "All are won"),
    Choice("open", "All are open; the date is the expected one"),
    Choice("lost", "All are lost"),
)
KEEP = object()
"""Stands for "leave what is stored": the row says nothing of the field."""


def derive_deals(draft: Draft, known_outcomes: Mapping[str, str]) -> dict[str, StageFacts]:
    """Work out status, dates and confidence of every row; returns what is said of each stage.

    `known_outcomes` are the outcomes of stages that are known to close a deal, by name as written.
    """
    _refuse_no_share(draft)
    statuses = _statuses(draft, known_outcomes)
    if statuses is not None:
        _set(draft, "status", statuses)
        _place_close_dates(draft, statuses)
        _refuse_backwards(draft, statuses)
        _say_undated(draft, statuses)
    return _stage_facts(draft, known_outcomes)


def _set(draft: Draft, name: str, values: list[object]) -> None:
    found = draft.fields.get(name)
    draft.fields[name] = FieldColumn(_DEALS.field(name), found.column if found else None, values)


def _statuses(draft: Draft, known: Mapping[str, str]) -> list[object] | None:
    """The status of each row, None for "says nothing"; None when no column tells one."""
    rows = len(draft)
    given: list[object] = [None] * rows
    sources: list[list[object]] = []
    if draft.has("status"):
        sources.append(draft.fields["status"].values)
    if draft.has("stage"):
        outcomes = _outcomes(draft, known)
        sources.append([outcomes.get(word) for word in draft.values("stage")])
    if not sources:
        return _undecided(draft)
    for values in sources:
        if None in given:
            given = [old or new for old, new in zip(given, values, strict=True)]
    if None not in given:
        return given
    return _complete(draft, given)


def _complete(draft: Draft, given: list[object]) -> list[object]:
    """Rows without a word are open, unless they have a day of closing: that is unclear."""
    closed = draft.values("closed_on")
    for at, status in enumerate(given):
        if status is None:
            given[at] = "open"
            if closed[at] is not None:
                name = "status" if draft.has("status") else "stage"
                draft.reject(
                    at,
                    name,
                    "deal.no_status",
                    "The deal has a close date, but nothing says whether it was won or lost.",
                )
    return given


def _outcomes(draft: Draft, known: Mapping[str, str]) -> dict[object, str]:
    """What each stage word says of its deals.

    Once the words for won or lost are understood, the other stages are open ones. When none is,
    though deals were closed, the user is asked instead.
    """
    own = draft.proposal.values.get("status", {})
    found: dict[object, str] = {}
    unknown = []
    for word in dict.fromkeys(draft.values("stage")):
        if not isinstance(word, str):
            continue
        outcome = own.get(word) or known.get(word) or outcome_of_word(word)
        if outcome:
            found[word] = outcome
        else:
            unknown.append(word)
    understood = any(outcome in CLOSING for outcome in found.values())
    if unknown and not understood and _closed_without_word(draft, unknown):
        column = draft.fields["stage"].header or ""
        draft.ask(
            Question(
                "status",
                column,
                "status.unknown_stages",
                "Which of these stages means that the deal is won, and which that it is lost? "
                f"None of them says so: {', '.join(unknown[:12])}.",
                tuple(Choice(word, word) for word in unknown),
            )
        )
    for word in unknown:
        found[word] = "open"
    return found


def _closed_without_word(draft: Draft, unknown: Sequence[str]) -> bool:
    """Whether a deal has a close date while nothing but an unknown stage tells its status."""
    words = frozenset(unknown)
    rows = zip(
        draft.values("status"), draft.values("stage"), draft.values("closed_on"), strict=True
    )
    return any(
        status is None and stage in words and closed is not None for status, stage, closed in rows
    )


def _undecided(draft: Draft) -> list[object] | None:
    """No status, flags or stage: with close dates the user says what they are."""
    if not _any(draft.values("closed_on")):
        return None
    column = draft.fields["closed_on"].header or ""
    draft.ask(
        Question(
            "status",
            column,
            "status.missing",
            f"The deals have a date in “{column}”, but nothing says whether they were won. What "
            "are they?",
            _STATUS_CHOICES,
        )
    )
    return ["won" if day is not None else "open" for day in draft.values("closed_on")]


def _any(values: Sequence[object]) -> bool:
    return any(value is not None for value in values)


def _place_close_dates(draft: Draft, statuses: list[object]) -> None:
    """An open deal was not closed: its close date is the day when it is expected to be."""
    if not draft.has("closed_on"):
        return
    closed = draft.fields["closed_on"].values
    moved = sum(
        1
        for status, day in zip(statuses, closed, strict=True)
        if day is not None and status == "open"
    )
    if not moved:
        return
    if draft.has("expected_close_on"):
        expected = draft.fields["expected_close_on"].values
    else:
        # A closed deal's row says nothing of what was expected of it before.
        expected = [None if status == "open" else KEEP for status in statuses]
    column = draft.fields["closed_on"].header
    is_open = [status == "open" for status in statuses]
    _set(
        draft,
        "expected_close_on",
        [
            (day if was is None else was) if still else was
            for still, day, was in zip(is_open, closed, expected, strict=True)
        ],
    )
    _set(
        draft,
        "closed_on",
        [None if still else day for still, day in zip(is_open, closed, strict=True)],
    )
    draft.say(
        "deal.expected",
        counted(moved, "deal is open: its date", "deals are open: their date")
        + f" in “{column}” is taken as the expected close date.",
        column=column,
    )


def _refuse_backwards(draft: Draft, statuses: list[object]) -> None:
    if not (draft.has("closed_on") and draft.has("created_on")):
        return
    pairs = zip(draft.values("closed_on"), draft.values("created_on"), strict=True)
    for at, (closed, created) in enumerate(pairs):
        if closed is None or created is None:
            continue
        if closed < created and statuses[at] != "open":  # type: ignore[operator]
            _refuse_order(draft, at, "closed_on", created, closed)


def _refuse_order(draft: Draft, at: int, name: str, created: object, closed: object) -> None:
    draft.reject(
        at,
        name,
        "deal.closed_before_created",
        f"The deal was closed on {closed} but created on {created}. Correct one of the dates.",
        blocking=True,
    )


def refuse_backwards_with(
    draft: Draft, known: Mapping[object, tuple[date | None, date | None]]
) -> None:
    """The same for tables with one of the two dates; `known` gives (created, closed) by deal."""
    closes = draft.has("closed_on")
    name = "closed_on" if closes else "created_on"
    said = zip(draft.values("deal"), draft.values(name), draft.values("status"), strict=True)
    for at, (deal, day, status) in enumerate(said):
        created, closed = known.get(deal, (None, None))
        if closes:
            closed = day if isinstance(day, date) and status != "open" else None
        else:
            created = day if isinstance(day, date) else None
        if created is not None and closed is not None and closed < created:
            _refuse_order(draft, at, name, created, closed)


def _say_undated(draft: Draft, statuses: list[object]) -> None:
    if not draft.has("closed_on"):
        return
    undated = sum(
        1
        for status, day in zip(statuses, draft.values("closed_on"), strict=True)
        if day is None and status != "open"
    )
    if undated:
        draft.say(
            "deal.no_close_date",
            f"{undated} won, lost or cancelled deals have no close date and count in no period.",
        )


def _refuse_no_share(draft: Draft) -> None:
    found = draft.fields.get("confidence")
    if found is None or any(one.code == "share.scale" for one in draft.proposal.questions):
        return
    outside = {value for value in found.values if value is not None and not 0 <= value <= 1}  # type: ignore[operator]
    if outside:
        for at, value in enumerate(found.values):
            if value in outside:
                draft.reject(
                    at,
                    "confidence",
                    "value.not_a_share",
                    "A probability lies between 0 and 100 %.",
                )


def _stage_facts(draft: Draft, known: Mapping[str, str]) -> dict[str, StageFacts]:
    """What the table says of each stage: its outcome, and a confidence that all rows share.

    A stage in which every deal here happens to be lost is no lost stage: only its own word, or
    the user's, says so.
    """
    own = draft.proposal.values.get("status", {})
    confidences: dict[str, set[Decimal]] = {}
    for stage, confidence in set(
        zip(draft.values("stage"), draft.values("confidence"), strict=True)
    ):
        if isinstance(stage, str):
            shared = confidences.setdefault(stage, set())
            if isinstance(confidence, Decimal):
                shared.add(confidence)
    return {
        stage: StageFacts(
            own.get(stage) or known.get(stage) or outcome_of_word(stage) or "open",
            next(iter(shared)) if len(shared) == 1 else None,
        )
        for stage, shared in confidences.items()
    }
