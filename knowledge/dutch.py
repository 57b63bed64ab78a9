"""Dutch text, folded so that what people type can be compared."""

from __future__ import annotations

import re
import unicodedata

_NOT_TEXT = re.compile(r"[^0-9a-z]+")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")
_SPACES = re.compile(r"[ \t\u00a0]+")
_LINES = re.compile(r"\n{3,}")


def clean(text: str, longest: int) -> str:
    """Text fit to keep and show: NFC, no control or direction characters, no lone surrogates, at most `longest` characters."""
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text[: longest * 4].replace("\r\n", "\n").replace("\r", "\n")))
    return _LINES.sub("\n\n", _SPACES.sub(" ", text)).strip()[:longest].strip()


def fold(text: str) -> str:
    """Small letters without accents, words apart by one space, nothing else: `Eén  Loopbaan-dossier?` → `een loopbaan dossier`.

    The Turkish `ı` is an `i`, as people type it on other keyboards.
    """
    if text.isascii():
        return _NOT_TEXT.sub(" ", text.lower()).strip()
    plain = unicodedata.normalize("NFKD", text).casefold().replace("ı", "i")
    return _NOT_TEXT.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip()
