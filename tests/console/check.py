#!/usr/bin/env python3
"""Checks console/ without a browser: every text that a module asks for stands in each language, every text is used, the
languages have the same keys and places, only api.js calls fetch, nothing would break the content security policy, the
first load stays within its budget, files stay short, and vendor/ is what SHA256SUMS pins. Prints each fault on a line;
exits 1 when there is one."""
import gzip
import hashlib
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "console"
LANGUAGES = {"ru": 3, "en": 2}  # forms of a text that counts
FIRST_LOAD_BYTES = 150_000
LINES_MAX = 400

ASKED = re.compile(r"""\b(?:t|has)\(\s*'([^']+)'""")
# A key in a table of a module: {text: 'nav.journal'}.
NAMED = re.compile(r"""\b(?:text|title):\s*'([a-z_]+\.[^']+)'""")
QUOTED = re.compile(r"""'([a-z_]+\.[^'\s]+)'""")
# A key that is made: `appeal.${card.state}`.
MADE = re.compile(r"""`([a-z_]+\.[^`]*\$\{[^`]*)`""")
FORBIDDEN = {
    r"\bfetch\(": "calls fetch (only api.js may)",
    r"\bXMLHttpRequest\b|\bnew WebSocket\b|\bsendBeacon\b": "talks to a server past api.js",
    r"\beval\(|\bnew Function\b": "needs unsafe-eval",
    r"https?://(?!www\.w3\.org)": "names another host",
    r"\bstyle=": "needs unsafe-inline",
    r"\binnerHTML\b|dangerouslySetInnerHTML": "writes HTML from text",
}


def made_pattern(text):
    """A key made from a template as a pattern: anything may stand for ${}."""
    parts = re.split(r"\$\{[^}]*\}", text)
    return re.compile("^" + ".+".join(re.escape(part) for part in parts) + "$")


def text_faults(modules, texts):
    """Faults between modules ({name: source}) and texts ({language: {key: text}})."""
    sources = "\n".join(modules.values())
    quoted, made = set(QUOTED.findall(sources)), [made_pattern(text) for text in MADE.findall(sources)]
    for name, source in sorted(modules.items()):
        for key in sorted(set(ASKED.findall(source)) | set(NAMED.findall(source))):
            for language in texts:
                if key not in texts[language]:
                    yield f"{name} asks for '{key}', which {language}.json has not"
    for pattern, text in zip(made, MADE.findall(sources)):
        if not any(pattern.match(key) for key in texts["ru"]):
            yield f"no text for the made key {text}"
    for key in sorted(set().union(*texts.values())):
        missing = [language for language in texts if key not in texts[language]]
        if missing:
            yield f"'{key}' is missing in {', '.join(missing)}"
        elif key not in quoted and not any(pattern.match(key) for pattern in made):
            yield f"'{key}' is used nowhere"
        else:
            yield from form_faults(key, {language: texts[language][key] for language in texts})


def form_faults(key, by_language):
    places = {language: set(re.findall(r"\{(\w+)\}", text)) for language, text in by_language.items()}
    if len(set(map(frozenset, places.values()))) > 1:
        yield f"'{key}' has other places in another language: {places}"
    for language, text in by_language.items():
        if not text.strip():
            yield f"'{key}' is empty in {language}.json"
        if "|" in text and text.count("|") + 1 != LANGUAGES[language]:
            yield f"'{key}' needs {LANGUAGES[language]} forms in {language}.json"


def module_faults(name, source):
    for pattern, words in FORBIDDEN.items():
        if re.search(pattern, source) and not (name == "api.js" and "fetch" in words):
            yield f"{name} {words}"
    if source.count("\n") > LINES_MAX:
        yield f"{name} is longer than {LINES_MAX} lines"


def page_faults(page):
    """index.html: no script or style in it."""
    for tag in re.findall(r"<script[^>]*>", page):
        if "src=" not in tag:
            yield "index.html has an inline script"
    if "<style" in page or re.search(r"\son\w+=", page):
        yield "index.html has inline style or handlers"


def first_load(root):
    """Compressed bytes of everything that any page may load; what a person loads first is less."""
    files = [path for path in root.rglob("*") if path.suffix in (".js", ".css", ".html", ".svg")]
    biggest = max((root / "i18n").glob("*.json"), key=lambda path: path.stat().st_size)
    return sum(len(gzip.compress(path.read_bytes(), 5)) for path in [*files, biggest])


def vendor_faults(folder):
    for line in (folder / "SHA256SUMS").read_text().splitlines():
        want, name = line.split()
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != want:
            yield f"vendor/{name} is not what SHA256SUMS pins"


def faults():
    paths = [path for path in sorted(ROOT.rglob("*.js")) if "vendor" not in path.parts]
    modules = {str(path.relative_to(ROOT)): path.read_text() for path in paths}
    texts = {language: json.loads((ROOT / "i18n" / f"{language}.json").read_text()) for language in LANGUAGES}
    yield from text_faults(modules, texts)
    for name, source in modules.items():
        yield from module_faults(name, source)
    yield from page_faults((ROOT / "index.html").read_text())
    yield from vendor_faults(ROOT / "vendor")
    size = first_load(ROOT)
    if size > FIRST_LOAD_BYTES:
        yield f"the console is {size} bytes compressed, more than {FIRST_LOAD_BYTES}"


def main():
    found = list(faults())
    for fault in found:
        print(fault)
    print(f"console: {len(found)} faults, {first_load(ROOT)} bytes compressed in all")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
