"""What figures are taken on: the machine and the versions of all that takes part, without names or places."""

import os
import platform
import re
import subprocess
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.figures import Machine
from benchmarks.recipes.hugo_recipe import hugo_program
from benchmarks.recipes.pandoc_recipe import pandoc_program

LIBRARIES = (
    *("click", "deflate", "docxtpl", "jinja2", "lxml", "markdown-it-py", "markupsafe", "mdit-py-plugins", "msgspec"),
    *("python-docx", "pyyaml", "typst"),
)
GIB = 1 << 30
NUMBER = re.compile(r"\d+(?:\.\d+)+")


def this_machine() -> Machine:
    """The machine as it is now."""
    return Machine(
        day=datetime.now(UTC).date().isoformat(),
        system=f"{platform.system()} {platform.machine()}",
        processor=processor(),
        processors=os.cpu_count() or 1,
        memory_gib=round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIB, 1),
        load=round(os.getloadavg()[0], 1),
        versions=versions(),
    )


def processor() -> str:
    """The model of the processor, where the system tells."""
    about = Path("/proc/cpuinfo")
    text = about.read_text(encoding="utf-8") if about.exists() else ""
    found = re.search(r"^model name\s*: (.+)$", text, re.MULTILINE)
    return found[1] if found else platform.processor()


def versions() -> dict[str, str]:
    """The versions of all that takes part."""
    found = {"Python": platform.python_version()}
    for name, program in (("pandoc", pandoc_program()), ("git", "git"), ("LibreOffice", "soffice")):
        if program and (said := NUMBER.search(first_line([program, "--version"]))):
            found[name] = said[0]
    if (program := hugo_program()) and (said := NUMBER.search(first_line([program, "version"]))):
        found["hugo"] = said[0]
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def first_line(command: list[str]) -> str:
    """The first line that a program says; nothing where there is no such program."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.partition("\n")[0]
    except (OSError, subprocess.CalledProcessError):
        return ""
