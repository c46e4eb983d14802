"""Say how far a run has come: counts, rate, time left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, Protocol, Self

if TYPE_CHECKING:
    from types import TracebackType

    from detente.records import Batch


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Hold how far one start of a run has come."""

    bytes_total: Annotated[int, "bytes on disk to be read"]
    bytes_done: Annotated[int, "bytes on disk read and stored, by this start or an earlier one"] = 0
    bytes_skipped: Annotated[int, "those of an earlier start"] = 0
    seconds: Annotated[float, "time spent on what is not skipped; seconds"] = 0.0
    documents: Annotated[int, "documents stored by this start"] = 0
    sentences: Annotated[int, "sentences read by this start"] = 0
    events: Annotated[int, "events stored by this start"] = 0
    rejections: Annotated[int, "rejections stored by this start"] = 0

    def skipping(self, count: int) -> Self:
        """Give the tally behind bytes that an earlier start has dealt with."""
        return replace(
            self, bytes_done=self.bytes_done + count, bytes_skipped=self.bytes_skipped + count
        )

    def adding(self, batch: Batch, count: int) -> Self:
        """Give the tally behind one more batch and its bytes."""
        return replace(
            self,
            bytes_done=self.bytes_done + count,
            seconds=self.seconds + batch.seconds,
            documents=self.documents + batch.documents,
            sentences=self.sentences + batch.sentences,
            events=self.events + batch.events,
            rejections=self.rejections + batch.rejections,
        )

    @property
    def sentences_per_second(self) -> float:
        """Give the rate of this start."""
        return self.sentences / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Give the time left at the rate of this start; None while there is no rate."""
        worked = self.bytes_done - self.bytes_skipped
        if worked <= 0:
            return None
        return max(self.bytes_total - self.bytes_done, 0) * self.seconds / worked


class Progress(Protocol):
    """Be told how far a run has come, behind each batch."""

    def show(self, tally: Tally) -> None:
        """Show it."""


class Silent:
    """Show nothing."""

    def show(self, tally: Tally) -> None:
        """Show nothing."""


class TerminalProgress:
    """Show a bar with counts, rate and time left; only while it is open as a context."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TaskProgressColumn, TextColumn
        from rich.progress import Progress as Bar

        self._bar = Bar(
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.description}"),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("loading the models", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def show(self, tally: Tally) -> None:
        """Move the bar and renew the words beside it."""
        self._bar.update(
            self._task,
            total=max(tally.bytes_total, 1),
            completed=tally.bytes_done,
            description=words_of(tally),
        )


def words_of(tally: Tally) -> str:
    """Put a tally in words.

    Examples
    --------
    >>> words_of(Tally(bytes_total=100, bytes_done=50, seconds=60, documents=1200, sentences=9000))
    '1,200 documents · 9,000 sentences · 0 events · 150 sentences/s · 1:00 left'
    """
    left = tally.seconds_left
    parts = [
        f"{tally.documents:,} documents",
        f"{tally.sentences:,} sentences",
        f"{tally.events:,} events",
    ]
    if tally.rejections:
        parts.append(f"{tally.rejections:,} rejections")
    if left is None:
        return " · ".join([*parts, "loading the models"])
    minutes, seconds = divmod(round(left), 60)
    hours, minutes = divmod(minutes, 60)
    clock = f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
    return " · ".join([*parts, f"{tally.sentences_per_second:,.0f} sentences/s", f"{clock} left"])
