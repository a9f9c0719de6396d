"""What reading a ZIP that is broken, cut, locked or made to harm may raise: more than `zipfile` itself admits."""

import lzma
import zipfile
import zlib

BROKEN = (
    zipfile.BadZipFile,
    zlib.error,  # a spoilt byte inside what is packed; `lzma` has its own
    lzma.LZMAError,
    NotImplementedError,  # a way of packing that Python does not know
    RuntimeError,  # locked with a password
    EOFError,
    OSError,
    ValueError,
)
