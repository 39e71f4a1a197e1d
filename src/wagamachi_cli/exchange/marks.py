"""What a sheet of ours says about itself: its mark in the head of the last column, its example row.

A template must still know what it was made for after Excel, LibreOffice or a browser has saved it,
also as CSV. Properties and hidden sheets get lost on that way; a (hidden) column does not.
"""

from __future__ import annotations

import re
import unicodedata

from wagamachi_cli.frozen import frozen
from wagamachi_cli.language import Label
from wagamachi_cli.period import Span
from wagamachi_cli.text import visible

_HEAD = "wagamachi"
_EXAMPLE = re.compile(r"(例|example)(:|$)", re.IGNORECASE)


@frozen
class Mark:
    """What a template was made for.

    - ``kind``: the plural of the kind of its rows.
    - ``period``: the days in which every row's time lies, else a row is a bad one; None: any time.
    - ``prefilled``: the keys of the fields that were filled in already in the rows without an id. Such
      a row in which nothing else is filled in was left blank: it is skipped.
    - ``register``: the UUID of the register whose ids are in it, ``owner``: whose register that is.
    """

    kind: str
    period: Span | None = None
    prefilled: tuple[str, ...] = ()
    register: str = ""
    owner: str = ""

    @property
    def head(self) -> str:
        """The head of the column that carries it; its cells are empty."""
        words = [_HEAD, self.kind]
        if self.period is not None:
            words.append(f"period={self.period.machine()}")
        if self.prefilled:
            words.append(f"prefilled={','.join(self.prefilled)}")
        if self.register:
            words.append(f"register={self.register}")
        if self.owner:
            words.append(f"of={'_'.join(visible(self.owner).split())}")
        return " ".join(words)

    @classmethod
    def of(cls, head: str) -> Mark | None:
        """The mark that a column's head is; None when the column is one of data.

        UsageError (exit 2) when somebody has changed it.
        """
        first, *words = unicodedata.normalize("NFKC", head).split() or [""]
        if first != _HEAD or not words:
            return None
        told = dict(word.partition("=")[::2] for word in words[1:])
        period = told.get("period")
        return cls(
            kind=words[0],
            period=None if period is None else Span.parse_machine(period),
            prefilled=tuple(key for key in told.get("prefilled", "").split(",") if key),
            register=told.get("register", ""),
            owner=told.get("of", ""),
        )


def example(words: str) -> str:
    """The first cell of the example row: 例: and a value, or 例 alone."""
    return f"{Label('例', 'example')}" + (f": {words}" if words else "")


def is_example(cell: str) -> bool:
    """Whether a row whose first cell this is shows how to fill in, and is no record.

    例会 is no example: only 例 (example) alone or with a colon after it is.
    """
    return _EXAMPLE.match(unicodedata.normalize("NFKC", cell).strip()) is not None
