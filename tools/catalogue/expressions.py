"""The small language of checks and conditions (libs/common/expr.h): reads an expression, names what it uses, and computes it
for the examples. An oracle of the C reader, so it shares nothing with it but the vectors of examples/expressions.json."""
import datetime as dt
import operator
import re

TOKEN = re.compile(r"\s*(?:(?P<duration>\d+d\b)|(?P<number>\d+(?:\.\d{1,4})?)(?![.\w])"
                   r"|(?P<string>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
                   r"|(?P<op>\|\||&&|==|!=|<=|>=|[<>!+\-*/()\[\],.])|(?P<name>[A-Za-z_][A-Za-z0-9_]*))")
ORDER = {"<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt}


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

    def chain(self, ops, below):
        tree = below()
        while self.peek(*ops):
            op = self.take()[1]
            tree = (op, tree, below())
        return tree

    def either(self):
        return self.chain(("||",), self.both)

    def both(self):
        return self.chain(("&&",), self.comparison)

    def comparison(self):
        left = self.total()
        if self.peek("==", "!=", "in", *ORDER):
            op = self.take()[1]
            return (op, left, self.total())
        return left

    def total(self):
        return self.chain(("+", "-"), self.product)

    def product(self):
        return self.chain(("*", "/"), self.unary)

    def unary(self):
        if self.peek("!", "-"):
            op = self.take()[1]
            return ("not" if op == "!" else "minus", self.unary())
        return self.member()

    def member(self):
        tree = self.primary()
        while self.peek("."):
            self.take()
            kind, name = self.take()
            if kind != "name":
                raise ValueError(f"unexpected {name!r}")
            tree = ("member", tree, name)
        return tree

    def primary(self):
        kind, text = self.take()
        if kind == "number":
            return ("value", float(text))
        if kind == "duration":
            return ("value", dt.timedelta(days=int(text[:-1])))
        if kind == "string":
            return ("value", re.sub(r"\\(.)", r"\1", text[1:-1]))
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
        return ("value", text == "true") if text in ("true", "false") else ("name", text)

    def items(self, end):
        items = []
        while not self.peek(end):
            items.append(self.either())
            if not self.peek(end):
                self.take(",")
        self.take(end)
        return items


def days(period):
    return None if period is None else dt.timedelta(days=(period["to"] - period["from"]).days + 1)


def present(value):
    return value is not None and value not in ("", [], {})


FUNCTIONS = {"days": days, "present": present, "len": lambda value: None if value is None else len(value)}


def walk(tree):
    yield tree
    for part in tree[1:]:
        for item in part if isinstance(part, list) else [part]:
            if isinstance(item, tuple):
                yield from walk(item)


def parse(text):
    return Parser(text).whole()


def names_in(text):
    """The names with their members: "abs.to", "applicant.role", "channel"."""
    found, inner = set(), set()
    for tree in walk(parse(text)):
        if tree[0] == "member" and tree[1][0] == "name":
            found.add(f"{tree[1][1]}.{tree[2]}")
            inner.add(id(tree[1]))
        if tree[0] == "name" and id(tree) not in inner:
            found.add(tree[1])
    return found


def days_alike(left, right):
    """Days compare with numbers."""
    if isinstance(left, dt.timedelta) != isinstance(right, dt.timedelta):
        return [value.days if isinstance(value, dt.timedelta) else value for value in (left, right)]
    return left, right


def compare(op, left, right):
    """Null compares false with everything, unequal too."""
    if left is None or right is None:
        return False
    if op == "in":
        return left in right
    left, right = days_alike(left, right)
    if op in ("==", "!="):
        return (left == right) == (op == "==")
    return ORDER[op](left, right)


def reckon(op, left, right):
    if left is None or right is None:
        return None
    if op in ("+", "-"):
        return left + right if op == "+" else left - right
    return left * right if op == "*" else left / right


def compute_leaf(tree, values):
    if tree[0] == "name":
        return values.get(tree[1])
    if tree[0] == "member":
        holder = compute(tree[1], values)
        return holder.get(tree[2]) if isinstance(holder, dict) else None
    if tree[0] == "list":
        return [compute(item, values) for item in tree[1]]
    return tree[1]


def compute(tree, values):
    op = tree[0]
    if op in ("value", "name", "member", "list"):
        return compute_leaf(tree, values)
    if op == "call":
        return FUNCTIONS[tree[1]](*[compute(item, values) for item in tree[2]])
    left = compute(tree[1], values)
    if op in ("not", "minus"):
        return not left if op == "not" else None if left is None else -left
    if op in ("&&", "||"):
        return bool(left) if bool(left) == (op == "||") else bool(compute(tree[2], values))
    right = compute(tree[2], values)
    return reckon(op, left, right) if op in ("+", "-", "*", "/") else compare(op, left, right)


def holds(text, values):
    return bool(compute(parse(text), values))
