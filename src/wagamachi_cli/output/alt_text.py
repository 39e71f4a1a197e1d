"""A chart in words, for those who cannot see it."""

from __future__ import annotations

from wagamachi_cli.language import _
from wagamachi_cli.sheet import ChartSpec
from wagamachi_cli.text import visible


def totals(spec: ChartSpec) -> tuple[int | None, ...]:
    """The total of each category: of what is stated, None where nothing is."""
    stacks = ([values[place] for _name, values in spec.bars] for place in range(len(spec.categories)))
    return tuple(sum(filter(None, stack)) if any(v is not None for v in stack) else None for stack in stacks)


def number(value: int) -> str:
    """``value`` as charts write it."""
    return f"{value:,}"


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


def _series(name: str, values: tuple[int | None, ...], spec: ChartSpec) -> str:
    """居場所づくり：H28 3、H29 4、…"""
    parts = (
        f"{category} {_('not stated') if value is None else number(value)}"
        for category, value in zip(spec.categories, values, strict=True)
    )
    return _("{name}: {values}").format(name=name, values=_(", ").join(parts))


def _highest(name: str, values: tuple[int | None, ...], spec: ChartSpec) -> str:
    """Which category has most, if one alone has."""
    stated = [value for value in values if value is not None]
    if len(stated) < 2 or stated.count(max(stated)) != 1:
        return ""
    category = spec.categories[values.index(max(stated))]
    return _("{name} is highest in {category}: {value}.").format(
        name=name, category=category, value=number(max(stated))
    )
