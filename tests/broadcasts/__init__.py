"""Broadcasts as they are sent: on both kinds of database, with channels and a clock that a test sets."""
