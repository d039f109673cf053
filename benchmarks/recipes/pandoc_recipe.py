"""The pandoc recipe: for every decision one pandoc process that makes the docx, and one that makes the web page.

    python -m benchmarks.recipes.pandoc_recipe CORPUS STYLES.docx OUTPUT

pandoc sets the text only: the form's fixed words and its declaration are not there, so it has less to do.
"""

import argparse
import importlib.util
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path


def pandoc_program() -> str | None:
    """The path of pandoc: the one installed with the `bench` extra, else the system's; None where there is none."""
    if importlib.util.find_spec("pypandoc"):
        return str(importlib.import_module("pypandoc").get_pandoc_path())
    return shutil.which("pandoc")


def commands(program: str, source: Path, styles: Path, output: Path) -> Iterator[list[str]]:
    """The two commands that make the docx and the web page of a decision."""
    look = {"docx": [f"--reference-doc={styles}"], "html": ["--to=html5"]}
    for kind, more in look.items():
        target = output / f"{source.stem}.{kind}"
        yield [program, "--from=markdown", "--standalone", *more, f"--output={target}", str(source)]


def main() -> None:
    """Write the docx and the web page of every decision of the corpus."""
    parser = argparse.ArgumentParser(description="Make a docx and a web page of every decision with pandoc.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("styles", type=Path)
    parser.add_argument("output", type=Path)
    options = parser.parse_args()
    program = pandoc_program()
    if program is None:
        parser.exit(1, 'pandoc is not installed. Run: python -m pip install -e ".[bench]"\n')
    options.output.mkdir(parents=True, exist_ok=True)
    for source in sorted(options.corpus.glob("*.md")):
        for command in commands(program, source, options.styles, options.output):
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
