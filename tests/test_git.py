"""git is asked for what it has, and for nothing more: no network, no other repository, nothing too large."""

import subprocess
from pathlib import Path

import pytest

from decisionforms import git
from decisionforms.errors import OperatorError

TEXT = "# A paper\n"
MOST = 1_000


def run(folder: Path, *arguments: str) -> str:
    """What git itself says in a folder."""
    named = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    command = ["git", "-C", str(folder), *named, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """One that keeps a text, and can be cloned without it."""
    folder = tmp_path / "whole"
    folder.mkdir()
    run(folder, "init", "-q")
    (folder / "paper.md").write_text(TEXT)
    run(folder, "add", "-A")
    run(folder, "commit", "-qm", "A paper")
    run(folder, "config", "uploadpack.allowFilter", "true")
    return folder


def test_a_text_is_found_by_its_name(repository: Path) -> None:
    name = run(repository, "rev-parse", "HEAD:paper.md")
    assert git.kept_text(repository, name, MOST) == TEXT.encode()


def test_what_it_does_not_keep_and_what_is_too_large_is_none(repository: Path) -> None:
    name = run(repository, "rev-parse", "HEAD:paper.md")
    assert git.kept_text(repository, "0" * 40, MOST) is None
    assert git.kept_text(repository, name, len(TEXT) - 1) is None
    assert git.kept_text(repository.parent, name, MOST) is None


def test_what_a_partial_clone_lacks_is_not_fetched(repository: Path) -> None:
    name, part = run(repository, "rev-parse", "HEAD:paper.md"), repository.parent / "part"
    run(repository, "clone", "-q", "--no-checkout", "--filter=blob:none", repository.as_uri(), str(part))
    assert git.kept_text(part, name, MOST) is None
    assert name in run(part, "rev-list", "--objects", "--all", "--missing=print")


def test_another_repository_that_the_environment_names_is_not_asked(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = run(repository, "rev-parse", "HEAD:paper.md")
    monkeypatch.setenv("GIT_DIR", str(repository.parent))
    assert git.kept_text(repository, name, MOST) == TEXT.encode()


def test_without_git_there_is_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert git.kept_text(tmp_path, "0" * 40, MOST) is None
    with pytest.raises(OperatorError, match="install it, and try again"):
        git.merged("a", "b", "c")
