"""Where the address of an image leads, and what is told of the file there."""

from __future__ import annotations

import os
from base64 import b64encode
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from unicodedata import normalize

import pytest

from tests.archive.building import opened, posts_in
from tests.archive.test_pixels import PNG
from tests.effort import lines_run
from tests.ordinary_user import ordinary_user
from tuireader.archive.disk.images import ImageFile, ImageFiles

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = ImageFile(len(PNG), 640, 480)
GONE = ImageFile(missing=True)
SVG = ImageFile(24, 4, 3, data=b"<svg viewBox='0 0 4 3'/>")

JEKYLL: dict[str, str | bytes] = {
    "_config.yml": "url: https://example.org\nbaseurl: /blog\npermalink: /:year/:title/\n",
    "_posts/2024-01-01-a-post.md": "---\ntitle: A\n---\n",
    "assets/a b.png": PNG,
    "_posts/near.png": PNG,
}
HUGO: dict[str, str | bytes] = {
    "hugo.toml": 'baseURL = "https://example.org/sub/"\n',
    "content/posts/one/index.md": "---\ntitle: One\n---\n",
    "content/posts/one/near.png": PNG,
    "static/img/far.png": PNG,
}
HEXO: dict[str, str | bytes] = {
    "_config.yml": "title: x\n",
    "package.json": '{"hexo": {"version": "7.0.0"}}',
    "source/_posts/one.md": "---\ntitle: One\n---\n",
    "source/_posts/one/near.png": PNG,
    "source/images/far.png": PNG,
}
ZOLA: dict[str, str | bytes] = {
    "config.toml": 'base_url = "https://example.org"\n',
    "content/_index.md": "+++\n+++\n",
    "content/blog/2024-01-02-dated/index.md": "+++\n+++\n",
    "content/blog/2024-01-02-dated/own.png": PNG,
    "content/blog/a/index.md": '+++\nslug = "b"\n+++\n',
    "content/blog/a/other.png": PNG,
}
VAULT: dict[str, str | bytes] = {
    ".obsidian/app.json": "{}",
    "notes/one.md": "text",
    "files/deep/Shot 1.png": PNG,
    "z/Shot 1.png": b"x",
}


def told(root: Path, files: Mapping[str, str | bytes], address: str) -> ImageFile | None:
    post = next(post for path, post in posts_in(root, files).items() if not path.endswith("_index.md"))
    return facts(ImageFiles(opened(root)).prepare().of(post, address))


def facts(found: ImageFile | None) -> ImageFile | None:
    """What is told of a file, but for where it is and when it was last changed."""
    if found and found.path:
        assert Path(found.path).stat().st_size == found.bytes
        assert found.stamp[0]
    return found and found._replace(path="", stamp=(0, 0))


@pytest.mark.parametrize(
    ("files", "address", "found"),
    [
        (JEKYLL, "/assets/a%20b.png", HERE),
        (JEKYLL, "/assets/a b.png?v=1#x", HERE),
        (JEKYLL, "/blog/assets/a%20b.png", HERE),
        (JEKYLL, "https://example.org/blog/assets/a%20b.png", HERE),
        (JEKYLL, "../../assets/a b.png", HERE),
        (JEKYLL, "near.png", HERE),
        (JEKYLL, "/assets/c.png", GONE),
        (JEKYLL, "/assets", ImageFile(trouble="a folder")),
        (JEKYLL, f"data:image/png;base64,{b64encode(PNG).decode()}", ImageFile(len(PNG), 640, 480, data=PNG)),
        (JEKYLL, "data:image/svg+xml;charset=utf-8,%3Csvg viewBox='0 0 4 3'/>", SVG),
        (JEKYLL, "https://example.com/assets/a%20b.png", None),
        (JEKYLL, "//example.com/a.png", None),
        (JEKYLL, "data:image/png;base64,AAAA", None),
        (JEKYLL, "{{ site.logo }}", None),
        (JEKYLL, "http://[", None),
        (JEKYLL, "/a%00.png", None),
        (JEKYLL, "", None),
        (JEKYLL, "/" + "x" * 1999, GONE),
        (HUGO, "near.png", HERE),
        (HUGO, "/img/far.png", HERE),
        (HUGO, "/sub/img/far.png", HERE),
        (HUGO, "../../img/far.png", HERE),
        (HUGO, "img/none.png", GONE),
        (HEXO, "near.png", HERE),
        (HEXO, "/images/far.png", HERE),
        (ZOLA, "/blog/dated/own.png", HERE),
        (ZOLA, "/blog/b/other.png", HERE),
        (ZOLA, "../b/other.png", HERE),
        (ZOLA, "/blog/c/other.png", GONE),
        (VAULT, "Shot 1.png", ImageFile(1)),
        (VAULT, "deep/shot%201.png", ImageFile(1)),
        (VAULT, "Shot 2.png", GONE),
    ],
)  # fmt: skip
def test_addresses(
    tmp_path: Path, files: Mapping[str, str | bytes], address: str, found: ImageFile | None
) -> None:
    assert told(tmp_path, files, address) == found


def test_of_a_folder_that_is_no_site_the_root_is_not_known(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"one.md": "# One\n", "near.png": PNG}
    assert told(tmp_path, files, "near.png") == HERE
    assert told(tmp_path, files, "none.png") == GONE
    assert told(tmp_path, files, "/images/none.png") is None


