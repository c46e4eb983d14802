from __future__ import annotations

import pytest
import typer

import detente as package
from detente.cli.main import app


def commands(group, path=()):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield (*path, name), command


COMMANDS = dict(commands(typer.main.get_command(app)))


def test_has_these_commands() -> None:
    assert {" ".join(path) for path in COMMANDS} == {
        "code",
        "collect",
        "export",
        "serve",
        "mcp",
        "ingest",
        "measure",
        "judge",
        "watch",
        "state",
        "brief",
        "demo",
        "show event",
        "show events",
        "show document",
        "show quotes",
        "show rejections",
        "actors learned",
        "actors show",
        "actors add",
        "actors refresh",
        "outlook states",
        "outlook resolve",
        "outlook score",
    }


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_command_and_option_is_documented(path, detente) -> None:
    command = COMMANDS[path]
    assert command.help
    assert command.help.split("\n")[0].strip().endswith((".", ":", ","))
    undocumented = [
        parameter.name
        for parameter in command.params
        if not getattr(parameter, "help", None) and parameter.name != "help"
    ]
    assert not undocumented
    result = detente(*path, "--help")
    assert result.exit_code == 0
    assert command.help.split(".")[0].split()[0] in result.stdout


def test_tells_its_version(detente) -> None:
    result = detente("--version")
    assert result.exit_code == 0
    assert result.stdout.strip() == f"detente {package.__version__}"


def test_shows_help_when_called_with_nothing(detente) -> None:
    assert "measure" in detente().output


@pytest.mark.parametrize(
    "arguments",
    [
        ("code",),
        ("code", "x", "--date", "yesterday"),
        ("code", "x", "--workers", "0"),
        ("measure", "JPN"),
        ("show", "event"),
        ("nonsense",),
    ],
)
def test_refuses_what_it_does_not_understand(arguments, detente) -> None:
    assert detente(*arguments).exit_code == 2
