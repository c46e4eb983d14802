"""Hold the options of ``code`` that name the fields of rows."""

from typing import Annotated, Any

import typer

from detente.sources.limits import FieldNames


def _field_option(field: str, what: str) -> Any:
    usual = ", ".join(getattr(FieldNames(), field))
    meaning = f"Field of jsonl, json, csv and tsv that holds {what}; replaces the usual names"
    return typer.Option(metavar="NAME", help=f"{meaning} {usual}.")


TextField = Annotated[str | None, _field_option("text", "the text")]
DateField = Annotated[str | None, _field_option("published", "the day of publication")]
TitleField = Annotated[str | None, _field_option("title", "the title")]
UrlField = Annotated[str | None, _field_option("url", "the address")]
IdField = Annotated[str | None, _field_option("key", "your own id")]
PublisherField = Annotated[str | None, _field_option("publisher", "the publisher")]
BylineField = Annotated[str | None, _field_option("byline", "the author")]


def field_names(**given: str | None) -> FieldNames:
    """Give the names of fields: the usual ones, but for those that are given."""
    from dataclasses import replace

    return replace(FieldNames(), **{field: (name,) for field, name in given.items() if name})
