"""A way to break the product on purpose: a patch that says what it breaks and which line of the account must tell."""
import pathlib
import re

FOLDER = pathlib.Path(__file__).resolve().parent / 'mutations'


class Mutation:
    def __init__(self, path):
        text = path.read_text()
        self.path, self.name, self.what = path, path.stem, text.splitlines()[0]
        self.line, self.run, self.together = (re.search(rf'^{word}: (.*)$', text, re.M).group(1) for word in ('Caught by', 'Run', 'Together'))


def every():
    """All of them, by name."""
    return [Mutation(path) for path in sorted(FOLDER.glob('*.patch'))]
