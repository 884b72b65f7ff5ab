"""Which files are taken for which type of question, told by how they begin, never by what they are called."""

from __future__ import annotations

from collections.abc import Mapping

PICTURE, RECORDING, DOCUMENT, TEXT = "picture", "recording", "document", "text"

MEDIA_TYPES: Mapping[str, str] = {
    "jpg": "image/jpeg",
    "png": "image/png",
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
    "aac": "audio/aac",
    "m4a": "audio/mp4",
    "amr": "audio/amr",
    "flac": "audio/flac",
    "ogg": "audio/ogg",
    "weba": "audio/webm",
    "mp4": "video/mp4",
    "mov": "video/quicktime",
    "3gp": "video/3gpp",
    "ogv": "video/ogg",
    "webm": "video/webm",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}
"""What each ending is sent as when it is fetched; no other ending is ever kept."""

TAKEN: Mapping[str, tuple[str, ...]] = {
    "image": (PICTURE,),
    "audio": (RECORDING,),
    "video": (RECORDING,),
    "file": (PICTURE, DOCUMENT, TEXT),
}
REFUSED: Mapping[str, str] = {
    "image": "not_a_picture",
    "audio": "not_a_recording",
    "video": "not_a_film",
    "file": "not_a_document",
}
"""What is told where a file is of another kind."""

HEAD = 64
"""So many bytes tell what a file is."""
_EBML = b"\x1a\x45\xdf\xa3"
_QUICKTIME, _THIRD_GENERATION = b"qt  ", (b"3gp", b"3g2")
_STILL = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif", b"avis")


def media_type(name: str) -> str:
    """What a kept file is sent as."""
    return MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream")


def kind_of(head: bytes) -> str:
    """What a file is by its first bytes; a text where nothing else is known."""
    if _is_picture(head):
        return PICTURE
    if recording_ending(head, is_film=False):
        return RECORDING
    return DOCUMENT if head.startswith((b"%PDF-", b"PK\x03\x04")) else TEXT


def _is_picture(head: bytes) -> bool:
    webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    return webp or head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a"))


def recording_ending(head: bytes, *, is_film: bool) -> str:
    """The ending of a sound, or of a film, by its first bytes; '' when it is neither."""
    if head[4:8] == b"ftyp":
        return _box_ending(head[8:12], is_film=is_film)
    if head.startswith(_EBML) and b"webm" in head:
        return "webm" if is_film else "weba"
    if head.startswith(b"OggS"):
        return "ogv" if is_film else "ogg"
    return "" if is_film else _sound_ending(head)


def _box_ending(brand: bytes, *, is_film: bool) -> str:
    if brand in _STILL:
        return ""
    if not is_film:
        return "m4a"
    if brand == _QUICKTIME:
        return "mov"
    return "3gp" if brand[:3] in _THIRD_GENERATION else "mp4"


def _sound_ending(head: bytes) -> str:
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return "wav"
    for beginning, ending in ((b"#!AMR", "amr"), (b"fLaC", "flac"), (b"ID3", "mp3")):
        if head.startswith(beginning):
            return ending
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return ""
    if head[1] & 0xF6 == 0xF0:
        return "aac"
    layer, bitrate, rate = head[1] & 0x06, head[2] >> 4, head[2] >> 2 & 0x03
    return "mp3" if layer and bitrate not in (0, 15) and rate != 3 else ""
