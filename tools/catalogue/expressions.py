"""The small language of checks and conditions (docs/catalogue.md): reads an expression, names what it uses,
and computes it for the examples. The service's own reader is in C; this one is its oracle."""
import datetime as dt
import re

TOKEN = re.compile(r"\s*(?:(?P<duration>\d+d\b)|(?P<number>\d+(?:\.\d+)?)|(?P<string>\"[^\"]*\")"
                   r"|(?P<op>\|\||&&|==|!=|<=|>=|[<>!+\-()\[\],])|(?P<name>[a-z_]+(?:\.[a-z_]+)*))")
CONSTANTS = {"true": True, "false": False, "null": None}
ORDER = ("<=", ">=", "<", ">")


def tokens_of(text):
    at, found = 0, []
    text = text.rstrip()
    while at < len(text):
        match = TOKEN.match(text, at)
        if not match:
            raise ValueError(f"cannot read at {at}")
        found.append((match.lastgroup, match[match.lastgroup]))
        at = match.end()
    return found + [("end", "")]


class Parser:
    """Recursive descent; each method returns a tree of tuples."""

    def __init__(self, text):
        self.tokens, self.at = tokens_of(text), 0

    def peek(self, *values):
        return self.tokens[self.at][1] in values and self.tokens[self.at][0] in ("op", "name")

    def take(self, value=None):
        kind, text = self.tokens[self.at]
        if value is not None and text != value:
            raise ValueError(f"expected {value!r}, found {text!r}")
        self.at += 1
        return kind, text

    def whole(self):
        tree = self.either()
        if self.tokens[self.at][0] != "end":
            raise ValueError(f"unexpected {self.tokens[self.at][1]!r}")
        return tree

    def chain(self, op, below):
        tree = below()
        while self.peek(op):
            self.take()
            tree = (op, tree, below())
        return tree

    def either(self):
        return self.chain("||", self.both)

    def both(self):
        return self.chain("&&", self.negation)

    def negation(self):
        if self.peek("!"):
            self.take()
            return ("!", self.negation())
        return self.comparison()

    def comparison(self):
        left = self.total()
        if self.peek("==", "!=", "in", *ORDER):
            op = self.take()[1]
            return (op, left, self.total())
        return left

    def total(self):
        tree = self.term()
        while self.peek("+", "-"):
            op = self.take()[1]
            tree = (op, tree, self.term())
        return tree

    def term(self):
        kind, text = self.take()
        if kind == "number":
            return ("value", float(text))
        if kind == "duration":
            return ("value", dt.timedelta(days=int(text[:-1])))
        if kind == "string":
            return ("value", text[1:-1])
        if text == "(":
            tree = self.either()
            self.take(")")
            return tree
        if text == "[":
            return ("list", self.items("]"))
        if kind == "name":
            return self.named(text)
        raise ValueError(f"unexpected {text!r}")

    def named(self, text):
        if self.peek("("):
            self.take()
            if text not in FUNCTIONS:
                raise ValueError(f"unknown function {text}")
            return ("call", text, self.items(")"))
        return ("value", CONSTANTS[text]) if text in CONSTANTS else ("name", text)

    def items(self, end):
        items = []
        while not self.peek(end):
            items.append(self.total())
            if not self.peek(end):
                self.take(",")
        self.take(end)
        return items


def days(period):
    return None if period is None else (period["to"] - period["from"]).days + 1


FUNCTIONS = {"days": days, "count": lambda rows: len(rows or []), "empty": lambda value: value in (None, "", []),
             "day": lambda date: None if date is None else date.day, "attached": None, "archived": None}


def walk(tree):
    yield tree
    for part in tree[1:]:
        for item in part if isinstance(part, list) else [part]:
            if isinstance(item, tuple):
                yield from walk(item)


def parse(text):
    return Parser(text).whole()


def names_in(text):
    return {tree[1] for tree in walk(parse(text)) if tree[0] == "name"}


def lookup(name, values):
    found = values
    for part in name.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def compare(op, left, right):
    if op == "==":
        return left == right
    if op == "!=":
        return left != right
    if op == "in":
        return left in right
    if left is None or right is None:
        return False
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[op]


def compute(tree, values):
    """An absent value is null: it equals only null, and every comparison of order with it is false."""
    op = tree[0]
    if op == "value":
        return tree[1]
    if op == "name":
        return lookup(tree[1], values)
    if op == "list":
        return [compute(item, values) for item in tree[1]]
    if op == "call":
        arguments = [compute(item, values) for item in tree[2]]
        return (values["functions"].get(tree[1]) or FUNCTIONS[tree[1]])(*arguments)
    if op == "!":
        return not compute(tree[1], values)
    left = compute(tree[1], values)
    if op in ("&&", "||"):
        return bool(left) if bool(left) == (op == "||") else bool(compute(tree[2], values))
    right = compute(tree[2], values)
    if op in ("+", "-"):
        return None if None in (left, right) else left + right if op == "+" else left - right
    return compare(op, left, right)


def holds(text, values):
    return bool(compute(parse(text), values))
