"""Small files of every kind, made here, with words in them that must not be kept."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from werkzeug.datastructures import FileStorage

CANARY = b"CANARY"
"""Stands where a camera writes where it was, and whose it is."""


def picture(ending: str = "jpg", size: tuple[int, int] = (60, 40), *, turned: bool = False) -> bytes:
    """A picture of two halves; its camera wrote into it, and may have been held on its side."""
    image = Image.new("RGB", size, "white")
    image.paste("navy", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    if ending == "jpg":
        told = Image.Exif()
        told[0x010F], told[0x0112] = CANARY.decode(), 6 if turned else 1
        told.get_ifd(0x8825)[29] = CANARY.decode()
        image.save(out, "JPEG", exif=told, comment=CANARY, xmp=b"<x>" + CANARY + b"</x>")
    elif ending == "png":
        told = PngInfo()
        told.add_text("Comment", CANARY.decode())
        told.add_itxt("XML:com.adobe.xmp", CANARY.decode())
        image.save(out, "PNG", pnginfo=told)
    else:
        image.save(out, ending.upper(), comment=CANARY)
    return out.getvalue()


def bomb(side: int = 50_000) -> bytes:
    """A PNG of a few hundred kilobytes that would fill gigabytes."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(side // 8 + 1) * side)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def box(kind: bytes, content: bytes = b"") -> bytes:
    """One box of an MP4."""
    return struct.pack(">I", 8 + len(content)) + kind + content


def film(brand: bytes = b"isom") -> bytes:
    """An MP4 whose device wrote down where it was, for the whole and for a track."""
    told = box(b"udta", box(b"\xa9xyz", CANARY))
    track = box(b"trak", box(b"tkhd", bytes(84)) + box(b"meta", CANARY))
    return box(b"ftyp", brand + bytes(4)) + box(b"mdat", b"sound and light") + box(b"moov", told + track)


def chunk(kind: bytes, content: bytes) -> bytes:
    """One chunk of a WAV."""
    return kind + struct.pack("<I", len(content)) + content + bytes(len(content) % 2)


def sound(ending: str) -> bytes:
    """A short sound that says who made it."""
    if ending == "wav":
        inside = b"WAVE" + chunk(b"fmt ", bytes(16)) + chunk(b"LIST", b"INFO" + CANARY) + chunk(b"data", b"ab")
        return b"RIFF" + struct.pack("<I", len(inside)) + inside
    if ending == "mp3":
        frames = b"\xff\xfb\x90\x00" + bytes(413)
        return b"ID3\x04\x00\x00" + bytes([0, 0, 0, len(CANARY)]) + CANARY + frames + (b"TAG" + CANARY).ljust(128, b" ")
    if ending == "flac":
        comment = bytes([4]) + len(CANARY).to_bytes(3, "big") + CANARY
        return b"fLaC" + comment + bytes([0x81, 0, 0, 2]) + bytes(2) + b"frames"
    beginnings = {
        "ogg": b"OggS" + bytes(60),
        "amr": b"#!AMR\n" + bytes(20),
        "aac": b"\xff\xf1\x50\x80" + bytes(60),
        "weba": b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + bytes(40),
        "m4a": film(b"M4A "),
    }
    return beginnings[ending]


def document(ending: str, **more: bytes) -> bytes:
    """A document as offices write it; ``more`` are entries beside."""
    out = io.BytesIO()
    kinds = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
    folders = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        if ending in kinds:
            kind = f"application/vnd.oasis.opendocument.{kinds[ending]}"
            package.writestr("mimetype", kind, zipfile.ZIP_STORED)
            package.writestr("content.xml", "<x/>")
        else:
            package.writestr("[Content_Types].xml", "<x/>")
            package.writestr(folders[ending], "<x/>")
        for name, content in more.items():
            package.writestr(name.replace("__", "/").replace("_bin", ".bin"), content)
    return out.getvalue()


PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


def upload(content: bytes, called: str = "IMG_Zoe.jpg", kind: str = "image/jpeg") -> FileStorage:
    """A file as a browser sends it, under the name that a person's device gave it."""
    return FileStorage(io.BytesIO(content), called, content_type=kind)
