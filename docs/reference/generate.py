"""Write the reference pages from the code: ``python docs/reference/generate.py``."""

from __future__ import annotations

from dataclasses import fields
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import ibis.expr.datatypes as dt

FOLDER = Path(__file__).parent
NOTE = "<!-- Written by docs/reference/generate.py; change the code, then run `make docs`. -->"


def pages() -> dict[str, str]:
    """Give the text of every generated page by its file name."""
    made = {
        "commands.md": commands_page(),
        "tables.md": tables_page(),
        "indicators.md": indicators_page(),
        "roots.md": roots_page(),
    }
    return {name: f"{NOTE}\n\n{text.strip()}\n" for name, text in made.items()}


def row(*cells: str) -> str:
    """Give one line of a Markdown table; a bar within a cell is escaped."""
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give a Markdown table."""
    lines = [row(*head), "|" + "---|" * len(head), *(row(*cells) for cells in rows)]
    return "\n".join(lines)


def joined(parts: Iterable[str]) -> str:
    """Join paragraphs, leaving out empty ones."""
    return "\n\n".join(part for part in parts if part)


def commands() -> Iterator[tuple[str, Any]]:
    """Give every command with its full name, in the order in which help shows them."""
    from typer.main import get_command

    from detente.cli.main import app

    def below(group: Any, name: str) -> Iterator[tuple[str, Any]]:
        for key, command in group.commands.items():
            full = f"{name} {key}"
            if hasattr(command, "commands"):
                yield from below(command, full)
            else:
                yield full, command

    yield from below(get_command(app), "detente")


def commands_page() -> str:
    """Give the page of commands, with exit codes and settings."""
    from detente.cli.edge import COULD_NOT_RUN, PROBLEMS, STOPPED

    codes = [
        ("0", "it ran and found nothing amiss"),
        (str(PROBLEMS), "it ran, and some input could not be used (`detente show rejections`)"),
        (str(COULD_NOT_RUN), "it could not run: an option, a name, a path or the store is wrong"),
        (str(STOPPED), "it was stopped with Ctrl-C; the same command goes on from there"),
    ]
    return joined(
        [
            "# Commands",
            "`detente --help` lists the commands, `detente COMMAND --help` says what this page "
            "says, and `detente --version` gives the version. A state may be given as a code "
            "(`JPN`, `JP`) or a name (`Japan`).",
            *(command_section(name, command) for name, command in commands()),
            "## Exit codes",
            table(("code", "meaning"), codes),
            "## Settings",
            settings_text(),
        ]
    )


def command_section(name: str, command: Any) -> str:
    """Give the section of one command."""
    options = [one for one in command.params if one.param_type_name == "option"]
    arguments = [one for one in command.params if one.param_type_name == "argument"]
    usage = [name, "[OPTIONS]" if options else "", *(metavar_of(one) for one in arguments)]
    hints = get_type_hints(command.callback)
    described = [(f"`{metavar_of(one)}`", one.help or "") for one in arguments]
    opted = [
        (f"`{option_name(one, hints[one.name])}`", one.help or "", default_of(one))
        for one in options
    ]
    return joined(
        [
            f"## `{name}`",
            f"```text\n{' '.join(filter(None, usage))}\n```",
            "\n".join(line.strip() for line in (command.help or "").splitlines()),
            table(("argument", "meaning"), described) if described else "",
            table(("option", "meaning", "default"), opted) if opted else "",
        ]
    )


def metavar_of(parameter: Any) -> str:
    """Give how an argument is written in a usage line."""
    several = "…" if parameter.nargs == -1 else ""
    name: str = parameter.metavar or f"{parameter.name.upper()}{several}"
    return name if parameter.required else f"[{name}]"


def option_name(parameter: Any, hint: Any) -> str:
    """Give how an option is written, with what stands for its value."""
    names = ", ".join(parameter.opts)
    return names if parameter.is_flag else f"{names} {parameter.metavar or value_of(hint)}"


def value_of(hint: Any) -> str:
    """Give what stands for a value of some type in a usage line."""
    inner = [one for one in get_args(hint) if one is not type(None)]
    if inner:
        return value_of(inner[0])
    if issubclass(hint, Enum):
        return "|".join(str(one.value) for one in hint)
    return {int: "NUMBER", float: "NUMBER", str: "TEXT", Path: "PATH"}[hint]


def default_of(parameter: Any) -> str:
    """Give the default of an option as it would be written; empty where there is none."""
    default = parameter.default
    if default in (None, "") or parameter.is_flag or callable(default) or parameter.required:
        return ""
    return f"`{getattr(default, 'value', default)}`"


def settings_text() -> str:
    """Give the settings that hold for all commands."""
    from detente.settings import FILE, PREFIX, Settings
    from detente.store.tables import meanings_of

    meanings = meanings_of(Settings)
    defaults = {one.name: one.default for one in fields(Settings)}
    rows = [
        (
            f"`{name}`",
            f"`{PREFIX}{name.upper()}`",
            meaning,
            "" if defaults[name] is None else f"`{defaults[name]}`",
        )
        for name, meaning in meanings.items()
    ]
    head = (f"in `{FILE}`", "in the environment", "meaning", "default")
    return joined(
        [
            f"A file `{FILE}` in the current folder may hold settings; a variable of the "
            "environment goes before the file, and an option of a command before both.",
            table(head, rows),
        ]
    )


def tables_page() -> str:
    """Give the page of tables, their columns, and the codes that columns may hold."""
    from detente import codes
    from detente.records import Actor, Evidence, Finding
    from detente.store.tables import TABLES

    sets = [getattr(codes, name) for name in ("Status", "Precision", "Issue", "Quad", "Level")]
    sets += [codes.Sector, codes.Certainty]
    return joined(
        [
            "# Tables",
            "A store is one DuckDB file with these tables. Rows are only ever added. The key of "
            "each table is `id`, a hash of what the row says, so the same row cannot stand there "
            "twice. Days are UTC; offsets count characters of `documents.text`; intervals are "
            "half-open: `start` belongs to them, `stop` does not.",
            *(table_section(one) for one in TABLES.values()),
            "## Structures within columns",
            "### Actor\n\nAn entry of `events.actors` and `events.recipients`.",
            columns_table(Actor),
            "### Evidence\n\nThe column `events.evidence`.",
            columns_table(Evidence),
            "## Findings",
            "Findings are measured when they are asked for and not stored. `detente measure "
            "--format json` (or `csv`) and `detente.relations.registry.measure` give them with "
            "these fields.",
            columns_table(Finding),
            "## Codes",
            "The roots stand on their [own page](roots.md).",
            table(
                ("set", "values"),
                [(one.__name__, ", ".join(f"`{v.value}`" for v in one)) for one in sets],
            ),
        ]
    )


def table_section(one: Any) -> str:
    """Give the section of one table."""
    known = (
        f"Known since `{one.known_at}`: a table taken `as_of` a day holds the rows up to it."
        if one.known_at
        else "Has no day since which a row is known: `as_of` leaves it whole."
    )
    doc = " ".join((one.record.__doc__ or "").split("\n\n", maxsplit=1)[0].split())
    rows = f"Each row: {doc.removeprefix('Hold ')}"
    return joined([f"## `{one.name}`", rows, known, columns_table(one.record)])


def columns_table(record: type) -> str:
    """Give the columns of a record with type and meaning."""
    import ibis

    from detente.store.tables import meanings_of

    meanings = meanings_of(record)
    schema = ibis.schema(record)
    rows = [
        (f"`{name}`", type_name(schema[name], structure_of(record, name)), meaning)
        for name, meaning in meanings.items()
    ]
    return table(("column", "type", "meaning"), rows)


def structure_of(record: type, name: str) -> str:
    """Give the name of the record that a column holds, alone or in a list; else nothing."""
    hint = get_type_hints(record)[name]
    inner = get_args(hint)[0] if get_origin(hint) is list else hint
    return getattr(inner, "__name__", "")


def type_name(kind: dt.DataType, structure: str = "") -> str:
    """Give a type as DuckDB calls it."""
    if kind.is_array():
        return f"{type_name(kind.value_type, structure)}\\[\\]"
    if kind.is_struct():
        return f"STRUCT ([{structure}](#{structure.lower()}))"
    return {
        "string": "VARCHAR",
        "date": "DATE",
        "int64": "BIGINT",
        "float64": "DOUBLE",
        "boolean": "BOOLEAN",
        "binary": "BLOB",
    }[str(kind).removeprefix("!")]


def indicators_page() -> str:
    """Give the page of indicators."""
    from detente.relations.registry import INDICATORS

    parts = [
        "# Indicators",
        "What `detente measure` gives, in this order. Every value comes with a 90 % interval "
        "(`low`, `high`), the number of acts or reports it rests on (`n`) and their event ids. "
        "[Relations](../explain/relations.md) explains them in words; "
        "[the table of findings](tables.md#findings) names all fields.",
    ]
    for one in INDICATORS.values():
        facts = [
            ("name", f"`{one.name}`"),
            ("definition", one.definition),
            ("unit", one.unit),
            ("source of the method", one.source),
            ("withheld below", f"{one.minimum} {'event' if one.minimum == 1 else 'events'}"),
            ("reading", one.reading),
        ]
        parts += [f"## {one.title}", table(("", ""), facts)]
    return joined(parts)


def roots_page() -> str:
    """Give the page of roots."""
    from detente.ontology.plover import JOINT, ROOTS

    rows = [
        (
            f"`{one.root.value}`",
            one.words,
            one.past,
            one.quad.value,
            f"{one.score:+.1f}",
            "yes" if one.root in JOINT else "",
        )
        for one in ROOTS.values()
    ]
    return joined(
        [
            "# Roots",
            "What an event is: the 16 roots of PLOVER 0.8 (manual of September 2021). The score "
            "is the median of the Goldstein values of the CAMEO codes that the published "
            "conversion table maps to the root; it runs from -10 (conflict) to +10 "
            "(cooperation). In a *joint* root both sides may act alike; then all parties are "
            "actors and the recipients are empty.",
            table(
                ("root", "what it is", "in a sentence", "quad class", "score", "may be joint"), rows
            ),
        ]
    )


def main() -> None:
    """Write all pages."""
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
