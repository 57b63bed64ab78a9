"""The channel for Telegram, against a strict Bot API server of our own on this machine."""
