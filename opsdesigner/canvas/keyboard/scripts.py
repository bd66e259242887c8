"""Keyboards of other scripts: which Latin letter stands on the same key."""

from __future__ import annotations

# Where the keys of the Latin letters stand on keyboards of other scripts: Russian and Ukrainian, Greek, Hebrew.
LATIN = {
    ord(letter): key
    for typed, keys in (
        ("йцукенгшщзфывапролдячсмитьі", "QWERTYUIOPASDFGHJKLZXCVBNMS"),
        ("ςερτυθιοπασδφγηξκλζχψωβνμ", "WERTYUIOPASDFGHJKLZXCVBNM"),
        ("קראטוןםפשדגכעיחלךזסבהנמצ", "ERTYUIOPASDFGHJKLZXCVBNM"),
        ("？؟", "??"),
    )
    for letter, key in zip(typed, keys, strict=True)
}


def latin(typed: str) -> str:
    """What a key says to the canvas: the large Latin letter of the same key, a sign as it is known here."""
    return typed.lower().translate(LATIN).upper()
