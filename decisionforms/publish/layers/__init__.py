"""Every layer of any file in which words can stand: what a reader sees, what only a program sees, and files in files."""

from decisionforms.publish.layers.search import UnsearchableError, texts_of, written_in

__all__ = ["UnsearchableError", "texts_of", "written_in"]