def test_nothing_outside_of_the_archive_is_told_of(tmp_path: Path) -> None:
    root = tmp_path / "blog"
    root.mkdir()
    (tmp_path / "secret.png").write_bytes(PNG)
    (root / "link.png").symlink_to(tmp_path / "secret.png")
    (root / "inside.png").symlink_to(root / "real.png")
    files = {**JEKYLL, "real.png": PNG}
    assert told(root, files, "/link.png") is None
    assert told(root, files, "../../secret.png") is None
    assert told(root, files, "/inside.png") == HERE


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    assert told(tmp_path, JEKYLL, "/pipe.png") == ImageFile(trouble="no file")


def test_neighbours_are_read_once_for_all_images_that_are_not_there(tmp_path: Path) -> None:
    pages = {f"content/blog/p{n}/index.md": '+++\nslug = "s"\n+++\n' for n in range(20)}
    post = next(
        iter(posts_in(tmp_path, {**ZOLA, **pages, **{f"{one[:-8]}x.png": PNG for one in pages}}).values())
    )
    images = ImageFiles(opened(tmp_path))
    first, later = (lines_run(partial(images.of, post, f"/blog/{name}/x.png")) for name in "no")
    assert later < first / 10


def test_a_file_counts_before_a_folder_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "_posts" / "far.png").mkdir(parents=True)
    assert told(tmp_path, JEKYLL, "far.png") == ImageFile(trouble="a folder")
    assert told(tmp_path, {**JEKYLL, "far.png": PNG}, "far.png") == HERE


def test_a_file_that_may_not_be_read_is_no_missing_one() -> None:
    with ordinary_user() as root:
        files: dict[str, str | bytes] = {**JEKYLL, "mine.png": PNG}
        posts_in(root, files)
        (root / "mine.png").chmod(0)
        post = next(iter(posts_in(root, JEKYLL).values()))
        found = ImageFiles(opened(root)).of(post, "/mine.png")
        (root / "mine.png").chmod(0o600)
    assert found == ImageFile(len(PNG), trouble="cannot be read")


def test_a_file_that_changes_is_looked_at_again(tmp_path: Path) -> None:
    post = next(iter(posts_in(tmp_path, JEKYLL).values()))
    pictures = ImageFiles(opened(tmp_path))
    before = pictures.of(post, "/assets/a%20b.png")
    (tmp_path / "assets/a b.png").write_bytes(PNG[:-4] + b"\0\0\0\x09")
    os.utime(tmp_path / "assets/a b.png", ns=(1, 1))
    after = pictures.of(post, "/assets/a%20b.png")
    assert before
    assert after
    assert (before.height, after.height) == (480, 9)
    assert before.stamp != after.stamp
    (tmp_path / "assets/a b.png").unlink()
    assert pictures.of(post, "/assets/a%20b.png") == GONE


@pytest.mark.parametrize("address", ["near.png", "/x.png", "https://example.org/x.png", "https://[bad/x.png"])
def test_a_site_at_an_address_that_is_none_has_its_images(tmp_path: Path, address: str) -> None:
    files = {**JEKYLL, "_config.yml": "url: 'http://[bad'\n"}
    expected = {"near.png": HERE, "/x.png": GONE}
    assert told(tmp_path, files, address) == expected.get(address)


@pytest.mark.parametrize(("on_disk", "written"), [("NFD", "NFC"), ("NFC", "NFD")])
@pytest.mark.parametrize("files", [{}, VAULT])
def test_accents_may_be_composed_in_one_place_and_not_in_the_other(
    tmp_path: Path,
    on_disk: Literal["NFC", "NFD"],
    written: Literal["NFC", "NFD"],
    files: Mapping[str, str | bytes],
) -> None:
    name = "cr\u00e8me br\u00fbl\u00e9e.png"
    files = {**files, "a.md": "text", f"pictures/{normalize(on_disk, name)}": PNG}
    address = name if VAULT.keys() <= files.keys() else f"pictures/{name}"
    assert told(tmp_path, files, normalize(written, address)) == HERE


@pytest.mark.parametrize("address", ["/\u00e9t\u00e9/cre\u0300me.png", "/%C3%A9t%C3%A9/cr%C3%A8me.png"])
def test_each_name_of_a_path_has_a_form_of_its_own(tmp_path: Path, address: str) -> None:
    files = {**JEKYLL, "e\u0301te\u0301/cr\u00e8me.png": PNG}
    assert told(tmp_path / "caf\u00e9", files, address) == HERE
    assert told(tmp_path / "cafe\u0301", files, "/\u00e9t\u00e9/creme.png") == GONE


def test_it_is_told_whether_a_file_has_changed_since_it_was_asked_for(tmp_path: Path) -> None:
    (post,) = posts_in(tmp_path, {"_config.yml": "", "_posts/2024-01-01-a.md": "A."}).values()
    files = ImageFiles(opened(tmp_path))
    assert not files.have_changed()
    assert facts(files.of(post, "/a.png")) == GONE
    assert files.of(post, "https://example.org/a.png") is None
    assert not files.have_changed()
    (tmp_path / "a.png").write_bytes(PNG)
    # What was drawn before may be in sight still.
    assert facts(files.of(post, "/a.png")) == HERE
    assert files.have_changed()
    files.forget()
    assert facts(files.of(post, "/a.png")) == HERE
    assert not files.have_changed()
    (tmp_path / "a.png").unlink()
    assert files.have_changed()
