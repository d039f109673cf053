"""Layouts as they were compiled before, kept where Python keeps the program's own modules compiled.

Such code is run as it is. So it is never kept in a project, which may be somebody else's: whoever can write where it is
kept can change the program anyway.
"""

import contextlib
import sys
from importlib.util import cache_from_source
from pathlib import Path

from jinja2.bccache import Bucket, FileSystemBytecodeCache

PATTERN = f"layout-%s.{sys.implementation.cache_tag}.pyc"


class CompiledLayouts(FileSystemBytecodeCache):
    """One file for each layout of a name; it is used only for exactly the text that it was compiled from."""

    def __init__(self) -> None:
        super().__init__(str(Path(cache_from_source(__file__)).parent), PATTERN)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled layout, where Python may keep what it compiles."""
        if not sys.dont_write_bytecode:
            with contextlib.suppress(OSError):
                super().dump_bytecode(bucket)
