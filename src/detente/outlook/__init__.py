"""Forecast how many events of a kind two states will have in the next months."""
