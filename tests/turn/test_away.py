"""Being away: said in the chat, agreed with who stands in, and what becomes of the questions; on both kinds of database."""

from __future__ import annotations
