"""The stock: what came, what left, and what is left of each lot, in pieces and in grams.

Days are whole: what comes and what leaves on one day is not put in order. On no evening is a lot below
zero. What leaves takes its share of the grams that are left, and the last piece takes the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from wagamachi_cli.errors import NotFoundError, RefusedError
from wagamachi_cli.frozen import frozen
from wagamachi_cli.language import _
from wagamachi_cli.model.change import Change, asked, shown
from wagamachi_cli.period import Span
from wagamachi_cli.text import fold, visible

if TYPE_CHECKING:
    from sqlmodel import Session

_ENTRIES = """
SELECT 'lot' AS kind, id, on_from AS day, qty, grams, NULL AS opening
FROM lot WHERE id = :lot AND removed IS NULL
UNION ALL
SELECT 'distribution', d.id, d.on_from, -l.qty, -l.grams, NULL
FROM distribution_line AS l JOIN distribution AS d ON d.id = l.distribution_id
WHERE l.lot_id = :lot AND d.removed IS NULL
UNION ALL
SELECT 'movement', id, on_from,
  CASE kind WHEN 'found' THEN qty ELSE -qty END, CASE kind WHEN 'found' THEN grams ELSE -grams END, opening
FROM movement WHERE lot_id = :lot AND removed IS NULL
ORDER BY day, id
"""
_NOT_EMPTY = """
qty > coalesce((
  SELECT sum(l.qty)
  FROM distribution_line AS l JOIN distribution AS d ON d.id = l.distribution_id
  WHERE l.lot_id = lot.id AND d.removed IS NULL
), 0) + coalesce((
  SELECT sum(CASE m.kind WHEN 'found' THEN -m.qty ELSE m.qty END)
  FROM movement AS m
  WHERE m.lot_id = lot.id AND m.removed IS NULL
), 0)
"""


class Left(NamedTuple):
    """Pieces and grams; grams are None where the lot was never weighed."""

    qty: int
    grams: int | None


class _Entry(NamedTuple):
    kind: str
    id: int
    day: date
    qty: int
    grams: int | None
    opening: int | None


class Books:
    """What the books say of one lot; ``without`` leaves out one movement (the one being written)."""

    def __init__(self, session: Session, lot_id: int, without: int | None = None) -> None:
        rows = asked(session, _ENTRIES, lot=lot_id)
        self.entries = [
            _Entry(**{**row, "day": date.fromisoformat(row["day"])})
            for row in rows
            if (row["kind"], row["id"]) != ("movement", without)
        ]

    def at(self, day: date) -> int:
        """The pieces in the evening of ``day``."""
        return sum(entry.qty for entry in self.entries if entry.day <= day)

    def before(self, day: date) -> int:
        """The pieces in the evening before ``day``."""
        return sum(entry.qty for entry in self.entries if entry.day < day)

    def free(self, day: date) -> int:
        """The pieces that can leave on ``day`` so that no later evening is below zero."""
        days = {day, *(entry.day for entry in self.entries if entry.day > day)}
        return max(0, min(self.at(one) for one in days))

    def left(self) -> Left:
        """What is left after everything that is written."""
        weighed = any(entry.kind == "lot" and entry.grams is not None for entry in self.entries)
        grams = sum(entry.grams or 0 for entry in self.entries) if weighed else None
        return Left(sum(entry.qty for entry in self.entries), grams)


def left(session: Session, lot_id: int) -> Left:
    """What is left of a lot."""
    return Books(session, lot_id).left()


def available(session: Session, lot_id: int, day: date, without: int | None = None) -> int:
    """How many pieces of a lot can leave on ``day``."""
    return Books(session, lot_id, without).free(day)


def share(
    session: Session, lot_id: int, qty: int, *, found: bool = False, without: int | None = None
) -> int | None:
    """The grams of ``qty`` pieces of a lot, from what is left of it; None where it was never weighed."""
    books = Books(session, lot_id, without)
    rest = books.left()
    if rest.grams is None:
        return None
    if found and rest.qty < 1:
        (first,) = (entry for entry in books.entries if entry.kind == "lot")
        return (first.grams or 0) * qty // first.qty
    return _part(rest.grams, rest.qty, qty, found=found)


def _part(grams: int, pieces: int, qty: int, *, found: bool = False) -> int:
    if found or qty < pieces:
        return max(0, grams) * qty // max(pieces, 1)
    return max(0, grams)


def weigh(session: Session, lot_id: int) -> None:
    """Share the weight of a lot anew among all that left it, in the order in which it left."""
    from sqlalchemy import text

    grams, pieces = 0, 0
    update = {
        "distribution": "UPDATE distribution_line SET grams = :grams"
        " WHERE lot_id = :lot AND distribution_id = :id",
        "movement": "UPDATE movement SET grams = :grams WHERE lot_id = :lot AND id = :id",
    }
    for entry in sorted(Books(session, lot_id).entries, key=lambda one: (one.day, one.qty <= 0, one.id)):
        if entry.kind == "lot":
            grams, pieces = entry.grams or 0, entry.qty
            continue
        own = _part(grams, pieces, abs(entry.qty), found=entry.qty > 0)
        session.connection().execute(text(update[entry.kind]), {"grams": own, "lot": lot_id, "id": entry.id})
        pieces += entry.qty
        grams += own if entry.qty > 0 else -own
    session.expire_all()


def reweigh(session: Session, lot_id: int, grams: int) -> None:
    """Give a lot another weight and share it anew. RefusedError (4) when that cannot be."""
    from sqlalchemy import text

    session.connection().execute(
        text("UPDATE lot SET grams = :grams WHERE id = :id"), {"grams": grams, "id": lot_id}
    )
    weigh(session, lot_id)
    refuse_broken(session, [lot_id])


def settle(session: Session, lots: Iterable[int]) -> None:
    """Where a lot is empty but its grams are not nothing, what left last takes (or gives) the rest.

    That is what rounding left over when something found is taken back.
    """
    from sqlalchemy import text

    for lot_id in lots:
        books = Books(session, lot_id)
        rest = books.left()
        leaving = [entry for entry in books.entries if entry.qty < 0]
        if not rest.grams or not leaving or (rest.qty > 0 and rest.grams > 0):
            continue
        last = leaving[-1]
        own = -(last.grams or 0) + rest.grams
        where = "id = :id" if last.kind == "movement" else "distribution_id = :id AND lot_id = :lot"
        table = "movement" if last.kind == "movement" else "distribution_line"
        session.connection().execute(
            text(f"UPDATE {table} SET grams = :grams WHERE {where}"),
            {"grams": max(0, own), "id": last.id, "lot": lot_id},
        )
        session.expire_all()


def refuse_broken(session: Session, lots: Iterable[int]) -> None:
    """RefusedError (4) that names the entry at which one of these lots would fall below zero.

    So does a stocktake whose day began with another number than it says, and what is earlier than the lot.
    """
    for lot_id in sorted(lots):
        books = Books(session, lot_id)
        received = next((entry.day for entry in books.entries if entry.kind == "lot"), None)
        for entry in books.entries:
            if received is not None and entry.day < received:
                raise RefusedError(
                    _("Lot {id} was received on {day}, after: {entry}.").format(
                        id=lot_id, day=_day(received.isoformat()), entry=_said(session, entry)
                    ),
                    _("Correct one of the two days. {command}").format(
                        command=f"wagamachi pantry recall {lot_id}"
                    ),
                )
            if entry.opening is not None and books.before(entry.day) != entry.opening:
                raise RefusedError(
                    _("What a stocktake rests on would change: {entry}.").format(entry=_said(session, entry)),
                    _("Remove it, make the change, and count again: {command}").format(
                        command=f"wagamachi pantry movement remove {entry.id} --reason …"
                    ),
                )
            if entry.qty < 0 and books.at(entry.day) < 0:
                raise RefusedError(
                    _("Lot {id} would be below zero after: {entry}.").format(
                        id=lot_id, entry=_said(session, entry)
                    ),
                    _("Correct that first, or give less. {command}").format(
                        command=f"wagamachi pantry recall {lot_id}"
                    ),
                )
        rest = books.left()
        if rest.grams is not None and rest.grams < 0:
            last = [entry for entry in books.entries if entry.qty < 0][-1]
            raise RefusedError(
                _("More weight has left lot {id} than that: {entry}.").format(
                    id=lot_id, entry=_said(session, last)
                ),
                _("To share the right weight out anew: {command}").format(
                    command=f"wagamachi pantry lot reweigh {lot_id} --weight …"
                ),
            )


def given_expired(session: Session, lot_id: int) -> list[str]:
    """What was handed out of a lot after its last day."""
    last = asked(
        session, "SELECT coalesce(use_by_to, best_before_to) AS last FROM lot WHERE id = :id", id=lot_id
    )[0]["last"]
    return [
        _said(session, entry)
        for entry in Books(session, lot_id).entries
        if last is not None and entry.kind == "distribution" and entry.day.isoformat() > last
    ]


def refuse_expired(change: Change, lot_id: int, day: date) -> None:
    """Refused: food past its use-by; past its best-before it is a rule that life may bend."""
    (lot,) = change.rows("SELECT item, use_by_to, best_before_to FROM lot WHERE id = :id", id=lot_id)
    said = {"item": visible(lot["item"]), "id": lot_id}
    if lot["use_by_to"] is not None and lot["use_by_to"] < day.isoformat():
        raise RefusedError(
            _("“{item}” (lot {id}) is past its use-by ({last}) and can never be given.").format(
                **said, last=_day(lot["use_by_to"])
            ),
            _("Throw it away: {command}").format(
                command=f"wagamachi pantry discard {lot_id} --reason expired"
            ),
        )
    if lot["best_before_to"] is not None and lot["best_before_to"] < day.isoformat():
        change.bend(
            _("“{item}” (lot {id}) is past its best-before ({last}).").format(
                **said, last=_day(lot["best_before_to"])
            )
        )


def meant(change: Change, words: str) -> str:
    """The item of food that ``words`` mean: exact, else as it sounds, else a unique part of one.

    NotFoundError (3): none, with what there is; or several.
    """
    rows = change.rows(
        "SELECT min(id) AS id, item FROM lot WHERE removed IS NULL GROUP BY item ORDER BY item"
    )
    wanted = fold(words)
    sounds = [(row["id"], row["item"], fold(row["item"])) for row in rows]
    ways = (
        [one for one in sounds if one[1] == words],
        [one for one in sounds if one[2] == wanted],
        [one for one in sounds if wanted and wanted in one[2]],
    )
    for found in ways:
        if len({one[2] for one in found}) > 1:
            raise NotFoundError(
                _("“{text}” could mean several items.").format(text=visible(words)),
                _("Write more of it."),
                [(one[0], one[1]) for one in found],
            )
        if found:
            return str(found[0][1])
    raise NotFoundError(
        _("There is no food called “{text}”.").format(text=visible(words)),
        _("There are: {choices}").format(choices=shown(visible(one[1]) for one in sounds))
        if sounds
        else _("Record what was donated: {command}").format(
            command="wagamachi pantry donate --item … --qty …"
        ),
    )


@frozen
class _Shelf:
    """A lot that can be taken from, and how many pieces of it."""

    id: int
    free: int
    expired: bool


def take(change: Change, item: str, qty: int, day: date) -> Iterator[tuple[int, int, int | None]]:
    """Take ``qty`` pieces of an item on ``day``, the earliest date first: (lot, pieces, grams).

    Never what is past its use-by; what is past its best-before last, and only with --anyway.
    RefusedError (4) when there is not enough; then nothing is taken.
    """
    shelves = list(_shelves(change, item, day))
    good = sum(shelf.free for shelf in shelves if not shelf.expired)
    past = sum(shelf.free for shelf in shelves if shelf.expired)
    if good + past < qty:
        raise RefusedError(
            _("There are only {left} of “{item}” on {day}, {wanted} are needed.").format(
                left=good + past, item=visible(item), day=_day(day.isoformat()), wanted=qty
            ),
            _("See what there is with: {command}").format(command="wagamachi pantry stock"),
        )
    if good < qty:
        change.bend(
            _(
                "Of “{item}” only {left} are good on {day} and {past} past best-before; {wanted} are needed."
            ).format(item=visible(item), left=good, day=_day(day.isoformat()), past=past, wanted=qty)
        )
    for shelf in sorted(shelves, key=lambda one: one.expired):
        taken = min(qty, shelf.free)
        if taken:
            yield shelf.id, taken, share(change.session, shelf.id, taken)
            qty -= taken


def _shelves(change: Change, item: str, day: date) -> Iterator[_Shelf]:
    """The lots of an item on ``day`` that can be taken from, in the order in which they should leave."""
    wanted = fold(item)
    names = [row["item"] for row in change.rows("SELECT DISTINCT item FROM lot WHERE removed IS NULL")]
    rows = [
        row
        for name in names
        if fold(name) == wanted
        for row in change.rows(
            "SELECT id, on_from, best_before_to, use_by_to FROM lot"
            " WHERE item = :item AND removed IS NULL AND on_from <= :day"
            " AND (use_by_to IS NULL OR use_by_to >= :day)"
            f" AND {_NOT_EMPTY}",
            item=name,
            day=day.isoformat(),
        )
    ]
    last = {row["id"]: row["use_by_to"] or row["best_before_to"] for row in rows}
    for row in sorted(
        rows, key=lambda r: (last[r["id"]] is None, last[r["id"]] or "", r["on_from"], r["id"])
    ):
        free = available(change.session, row["id"], day)
        if free:
            yield _Shelf(
                row["id"], free, row["best_before_to"] is not None and row["best_before_to"] < day.isoformat()
            )


def _said(session: Session, entry: _Entry) -> str:
    """An entry in a sentence: what it was, when, its number."""
    from wagamachi_cli.kinds.pantry import MOVEMENT

    if entry.kind == "movement":
        (row,) = asked(session, "SELECT kind FROM movement WHERE id = :id", id=entry.id)
        what = str(MOVEMENT[row["kind"]])
    else:
        (row,) = asked(
            session,
            "SELECT h.code FROM distribution AS d"
            " JOIN household AS h ON h.id = d.household_id WHERE d.id = :id",
            id=entry.id,
        )
        what = _("visit of {household}").format(household=row["code"])
    return _("{what} on {day} (number {id})").format(what=what, day=Span.day(entry.day).human(), id=entry.id)


def _day(iso: str) -> str:
    return Span.day(date.fromisoformat(iso)).human()
