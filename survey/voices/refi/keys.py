"""The keys (GUIDs) of an exchanged project: the same at every export, whatever the database."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterable

from survey.store.layers import CONSENSUS, FIRST, LAYERS, Layer
from survey.store.transcripts import Interview

OURS = uuid.uuid5(uuid.NAMESPACE_URL, "urn:jalon:refi-qda")
GUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SPEAKERS = "Speakers (Jalon)"
"""The category of codes that say who speaks; it is no part of a codebook."""
PROGRAM = "Jalon"
AGAIN_ENDING = " (again)"
CONSENSUS_NAME = "consensus"
_IDENTIFIED = re.compile(rf"({'|'.join(LAYERS)}):(.*)", re.DOTALL)


def key(*parts: object) -> str:
    """The key of what these parts name."""
    return guid_of("\x1f".join(map(str, parts)))


def guid_of(name: str) -> str:
    """``uuid5`` of a name among ours, without the object in between: a project holds fifty thousand of them."""
    digest = hashlib.sha1(OURS.bytes + name.encode(), usedforsecurity=False).hexdigest()
    variant = "89ab"[int(digest[16], 16) & 3]
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-{variant}{digest[17:20]}-{digest[20:32]}"


def sound(guid: str) -> str:
    """The key as files have it: a guid in small letters; of anything else a key made of it."""
    if GUID.fullmatch(guid):
        return guid
    plain = guid.strip().strip("{}").lower()
    return plain if GUID.fullmatch(plain) else key("other", guid)


def source_keys(interviews: Iterable[Interview]) -> dict[int, str]:
    """The key of each text by the key of its interview: made of its digest, so that it is known again anywhere."""
    seen: dict[str, int] = {}
    found = {}
    for each in sorted(interviews, key=lambda interview: interview.number):
        seen[each.digest] = seen.get(each.digest, 0) + 1
        found[each.id] = key("source", each.digest, seen[each.digest])
    return found


def reader_key(layer: Layer) -> str:
    """The key of one reading: a coder and a layer."""
    return key("reader", layer.name, layer.owner)


def reader_name(layer: Layer) -> str:
    """How a reading is called in other programs."""
    if layer.name == CONSENSUS:
        return CONSENSUS_NAME
    return layer.coder if layer.name == FIRST else f"{layer.coder}{AGAIN_ENDING}"


def reader_identity(layer: Layer) -> str:
    """What a reading says of itself exactly, for the day it comes back."""
    return f"{layer.name}:{layer.owner}"


def layer_of(name: str, identity: str) -> Layer:
    """Whose reading this was: as it says itself, else by its name."""
    said = _IDENTIFIED.fullmatch(identity)
    if said:
        return Layer(said.group(2), said.group(1))
    if name == CONSENSUS_NAME:
        return Layer("", CONSENSUS)
    if name.endswith(AGAIN_ENDING):
        return Layer(name.removesuffix(AGAIN_ENDING), "again")
    return Layer(name)
