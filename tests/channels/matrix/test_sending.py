"""Messages as Matrix events, and the signatures of an account: pure."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest
from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa

from bot.channels.matrix import sending, signing
from dialogs.language import Button, Say

ANSWERS = ((Button("Ja", "scan:r.v=ja"), Button("Nee", "scan:r.v=nee")), (Button("Pauze", "scan:pauze:r.v"),))


def test_a_question_is_a_poll_with_the_same_as_text() -> None:
    kind, content = sending.event(Say("Genoteerd: ja.\n\nEen stelling.\n\nAntwoord: 1 ja, 2 nee.", ANSWERS))
    assert kind == sending.POLL
    assert [answer["id"] for answer in content[kind]["answers"]] == ["scan:r.v=ja", "scan:r.v=nee", "scan:pauze:r.v"]
    assert content["body"].endswith("Antwoord: 1 ja, 2 nee.\n\n3. Pauze")


@pytest.mark.parametrize(
    "say",
    [
        Say("Zie https://www.example.nl/", ANSWERS),
        Say("lang " * 300, ANSWERS),
        Say("Voorgelezen", ANSWERS, aloud=True),
        Say("Veel", tuple((Button(str(n), f"x:{n}"),) for n in range(sending.POLL_ANSWERS_MOST + 1))),
        Say("Niets te kiezen"),
    ],
)
def test_what_is_better_read_is_text(say: Say) -> None:
    kind, content = sending.event(say)
    assert (kind, content["msgtype"]) == (sending.MESSAGE, "m.text")
    assert content["body"].startswith(say.text)


def test_text_is_plain_and_formatted_and_shows_nothing_that_is_not_meant() -> None:
    content = sending.text("a < b & c\nregel\n\nalinea")
    assert content["body"] == "a < b & c\nregel\n\nalinea"
    assert content["formatted_body"] == "<p>a &lt; b &amp; c<br>regel</p><p>alinea</p>"


def test_an_edit_says_what_it_changes_and_into_what() -> None:
    content = sending.replacing(Say("beter"), "$oud")
    assert content["m.relates_to"] == {"rel_type": "m.replace", "event_id": "$oud"}
    assert content["m.new_content"]["body"] == "beter"


def test_our_signature_holds(tmp_path: Path) -> None:
    """Checked as another client does it: canonical JSON, without signatures and what is unsigned."""
    seeds = signing.make()
    signing.keep(tmp_path, seeds)
    assert signing.read(tmp_path) == seeds
    user = "@gids:school.example"
    value = {"b": "é", "a": 1, "signatures": {user: {"x": "y"}}, "unsigned": {"z": 1}}
    signed = signing.signed(value, user, seeds.master)
    (signature,) = signed["signatures"][user].values()
    words = json.dumps({"a": 1, "b": "é"}, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
    key = ECC.import_key(
        bytes.fromhex("302a300506032b6570032100") + base64.b64decode(signing.public(seeds.master) + "=")
    )  # as X.509 has it, RFC 8410
    eddsa.new(key, "rfc8032").verify(words, base64.b64decode(signature + "=="))
    assert not signing.is_signed(signed, user, seeds)
    assert signing.is_signed(signing.signed(value, user, seeds.self_signing), user, seeds)


def test_broken_seeds_are_no_seeds(tmp_path: Path) -> None:
    assert signing.read(tmp_path) is None
    (tmp_path / signing.SEEDS_FILE).write_text("{")
    assert signing.read(tmp_path) is None
