"""Détente reads the news as a foreign-policy expert does, and shows its evidence."""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["__version__"]
