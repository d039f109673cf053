"""The pandoc recipe: for every decision one pandoc process that makes the docx, and one that makes the web page.

    python -m benchmarks.recipes.pandoc_recipe CORPUS STYLES.docx OUTPUT

pandoc sets the text only: the form's fixed words and its declaration are not there, so it has less to do.
"""

import argparse
import importlib.util
import subprocess
from pathlib import Path


def pandoc_program() -> str:
    """Return the path of pandoc: the one installed with the `bench` extra, else the system's."""
    if importlib.util.find_spec("pypandoc"):
        return str(importlib.import_module("pypandoc").get_pandoc_path())
    return "pandoc"


def main() -> None:
    """Write the docx and the web page of every decision of the corpus."""
    parser = argparse.ArgumentParser(description="Make a docx and a web page of every decision with pandoc.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("styles", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    pandoc = [pandoc_program(), "--from=markdown", "--standalone"]
    look = {"docx": [f"--reference-doc={options.styles}"], "html": ["--to=html5"]}
    for source in sorted(options.corpus.glob("*.md")):
        for kind, more in look.items():
            target = options.output / f"{source.stem}.{kind}"
            subprocess.run([*pandoc, *more, f"--output={target}", source], check=True)


if __name__ == "__main__":
    main()
