"""Deflate: libdeflate where it is installed, else zlib.

Libdeflate's level 1 takes two fifths of the time of zlib's 6, and a letter's file becomes 0.8% larger, a review form's
2.1% (docs/benchmarks.md).
"""

from __future__ import annotations

import zlib
from typing import Any

_library: Any
try:
    import deflate as _library
except ImportError:  # no wheel for this machine
    _library = None

LEVEL, ZLIB_LEVEL = 1, 3


def deflated(data: bytes | bytearray) -> bytes:
    """`data` as a raw deflate stream (RFC 1951)."""
    if _library is not None:
        return bytes(_library.deflate_compress(data, LEVEL))
    return zlib.compress(data, ZLIB_LEVEL, -zlib.MAX_WBITS)


def checksum(data: bytes | bytearray) -> int:
    """The CRC-32 of `data`."""
    return int(_library.crc32(data)) if _library is not None else zlib.crc32(data)
