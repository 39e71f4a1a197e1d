"""A chart in words, for those who cannot see it."""

from __future__ import annotations

from collections.abc import Sequence

from wagamachi_cli.language import _
from wagamachi_cli.sheet import Amount, ChartSpec, Sign, height, known
from wagamachi_cli.text import visible


def totals(spec: ChartSpec) -> tuple[Amount, ...]:
    """The total of each category: as it is stated, else the sum of its stack."""
    if spec.totals:
        return spec.totals
    return tuple(
        summed([values[place] for _name, values in spec.bars]) for place in range(len(spec.categories))
    )


def summed(stack: Sequence[Amount]) -> Amount:
    """What a stack comes to: a sign where one of it is not known, None where nothing is stated."""
    signs = [value for value in stack if isinstance(value, Sign)]
    if signs:
        return signs[0]
    return sum(map(height, stack)) if any(value is not None for value in stack) else None


def number(value: int | float | Sign) -> str:
    """``value`` as charts write it."""
    return value.sign if isinstance(value, Sign) else f"{value:,}"


def alt_text(spec: ChartSpec) -> str:
    """Everything that the chart of ``spec`` shows, in sentences, a line a series."""
    lines = [spec.title, spec.subtitle, _("(unit: {unit})").format(unit=spec.unit) if spec.unit else ""]
    if spec.categories:
        lines.append(
            _("A stacked bar chart from {first} to {last}.").format(
                first=spec.categories[0], last=spec.categories[-1]
            )
        )
    else:
        lines.append(_("No data."))
    lines.extend(_series(name, values, spec) for name, values in spec.bars)
    if spec.stack_total is not None:
        summed = totals(spec)
        lines.append(_series(spec.stack_total, summed, spec))
        lines.append(_highest(spec.stack_total, summed, spec))
    if spec.line is not None:
        lines.append(_("Line: {series}").format(series=_series(*spec.line, spec)))
    lines.extend(spec.notes)
    return "".join(f"{visible(line, lines=True)}\n" for line in lines if line)


def _series(name: str, values: tuple[Amount, ...], spec: ChartSpec) -> str:
    """居場所づくり：H28 3、H29 4、…"""
    parts = (
        f"{category} {_('not stated') if value is None else number(value)}"
        for category, value in zip(spec.categories, values, strict=True)
    )
    return _("{name}: {values}").format(name=name, values=_(", ").join(parts))


def _highest(name: str, values: tuple[Amount, ...], spec: ChartSpec) -> str:
    """Which category has most, if one alone has."""
    stated = [one for one in map(known, values) if one is not None]
    if len(stated) < 2 or stated.count(max(stated)) != 1:
        return ""
    category = spec.categories[values.index(max(stated))]
    return _("{name} is highest in {category}: {value}.").format(
        name=name, category=category, value=number(max(stated))
    )
