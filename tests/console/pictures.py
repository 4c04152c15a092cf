#!/usr/bin/env python3
"""Checks the guides of docs/user and the README: every picture they show is there, small, has words for who cannot see it, and a
browser test makes it (tests/ui/pictures); no picture is shown nowhere; every guide is in the index. Prints each fault on a line; exits 1 when
there is one."""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ROOT / "docs" / "user"
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
BYTES_MAX = 60_000


def made_by_tests(sources):
    """Patterns of the names that shot('...') and the table of pages give."""
    names = set(re.findall(r"shot\('([\w-]+)'\)", sources))
    pages = re.findall(r"name: [`']([^`']+)[`']", sources)
    patterns = [re.sub(r"\\\$\\\{[^}]*\\\}", r"[\\w-]+", re.escape(page)) + r"-(1280|1920|390)-(light|dark)" for page in pages]
    return [re.compile(f"^{pattern}$") for pattern in [*map(re.escape, names), *patterns]]


def picture_faults(page, makers):
    for words, target in PICTURE.findall(page.read_text()):
        path = (page.parent / target).resolve()
        name = page.relative_to(ROOT)
        if not words.strip():
            yield f"{name}: {target} has no words for who cannot see it"
        if not any(maker.match(path.stem) for maker in makers):
            yield f"{name}: no browser test makes {target}"
        if not path.exists():
            yield f"{name}: {target} is missing: tests/ui/pictures makes it"
        elif path.stat().st_size > BYTES_MAX:
            yield f"{name}: {target} has {path.stat().st_size} bytes, more than {BYTES_MAX}"


def faults():
    makers = made_by_tests("\n".join(path.read_text() for path in (ROOT / "tests" / "ui").glob("*.mjs")))
    pages = [ROOT / "README.md", *sorted(GUIDES.glob("*.md"))]
    shown = set()
    for page in pages:
        yield from picture_faults(page, makers)
        shown |= {(page.parent / target).resolve() for _, target in PICTURE.findall(page.read_text())}
    for path in sorted(GUIDES.glob("pictures/*")):
        if path.resolve() not in shown:
            yield f"{path.relative_to(ROOT)} is shown nowhere"
    index = (GUIDES / "README.md").read_text()
    for page in pages[1:]:
        if page.name != "README.md" and f"({page.name})" not in index:
            yield f"docs/user/README.md does not name {page.name}"


if __name__ == "__main__":
    found = list(faults())
    print("\n".join(found) or "every picture is there")
    sys.exit(1 if found else 0)
