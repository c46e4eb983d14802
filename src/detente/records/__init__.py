"""Define what passes from room to room: frozen records that are valid once they exist.

One definition is record, table schema, documentation and column help: every field is
``Annotated`` with its meaning, unit and range, and `detente.store.tables` derives the
tables from it. Offsets count characters of ``Document.text``; intervals are half-open;
days are UTC.
"""

from detente.records.base import Rejection, content_id, rejection
from detente.records.events import Actor, Event, Evidence, Introduction, Mention, Merged, Quote
from detente.records.others import Coded, Context, Ingested, Notice, Tally
from detente.records.runs import Batch, Finding, Forecast, Run
from detente.records.texts import Document, Page, Sentence, Signature

__all__ = [
    "Actor",
    "Batch",
    "Coded",
    "Context",
    "Document",
    "Event",
    "Evidence",
    "Finding",
    "Forecast",
    "Ingested",
    "Introduction",
    "Mention",
    "Merged",
    "Notice",
    "Page",
    "Quote",
    "Rejection",
    "Run",
    "Sentence",
    "Signature",
    "Tally",
    "content_id",
    "rejection",
]
