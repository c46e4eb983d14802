"""Measure relations between states from coded events; see `detente.relations.registry`."""
