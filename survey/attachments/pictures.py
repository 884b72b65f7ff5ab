"""Run alone, in a limited process: a picture in, the same picture out, without anything that the camera wrote into it.

The first line that comes back is JSON; a small picture of ``thumbnail`` bytes and the picture of ``size`` bytes follow.
"""

from __future__ import annotations

import io
import json
import resource
import signal
import sys
from contextlib import suppress
from typing import Any

THUMBNAIL = 240
MOST_PIXELS, MOST_OF_JPEG = 40_000_000, 250_000_000
"""A JPEG can be read at a fraction of its size; anything else is read whole."""
QUALITY, QUALITY_OF_THUMBNAIL = 85, 70
UNREADABLE, TOO_LARGE = "unreadable_file", "picture_too_large"


class TooMuch(Exception):  # noqa: N818  # it is told as a picture that is too large
    """The limit of time is reached, or would be."""


def main() -> None:
    """Read ``{seconds, megabytes, side}`` in one line, then a picture, from the standard input."""
    asked = json.loads(sys.stdin.buffer.readline())
    _limit(asked["seconds"], asked["megabytes"] * 1024 * 1024)
    told: dict[str, Any]
    small = whole = b""
    try:
        ending, small, whole = _cleaned(io.BytesIO(sys.stdin.buffer.read()), asked["side"])
        told = {"ending": ending, "thumbnail": len(small), "size": len(whole)}
    except (MemoryError, TooMuch):
        told = {"mistake": TOO_LARGE}
    except Exception:  # the readers of a dozen formats raise whatever they meet
        told = {"mistake": UNREADABLE}
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\n" + small + whole)


def _limit(seconds: int, memory: int) -> None:
    def end(*_: object) -> None:
        raise TooMuch

    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds + 1, seconds + 1))
    signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, seconds)


def _cleaned(content: io.BytesIO, side: int) -> tuple[str, bytes, bytes]:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the size is looked at below, before anything is read
    image: Any = Image.open(content, formats=("JPEG", "PNG", "WEBP", "GIF"))
    is_jpeg = image.format in ("JPEG", "MPO")
    if image.width * image.height > (MOST_OF_JPEG if is_jpeg else MOST_PIXELS):
        raise TooMuch
    if is_jpeg:
        image.draft("RGB", (side, side))
    is_drawn = image.format in ("PNG", "GIF")
    image.load()
    image = _in_plain_colours(ImageOps.exif_transpose(image))
    image.thumbnail((side, side))
    image.info = {}  # some formats write down again what they find here
    is_clear = image.mode == "RGBA"
    ending = "png" if is_drawn or is_clear else "jpg"
    whole = _written(image, ending, QUALITY)
    image.thumbnail((THUMBNAIL, THUMBNAIL))
    if is_clear:
        on_white = Image.new("RGB", image.size, "white")
        on_white.paste(image, mask=image.getchannel("A"))
        image = on_white
    return ending, _written(image, "jpg", QUALITY_OF_THUMBNAIL), whole


def _in_plain_colours(image: Any) -> Any:
    """Red, green and blue of every screen, with transparency where there is any."""
    has_alpha = "A" in image.getbands() or "transparency" in image.info
    profile = image.info.get("icc_profile")
    image = image.convert("RGBA" if has_alpha else "RGB")
    if profile:
        from PIL import ImageCms

        with suppress(ImageCms.PyCMSError, OSError, ValueError):  # a profile for other colours: they stay as they are
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            image = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB")) or image
    return image


def _written(image: Any, ending: str, quality: int) -> bytes:
    out = io.BytesIO()
    if ending == "png":
        image.save(out, "PNG")
    else:
        image.save(out, "JPEG", quality=quality)
    return out.getvalue()


if __name__ == "__main__":
    main()
