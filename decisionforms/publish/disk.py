"""The calls that put a site in its place, and what lies below a folder of it."""

import errno
import os
import stat
import sys
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple


class Found(NamedTuple):
    """What lies below a folder, by path from there; a folder stands before those in it, and a link is a file."""

    files: dict[str, os.stat_result]
    folders: list[str]


def walk(root: Path) -> Found:
    """What lies below this folder."""
    found, waiting = Found({}, []), [("", str(root))]
    while waiting:
        before, folder = waiting.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                name = before + entry.name
                if entry.is_dir(follow_symlinks=False):
                    found.folders.append(name)
                    waiting.append((f"{name}/", entry.path))
                else:
                    found.files[name] = entry.stat(follow_symlinks=False)
    return found


class Disk:
    """The calls that put a site in its place, one by one: a test's own disk stops before or after any of them."""

    many = 500  # from so many files on, one sync of all disks is quicker than one call for each

    def write(self, path: Path, data: bytes) -> None:
        """A new file, which everybody may read; never one that was there, since that may have other names too."""
        with path.open("xb") as file:
            file.write(data)
        path.chmod(0o644)

    def link(self, old: Path, new: Path) -> None:
        """One more name for a file."""
        new.hardlink_to(old)

    def symlink(self, target: str, path: Path) -> None:
        """A link that leads to a folder."""
        path.symlink_to(target, target_is_directory=True)

    def move(self, old: Path, new: Path) -> None:
        """Another name for a file, link or folder; where it is a file's or a link's, in its place, in one step."""
        old.replace(new)

    def remove(self, path: Path) -> None:
        """No file or link there."""
        path.unlink()

    def make_folder(self, path: Path) -> None:
        """A folder there that everybody may read."""
        path.mkdir(exist_ok=True)
        if stat.S_IMODE(path.stat().st_mode) & 0o755 != 0o755:  # noqa: PLR2004 - permissions are read as digits
            path.chmod(0o755)

    def remove_folder(self, path: Path) -> None:
        """No folder there; it has to be empty."""
        path.rmdir()

    def clear(self, folder: Path) -> None:
        """Nothing there: no file, no link, no folder with what lies below it. Links are removed and not followed."""
        if folder.is_symlink() or folder.is_file():
            self.remove(folder)
        if not folder.is_dir():
            return
        found = walk(folder)
        for name in found.files:
            self.remove(folder / name)
        for name in reversed(found.folders):
            self.remove_folder(folder / name)
        self.remove_folder(folder)

    def sync(self, paths: Collection[Path]) -> None:
        """These files and folders outlast a power cut, where the disk can promise that."""
        if len(paths) > self.many and sys.platform == "linux":  # where the call waits until it is done
            os.sync()
            return
        for path in paths:
            if sys.platform == "win32" and path.is_dir():
                continue
            opened = os.open(path, os.O_RDWR if sys.platform == "win32" else os.O_RDONLY)
            try:
                os.fsync(opened)
            except OSError as fault:
                if fault.errno not in {errno.EINVAL, errno.ENOTSUP}:
                    raise
            finally:
                os.close(opened)
