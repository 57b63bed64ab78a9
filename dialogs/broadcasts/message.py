"""What a recipient reads: the one place where a broadcast becomes a message, for the preview as for who is sent it."""

from __future__ import annotations

from dialogs.broadcast import Broadcast
from dialogs.here import paragraphs
from dialogs.language import Button, Say
from knowledge import Knowledge

WEB = ("https://", "http://")
LINKED = "naar:"
"""What stands before the payload of a link to the guide in a button's press."""


def message(broadcast: Broadcast, knowledge: Knowledge, *, aloud: bool = False) -> Say:
    """The message as a recipient gets it, and sees it after a correction.

    Args:
        aloud: For who wants messages that can be read aloud.
    """
    says = knowledge.phrases.news
    by_address = broadcast.link.startswith(WEB)
    address = says.linked(label=broadcast.link_label, url=broadcast.link) if by_address else ""
    lead = says.corrected() if broadcast.version else ""
    inside = (Button(broadcast.link_label, f"{LINKED}{broadcast.link}"),) if broadcast.link and not by_address else ()
    ask = Button(says.button_ask(), f"omroep:vraag:{broadcast.id}")
    leave = Button(says.button_leave(), f"omroep:af:{broadcast.id}")
    rows = (*((one,) for one in inside), (ask, leave))
    return Say(paragraphs(lead, broadcast.text, address), rows, file=broadcast.file, lasting=True, aloud=aloud)
