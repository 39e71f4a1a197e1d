"""A report that is handed over, as files: ``files`` makes them, ``write`` puts them into a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from importlib.util import find_spec
from pathlib import Path

from wagamachi_cli import progress
from wagamachi_cli.errors import OutputError, UsageError
from wagamachi_cli.language import _, speaking
from wagamachi_cli.output.pack import keeping, manifest, place, words
from wagamachi_cli.pack import Pack
from wagamachi_cli.text import split_several, visible

KINDS = ("md", "html", "xlsx", "pptx", "csv", "png")
"""What a pack can consist of; its manifest is always made."""
ALONE = ("html", "pptx")
"""Those that ``-o`` writes alone; the other formats that it knows are those of every table."""
_FILES = (*KINDS, "docx", "pdf", "txt", "json", "zip")
_NEEDS = {"xlsx": "xlsxwriter", "pptx": "pptx"}


def wanted(only: str | None) -> frozenset[str]:
    """The kinds of files that ``--only`` names (all without it).

    Raises UsageError for an unknown word, OutputError for what needs an extra that is not installed.
    """
    words_given = [part.casefold().lstrip(".") for part in split_several(only)] if only is not None else KINDS
    for word in words_given:
        if word not in KINDS:
            raise UsageError(
                _("--only knows no {word}.").format(word=visible(word)),
                _("It takes one or several of these: {names}.").format(names=",".join(KINDS)),
            )
    kinds = frozenset(words_given)
    if not kinds:
        raise UsageError(
            _("--only names nothing."),
            _("It takes one or several of these: {names}.").format(names=",".join(KINDS)),
        )
    _check_extra(kinds)
    return kinds


def files(pack: Pack, only: frozenset[str] | None = None) -> dict[str, bytes]:
    """Every file of ``pack`` by its name (``tables/KEY.csv``), the manifest last; the same bytes each time.

    It speaks the language of ``pack``. ``only`` is what ``wanted`` gave. Raises OutputError for a
    character that the font of the charts lacks, and without the office extra.
    """
    kinds = frozenset(KINDS) if only is None else only
    _check_extra(kinds)
    with speaking(pack.language), progress.telling() as say:
        made: dict[str, bytes] = {}
        for name, body in _made(pack, kinds, say):
            made[name] = body
            say(_("{file} is ready …").format(file=name))
        return {**made, manifest.NAME: manifest.written(pack, made)}


def again(kept: Mapping[str, bytes], pack: Pack, only: frozenset[str] | None) -> dict[str, bytes]:
    """The files of ``pack``, an issued one of which ``kept`` are the files as ``compact`` left them.

    What was handed over is given again byte for byte; another choice of files, or in another language
    (``kept`` is empty then), is made from ``pack``. Errors as ``files``.
    """
    handed_over = keeping.whole(kept)
    if handed_over and only in (None, frozenset(map(_kind, handed_over)) - {"json"}):
        return handed_over
    return files(pack, only)


def _kind(name: str) -> str:
    return Path(name).suffix.removeprefix(".")


def check(name: str | Path, force: bool, *, alone: bool = False) -> Path:
    """The folder that ``name`` means, if a pack may be put there; see ``place.check``. Raises OutputError.

    UsageError for the name of a file; ``alone``: the command can write one with ``-o``.
    """
    kind = _kind(str(name)).casefold()
    if kind in _FILES:
        folder = str(Path(name).with_suffix(""))
        within = _("A folder with it: {command}").format(command=f"--out {folder} --only {kind}")
        hint = _("Give the name of a folder: {command}").format(command=f"--out {folder}")
        if kind in KINDS and alone and kind != "png":
            hint = _("For one file: {command}").format(command=f"-o {name}") + " " + within
        elif kind in KINDS:
            hint = within
        raise UsageError(
            _("--out is a folder, and {name} is the name of a file.").format(name=visible(str(name))),
            visible(hint),
        )
    return place.check(name, force)


def write(made: Mapping[str, bytes], name: str | Path, force: bool, *, public: bool = True) -> None:
    """Put the files that ``files`` made into the folder ``name``: all of them, or nothing is changed.

    Those of a report that is not ``public`` are for this user alone. Raises OutputError.
    """
    place.put(place.check(name, force), made, public=public)


def staged(
    made: Mapping[str, bytes], name: str | Path, force: bool, *, public: bool
) -> AbstractContextManager[Callable[[], None]]:
    """As ``write``, in two steps: what the block is given puts the folder in its place.

    If the block fails, even after that, the folder is as it was.
    """
    return place.staged(place.check(name, force), made, public=public)


def _made(pack: Pack, kinds: frozenset[str], say: Callable[[str], None]) -> Iterator[tuple[str, bytes]]:
    """The files one by one; each format is imported only when it is wanted."""
    pictures = _pictures(pack, say) if kinds & {"png", "html"} else {}
    if "md" in kinds:
        from wagamachi_cli.output.pack import markdown

        yield "report.md", markdown.document(pack, "png" in kinds)
    if "html" in kinds:
        from wagamachi_cli.output.pack import html

        yield "report.html", html.document(pack, pictures)
    if "xlsx" in kinds:
        from wagamachi_cli.output.pack import book

        yield "report.xlsx", book.workbook(pack)
    if "pptx" in kinds:
        from wagamachi_cli.output.pack import slides, zipped

        yield "report.pptx", zipped.settled(slides.presentation(pack))
    if "csv" in kinds:
        from wagamachi_cli.output.pack import tables

        for key, sheet in tables.named(pack).items():
            yield f"tables/{key}.csv", tables.written(sheet)
    if "png" in kinds:
        for key, picture in pictures.items():
            yield f"charts/{key}.png", picture


def _pictures(pack: Pack, say: Callable[[str], None]) -> dict[str, bytes]:
    """The charts, drawn once for all the files that show them."""
    from wagamachi_cli.output.chart import picture

    charts = {s.key: s.chart for s in words.sections(pack) if s.chart is not None}
    drawn: dict[str, bytes] = {}
    for number, (key, chart) in enumerate(charts.items(), 1):
        say(_("Chart {number} of {count} …").format(number=number, count=len(charts)))
        drawn[key] = picture(chart)
    return drawn


def _check_extra(kinds: frozenset[str]) -> None:
    for kind, module in _NEEDS.items():
        if kind in kinds and find_spec(module) is None:
            raise OutputError(
                _("Writing .{kind} needs the office extra, which is not installed.").format(kind=kind),
                _(
                    'Install it with: pip install "wagamachi-cli[office]" '
                    "(or leave it out: --only md,html,csv,png)."
                ),
            )
