"""Forecast how many events two states will have, and whom a state deals with next."""
