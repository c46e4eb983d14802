"""Remember what was made for a question, so that many who ask it get it at once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

Made = TypeVar("Made")


class Memory:
    """Hold what was made, the latest asked; each thing is made by one thread only.

    Parameters
    ----------
    most : int
        How many things are held.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()
        self._turn = 0

    def remember(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Give what was made for a key, or make it; others who ask meanwhile wait."""
        with self._lock:
            if key in self._held:
                found: Made = self._take(key)
                return found
            turn, own = self._turn, self._making.setdefault(key, threading.Lock())
        with own:
            with self._lock:
                if key in self._held:
                    again: Made = self._take(key)
                    return again
            try:
                made = make()
            finally:
                with self._lock:
                    self._making.pop(key, None)
            with self._lock:
                if turn == self._turn:
                    self._held[key] = made
                    while len(self._held) > self._most:
                        self._held.popitem(last=False)
        return made

    def recall(self, key: Hashable) -> Any:
        """Give what was made for a key; none if nothing was."""
        with self._lock:
            return self._take(key) if key in self._held else None

    def clear(self) -> None:
        """Forget everything, also what is being made now."""
        with self._lock:
            self._held.clear()
            self._turn += 1

    def _take(self, key: Hashable) -> Any:
        self._held.move_to_end(key)
        return self._held[key]
