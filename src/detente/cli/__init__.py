"""Offer the library as commands: arguments, one library call, printing."""
