"""Matrix: on recorded events, and with a real homeserver and a strict human."""
