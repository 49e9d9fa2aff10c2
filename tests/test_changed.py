"""What git says changed, in real repositories: odd names, renames, new and deleted files, and what goes wrong."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from reviewing import reviewed

from workslop import review
from workslop.baseline import make_baseline
from workslop.changed import EVERY_LINE, Lines, changed_lines, on_changed_lines
from workslop.types import Finding, InputError, Review, Span

TEN = "".join(f"Line {n}.\n" for n in range(1, 11))
NAMES = [
    "plain.md",
    "with space.md",
    "één–naam.md",
    'quo"te.md',
    "tab\there.md",
    "new\nline.md",
    "-dash.md",
    "b",
    "*.md",
]


def git(folder: Path, *words: str) -> str:
    """Run git as nobody in particular, without the settings of this machine."""
    who = ("-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    done = subprocess.run(["git", *who, *words], cwd=folder, env=env, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def write(folder: Path, **files: str) -> None:
    """Put texts in files."""
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")


def commit(folder: Path) -> str:
    """Everything as it is, as a commit."""
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "x")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    """A repository with one commit: a.md of ten lines."""
    folder = tmp_path / "één map"
    folder.mkdir()
    git(folder, "init", "--quiet")
    write(folder, **{"a.md": TEN})
    commit(folder)
    return folder


def named(changed: dict[Path, Lines], folder: Path) -> dict[str, Lines]:
    """The same by name within the repository."""
    return {path.relative_to(folder.resolve()).as_posix(): lines for path, lines in changed.items()}


def test_lines_changed_added_and_taken_out(repo: Path) -> None:
    lines = TEN.splitlines(keepends=True)
    lines[1] = "Line two.\n"
    lines[4:4] = ["New.\n", "Newer.\n"]
    del lines[9]
    write(repo, **{"a.md": "".join(lines)})
    assert named(changed_lines("HEAD", ["a.md"], repo), repo) == {"a.md": (range(2, 3), range(5, 7), range(10, 10))}


def test_nothing_changed(repo: Path) -> None:
    assert changed_lines("HEAD", ["a.md"], repo) == changed_lines("HEAD", [], repo) == {}
    os.utime(repo / "a.md", (1, 1))  # touched, not changed
    assert changed_lines("HEAD", ["a.md"], repo) == {}


@pytest.mark.parametrize("name", NAMES)
def test_names_of_any_kind(repo: Path, name: str) -> None:
    write(repo, **{name: TEN, "other.md": TEN})
    commit(repo)
    write(repo, **{name: TEN.replace("Line 3.", "Third."), "other.md": TEN.replace("Line 5.", "Fifth.")})
    assert named(changed_lines("HEAD", [repo / name], repo), repo) == {name: (range(3, 4),)}
    assert named(changed_lines("HEAD", (), repo), repo) == {name: (range(3, 4),), "other.md": (range(5, 6),)}


def test_text_that_looks_like_a_header_of_a_patch(repo: Path) -> None:
    write(repo, **{"other.md": TEN})
    commit(repo)
    write(repo, **{"a.md": TEN.replace("Line 2.", "++ b/other.md").replace("Line 8.", "Eighth.")})
    assert named(changed_lines("HEAD", [], repo), repo) == {"a.md": (range(2, 3), range(8, 9))}


def test_text_that_looks_like_a_patch(repo: Path) -> None:
    write(repo, **{"a.md": "Line 1.\n++ b/evil.md\n@@ -1 +1,99 @@\n-- a/x\n" + TEN[8:]})
    assert named(changed_lines("HEAD", [], repo), repo) == {"a.md": (range(2, 5),)}
    commit(repo)
    write(repo, **{"a.md": TEN})
    assert named(changed_lines("HEAD", [], repo), repo) == {"a.md": (range(2, 2),)}


def test_no_line_end_at_the_end_and_carriage_returns(repo: Path) -> None:
    write(repo, **{"a.md": TEN.rstrip("\n"), "crlf.md": "One.\r\nTwo.\r\nThree."})
    assert named(changed_lines("HEAD", ["a.md"], repo), repo) == {"a.md": (range(10, 11),)}
    commit(repo)
    write(repo, **{"crlf.md": "One.\r\n2.\r\nThree."})
    assert named(changed_lines("HEAD", ["crlf.md"], repo), repo) == {"crlf.md": (range(2, 3),)}


def test_a_rename_is_not_a_new_file(repo: Path) -> None:
    git(repo, "mv", "a.md", "with space.md")
    assert named(changed_lines("HEAD", ["with space.md"], repo), repo) == {"with space.md": ()}
    write(repo, **{"with space.md": TEN.replace("Line 3.", "Third.")})
    git(repo, "add", "--all")
    for paths in (["with space.md"], [], ["."]):
        assert named(changed_lines("HEAD", paths, repo), repo) == {"with space.md": (range(3, 4),)}


def test_new_and_deleted_files(repo: Path) -> None:
    write(repo, **{"added.md": "One.\nTwo.\n", "untracked é.md": "One.\n", "empty.md": "", ".gitignore": "ignored.*\n"})
    write(repo, **{"ignored.md": "One.\n"})
    git(repo, "add", "added.md", "empty.md", ".gitignore")
    (repo / "a.md").unlink()
    found = named(changed_lines("HEAD", (), repo), repo)
    assert found.pop(".gitignore") == (range(1, 2),)
    assert found == {"added.md": (range(1, 3),), "untracked é.md": EVERY_LINE, "empty.md": ()}
    assert named(changed_lines("HEAD", ["ignored.md", "a.md"], repo), repo) == {"ignored.md": EVERY_LINE}


def test_of_a_binary_file_every_line_counts(repo: Path) -> None:
    (repo / "w and x.docx").write_bytes(b"PK\0\1")
    base = commit(repo)
    (repo / "w and x.docx").write_bytes(b"PK\0\2")
    assert named(changed_lines(base, (), repo), repo) == {"w and x.docx": EVERY_LINE}


def test_against_an_older_commit_from_a_folder_below(repo: Path) -> None:
    base = git(repo, "rev-parse", "HEAD")
    (repo / "sub").mkdir()
    write(repo, **{"sub/b.md": "One.\n", "a.md": TEN.replace("Line 1.", "First.")})
    commit(repo)
    git(repo, "tag", "later")
    assert named(changed_lines(base, ["b.md", "../a.md"], repo / "sub"), repo) == {
        "sub/b.md": (range(1, 2),),
        "a.md": (range(1, 2),),
    }
    assert changed_lines("later", (), repo / "sub") == {}
    assert named(changed_lines(base, ["."], repo / "sub"), repo) == {"sub/b.md": (range(1, 2),)}


def test_the_users_settings_change_nothing(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {
        "diff.noprefix": "true",
        "diff.mnemonicPrefix": "true",
        "core.quotePath": "false",
        "color.ui": "always",
        "diff.external": "false",
        "diff.context": "9",
        "diff.interHunkContext": "9",
        "diff.renames": "false",
        "diff.relative": "true",
        "core.pager": "false",
    }
    for name, value in settings.items():
        git(repo, "config", name, value)
    monkeypatch.setenv("GIT_DIFF_OPTS", "--unified=7")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    git(repo, "mv", "a.md", "é.md")
    write(repo, **{"é.md": TEN.replace("Line 3.", "Third.").replace("Line 6.", "Sixth.")})
    git(repo, "add", "--all")
    assert named(changed_lines("HEAD", ["é.md"], repo), repo) == {"é.md": (range(3, 4), range(6, 7))}


@pytest.mark.parametrize("base", ["no-such", "", " ", "--output=evil", "-O", "HEAD:a.md", "a..b", "x\0y", "HEAD~99"])
def test_an_unknown_base_is_one_sentence(repo: Path, base: str) -> None:
    with pytest.raises(InputError, match="there is no commit") as error:
        changed_lines(base, ["a.md"], repo)
    assert "\n" not in str(error.value)
    assert not (repo / "evil").exists()


def test_no_repository_no_folder_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(InputError, match="is not in a git repository"):
        changed_lines("HEAD", [], tmp_path)
    with pytest.raises(InputError, match="there is no folder"):
        changed_lines("HEAD", [], tmp_path / "none")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(InputError, match="git is not installed"):
        changed_lines("HEAD", [], tmp_path)


def test_a_path_elsewhere_is_one_sentence(repo: Path, tmp_path: Path) -> None:
    write(tmp_path, **{"else.md": TEN})
    with pytest.raises(InputError, match=r"else\.md lies outside the repository"):
        changed_lines("HEAD", [tmp_path / "else.md"], repo)


def found(text: str, quote: str | None) -> Finding:
    """A finding on ``quote``, or about the whole draft."""
    span = Span(text.index(quote), text.index(quote) + len(quote)) if quote else None
    return Finding("en/x", "phrasing", "note", quote or "whole", "", "", span, quote)


def review_of(path: Path) -> Review:
    """The file reviewed, with findings on lines 2, 3 to 4, 8, and on the whole."""
    text = path.read_text(encoding="utf-8")
    read = reviewed(text)
    findings = tuple(found(text, quote) for quote in ("Line 2.", "Line 3.\nLine 4.\n", "Line 8.", None))
    source = replace(read.draft.source, path=str(path))
    return replace(read, draft=replace(read.draft, source=source), findings=findings)


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        (None, []),
        ((), ["whole"]),
        ((range(2, 3),), ["Line 2.", "whole"]),
        ((range(4, 5),), ["Line 3.\nLine 4.\n", "whole"]),
        ((range(5, 8),), ["whole"]),
        ((range(1, 4), range(8, 11)), ["Line 2.", "Line 3.\nLine 4.\n", "Line 8.", "whole"]),
        ((range(4, 4),), ["Line 3.\nLine 4.\n", "whole"]),  # taken out within it
        ((range(3, 3), range(5, 5)), ["whole"]),  # taken out before and after it
        (EVERY_LINE, ["Line 2.", "Line 3.\nLine 4.\n", "Line 8.", "whole"]),
    ],
)
def test_findings_on_changed_lines(tmp_path: Path, lines: Lines | None, kept: list[str]) -> None:
    write(tmp_path, **{"a.md": TEN})
    changed = {} if lines is None else {(tmp_path / "a.md").resolve(): lines}
    assert [finding.message for finding in on_changed_lines(review_of(tmp_path / "a.md"), changed)] == kept


def test_the_whole_way(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(repo, **{"a.md": TEN.replace("Line 9.", "Ninth.").replace("Line 4.\n", "Line 4.\nMore.\n")})
    monkeypatch.chdir(repo)
    first = review_of(Path("a.md"))
    assert [f.message for f in on_changed_lines(first, changed_lines("HEAD", ["a.md"]))] == ["whole"]
    write(repo, **{"a.md": TEN.replace("Line 7.\nLine 8.\n", "Seventh. Line 8.\n")})
    kept = on_changed_lines(review_of(Path("a.md")), changed_lines("HEAD", ["a.md"]))
    assert [f.message for f in kept] == ["Line 8.", "whole"]


def test_standard_input_has_no_lines_that_changed(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repo)
    write(repo, **{"-": TEN})
    piped = review_of(Path("-"))
    assert piped.draft.source.path == "-"
    assert on_changed_lines(piped, changed_lines("HEAD", ["-"])) == ()


def test_the_script_of_the_docs_runs(
    repo: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (Path(__file__).parents[1] / "docs" / "ci.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"```python\n(.*?)```", page, re.S)
    old = "The trial played a crucial role in the district, said everyone we met on the market.\n"
    write(repo, **{"check_changed.py": script, "memo.md": f"{old}\nFour people left.\n"})
    monkeypatch.chdir(repo)
    write(repo, **{"workslop-baseline.toml": make_baseline([], repo)})
    commit(repo)
    write(repo, **{"memo.md": f"{old}\nSix people left.\n\nThe desk plays a crucial role in this.\n"})
    monkeypatch.setattr("sys.argv", ["check_changed.py", "HEAD", "memo.md"])
    with pytest.raises(SystemExit):
        runpy.run_path("check_changed.py")
    lines = [line for line in capsys.readouterr().out.splitlines() if "crucial-role" in line]
    assert len(lines) == 1 and "file=memo.md,line=5," in lines[0]
    write(repo, **{"workslop-baseline.toml": make_baseline([review("memo.md", vectors=False)], repo)})
    with pytest.raises(SystemExit) as done:
        runpy.run_path("check_changed.py")
    assert capsys.readouterr().out == "" and not done.value.code
