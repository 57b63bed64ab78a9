"""One file a channel: how it hears and how it says."""
