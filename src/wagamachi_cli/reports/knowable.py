"""What can be computed from what was told: exact linear algebra on sums of what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from heapq import heapify, heappop, heappush

_PRIME = 2**61 - 1  # arithmetic modulo a prime is exact; that it misjudges a span is as good as impossible

Unknown = tuple[str, ...]
Sum = Mapping[Unknown, int]
"""A number as the sum of unknowns, each with its weight."""


class Told:
    """All that can be computed from what was told, and the secrets that must stay out of it."""

    def __init__(self, secrets: Iterable[Sum]) -> None:
        # Each step explains its pivot by unknowns that are pivots of later steps or of none.
        self._steps: list[tuple[Unknown, Sum]] = []
        self._places: dict[Unknown, int] = {}
        self._secrets = [dict(secret) for secret in secrets]

    def tell(self, sums: Iterable[Sum]) -> bool:
        """Tell all of ``sums``; False, and nothing is told, if a secret could then be computed."""
        known, secrets = len(self._steps), self._secrets
        for one in sums:
            left = self._without(one)
            if not left:
                continue
            pivot, weight = next(iter(left.items()))
            inverse = pow(weight, -1, _PRIME)
            step = {unknown: weight * inverse % _PRIME for unknown, weight in left.items()}
            self._places[pivot] = len(self._steps)
            self._steps.append((pivot, step))
            secrets = [_less(secret, pivot, step) if pivot in secret else secret for secret in secrets]
            if not all(secrets):
                for pivot, _step in self._steps[known:]:
                    del self._places[pivot]
                del self._steps[known:]
                return False
        self._secrets = secrets
        return True

    def force(self, sums: Iterable[Sum]) -> None:
        """Take ``sums`` as told, whatever can be computed from them; what can is no secret any more."""
        secrets, self._secrets = self._secrets, []
        self.tell(sums)
        self.keep(secrets)

    def knows(self, one: Sum) -> bool:
        """Whether a number can be computed."""
        return not self._without(one)

    def keep(self, sums: Iterable[Sum]) -> None:
        """Take more secrets: what was not told must not be told by the way either."""
        self._secrets += [left for one in sums if (left := self._without(one))]

    def _without(self, one: Sum) -> dict[Unknown, int]:
        """What of a sum the steps do not explain."""
        left = dict(one)
        places = self._places
        due = [places[unknown] for unknown in left if unknown in places]
        heapify(due)
        while due:
            pivot, step = self._steps[heappop(due)]
            if pivot in left:
                for unknown in step:
                    if unknown not in left and unknown in places:
                        heappush(due, places[unknown])
                left = _less(left, pivot, step)
        return left


def _less(one: Sum, pivot: Unknown, step: Sum) -> dict[Unknown, int]:
    """``one`` without its pivot, which ``step`` explains."""
    left = dict(one)
    factor = left[pivot]
    for unknown, weight in step.items():
        left[unknown] = (left.get(unknown, 0) - factor * weight) % _PRIME
        if not left[unknown]:
            del left[unknown]
    return left
