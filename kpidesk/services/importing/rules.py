"""What every table must keep to: required fields, and no key twice."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence

from kpidesk.services.importing.draft import Draft
from kpidesk.services.importing.wording import counted


def refuse_blank_required(draft: Draft) -> None:
    """Reject rows in which a required cell is blank.

    Required fields without a column are asked for before; their rows wait for the answer.
    """
    for name in draft.kind.required:
        found = draft.fields.get(name)
        if found is None or None not in found.values:
            continue
        where = f" in “{found.header}”" if found.header else ""
        for at, value in enumerate(found.values):
            if value is None:
                draft.reject(at, name, "value.missing", f"The {_words(name)} is missing{where}.")


def repeated_rows(
    draft: Draft, keys: Sequence[Hashable], name: str, compared: Sequence[str]
) -> set[int]:
    """Positions of rows that only repeat an earlier row of the same key.

    A later row with the same key that says something else is rejected, and names the earlier
    one. Rows whose key is None have none.
    """
    alive = [at for at, key in enumerate(keys) if key is not None and draft.alive(at)]
    if len({keys[at] for at in alive}) == len(alive):
        return set()
    repeats: set[int] = set()
    first: dict[Hashable, int] = {}
    columns = [draft.fields[field].values for field in compared if field in draft.fields]
    for at in alive:
        earlier = first.setdefault(keys[at], at)
        if earlier == at:
            continue
        if all(values[at] == values[earlier] for values in columns):
            repeats.add(at)
            continue
        draft.reject(
            at,
            name,
            "row.duplicate_key",
            f"The {_words(name)} {_quoted(keys[at])} is also in row {draft.row(earlier)}, "
            "with other values.",
            other=draft.row(earlier),
        )
    _say_repeats(draft, repeats)
    return repeats


def _say_repeats(draft: Draft, repeats: Collection[int]) -> None:
    """Tell how many rows repeat another and count once."""
    if repeats:
        rows = ", ".join(str(draft.row(at)) for at in sorted(repeats)[:10])
        more = " …" if len(repeats) > 10 else ""
        draft.say(
            "row.repeated",
            counted(
                len(repeats),
                "row repeats an earlier one word for word and counts once: row",
                "rows repeat an earlier one word for word and count once: rows",
            )
            + f" {rows}{more}.",
            draft.row(min(repeats)),
        )


def _words(name: str) -> str:
    return name.removesuffix("_id").replace("_", " ")


def _quoted(key: Hashable) -> str:
    parts = key if isinstance(key, tuple) else (key,)
    return "“" + ", ".join(str(part) for part in parts if part is not None) + "”"
