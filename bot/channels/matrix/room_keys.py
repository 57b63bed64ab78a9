"""nio's keys, of which the better one is kept.

A client gives a room key again when it takes us to have lost it, from the message at which it is by then. nio puts it in the place of the
one that it had, and can't read any more what was said before; that may be on its way still, or come again after a crash.
"""

from __future__ import annotations

from typing import Any

from nio.crypto.olm_machine import Olm


class RoomKeys(Olm):  # type: ignore[misc]
    """Those of a device."""

    def create_group_session(self, sender_key: str, sender_fp_key: str, room_id: str, session_id: str, session_key: str) -> None:
        """Keep the key of a room, unless we have it from an earlier message on."""
        before = self._known(room_id, sender_key, session_id)
        super().create_group_session(sender_key, sender_fp_key, room_id, session_id, session_key)
        after = self._known(room_id, sender_key, session_id)
        if before and before is not after and before.first_known_index <= after.first_known_index:
            self.inbound_group_store.add(before)
            self.save_inbound_group_session(before)

    def _known(self, room_id: str, sender_key: str, session_id: str) -> Any:
        return self.inbound_group_store.get(room_id, sender_key, session_id)
