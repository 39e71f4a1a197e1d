"""What can be computed from what was told: exact linear algebra on sums of what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

_PRIME = 2**61 - 1  # arithmetic modulo a prime is exact; that it misjudges a span is as good as impossible

Unknown = tuple[str, ...]
Sum = Mapping[Unknown, int]
"""A number as the sum of unknowns, each with its weight."""


class Told:
    """All that can be computed from what was told, and the secrets that must stay out of it."""

    def __init__(self, secrets: Iterable[Sum]) -> None:
        self._steps: list[tuple[Unknown, Sum]] = []
        self._secrets = [dict(secret) for secret in secrets]

    def tell(self, sums: Iterable[Sum]) -> bool:
        """Tell all of ``sums``; False, and nothing is told, if a secret could then be computed."""
        steps, secrets = list(self._steps), self._secrets
        for one in sums:
            left = _without(one, steps)
            if not left:
                continue
            pivot, weight = next(iter(left.items()))
            inverse = pow(weight, -1, _PRIME)
            step = pivot, {unknown: weight * inverse % _PRIME for unknown, weight in left.items()}
            steps.append(step)
            secrets = [_without(secret, [step]) if pivot in secret else secret for secret in secrets]
            if not all(secrets):
                return False
        self._steps, self._secrets = steps, secrets
        return True

    def force(self, sums: Iterable[Sum]) -> None:
        """Take ``sums`` as told, whatever can be computed from them; what can is no secret any more."""
        secrets, self._secrets = self._secrets, []
        self.tell(sums)
        self.keep(secrets)

    def knows(self, one: Sum) -> bool:
        """Whether a number can be computed."""
        return not _without(one, self._steps)

    def keep(self, sums: Iterable[Sum]) -> None:
        """Take more secrets: what was not told must not be told by the way either."""
        self._secrets += [left for one in sums if (left := _without(one, self._steps))]


def _without(one: Sum, steps: Iterable[tuple[Unknown, Sum]]) -> dict[Unknown, int]:
    """What of a sum the steps do not explain."""
    left = dict(one)
    for pivot, step in steps:
        factor = left.get(pivot, 0)
        for unknown, weight in step.items() if factor else ():
            left[unknown] = (left.get(unknown, 0) - factor * weight) % _PRIME
            if not left[unknown]:
                del left[unknown]
    return left
