"""JSON as the company's files have it: two spaces, UTF-8, what fits on one line stays on one line."""
import json

WIDTH = 116


def pretty(value, indent=0, prefix=0):
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, (dict, list)) or not value or len(line) + indent + prefix <= WIDTH:
        return line
    pad = " " * (indent + 2)
    if isinstance(value, list):
        rows = [pad + pretty(item, indent + 2) for item in value]
        return "[\n" + ",\n".join(rows) + "\n" + " " * indent + "]"
    rows = []
    for key, item in value.items():
        head = json.dumps(key, ensure_ascii=False) + ": "
        rows.append(pad + head + pretty(item, indent + 2, len(head)))
    return "{\n" + ",\n".join(rows) + "\n" + " " * indent + "}"


def text(value):
    return pretty(value) + "\n"


def table(rows):
    """A list with one object a line where it fits."""
    return "[\n" + ",\n".join("  " + pretty(row, 2) for row in rows) + "\n]\n"
