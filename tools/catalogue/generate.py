#!/usr/bin/env python3
"""Writes deploy/company/types/*.json from the tables beside it: types.json (names of all 280), profiles.json (defaults
of categories and of groups within them) and full.json (what is settled type by type). --check only compares."""
import argparse
import json
import re
import sys
from pathlib import Path

import pretty
from routes import parse_route

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
COMPANY = ROOT / "deploy" / "company"
DEFAULTS = {
    "kinds": "FL UL IP UKO", "fields": "", "docs": "", "rules": "D01 D02", "results": "granted refused explained",
    "pausable": "none", "reopen_days": 30, "withdrawable": True, "auto_send": "", "confidential": False, "priority": 3,
    "anonymous": False, "base_waived": "", "field_rules": {}, "doc_rules": {},
}
# What every type says of a document unless its own table says otherwise.
DOC_RULES = {
    "APP": {"waive_if": 'channel == "LK"'},
    "PASS": {"waive_if": 'auth.kind == "esia" || channel == "LK"'},
    "POA": {"when": 'applicant.role == "representative"'},
    "EGRUL": {"waive_if": '"EGRUL" in archived'},
    "EGRN": {"waive_if": '"EGRN" in archived'},
    "CHR": {"waive_if": '"CHR" in archived'},
}
BASE_SETS = {"FL": "BF-FL", "GOV": "BF-G"}
TEMPLATE_RESULTS = {"granted": "01", "partly": "01", "refused": "02", "explained": "03", "redirected": "03"}


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


class Tables:
    def __init__(self):
        self.profiles = load(HERE / "profiles.json")
        self.full = load(HERE / "full.json")
        self.rows = load(HERE / "types.json")
        self.fields = {field["code"]: field for field in load(COMPANY / "fields.json")["fields"]}
        self.rules = {rule["code"]: rule for rule in load(COMPANY / "sla_rules.json")["rules"]}


def settings_of(row, tables):
    """Defaults, then the category's profile, the named profile and the type's own settings; later ones win."""
    merged = dict(DEFAULTS)
    for layer in (tables.profiles[row["code"][:3]], tables.profiles[row["profile"]] if row["profile"] else {},
                  tables.full.get(row["code"], {})):
        merged.update(layer)
    if row["kinds"]:
        merged["kinds"] = row["kinds"]
    return merged


def type_fields(settings, tables):
    items = []
    for word in settings["fields"].split():
        code = word.rstrip("*")
        item = {"field": code, "datatype": tables.fields[code]["datatype"], "required": word.endswith("*")}
        item.update(settings["field_rules"].get(code, {}))
        items.append(item)
    return items


def doc_item(word, own):
    codes = word.rstrip("*").split("|")
    item = {"doc": codes[0], "severity": "block" if word.endswith("*") else "warn"}
    if len(codes) > 1:
        item["any_of"] = codes
    item.update(DOC_RULES.get(codes[0], {}))
    item.update(own.get(codes[0], {}))
    return item


def type_docs(settings):
    words = settings["docs"].split()
    return [doc_item(word, settings["doc_rules"]) for word in words] + [doc_item("POA*", {})]


def routes_of(settings, kinds, results):
    routes = settings["route"] if isinstance(settings["route"], list) else [{"route": settings["route"]}]
    made = []
    for route in routes:
        own = route.get("kinds", " ".join(kinds)).split()
        split = re.search(r"\b(CONT|BILL)\b", route["route"])
        groups = [[k for k in own if k == "FL"], [k for k in own if k != "FL"]] if split else [own]
        for group in [group for group in groups if group]:
            made.append(route_item(route, group, results, settings["pausable"]))
    return made


def route_item(route, kinds, results, pausable):
    item = {"client_kinds": kinds}
    if "when" in route:
        item["when"] = route["when"]
    item["stages"] = parse_route(route["route"], kinds[0], results, pausable)
    return item


def type_rules(settings):
    rules = []
    for word in re.split(r" (?=[A-Z]\d\d)", settings["rules"]):
        code, _, when = word.partition(" if ")
        rules.append({"rule": code, "when": when} if when else {"rule": code})
    return rules


def legal_basis(rules, tables):
    basis = [tables.rules[rule["rule"]]["basis"] for rule in rules]
    return list(dict.fromkeys(text for text in basis if text))


def synonyms(row, settings):
    return {"ru": [word.strip() for word in row["say"].split(";")],
            "en": [word.strip() for word in settings.get("say_en", row["en"].lower()).split(";")]}


def templates(category, results, settings):
    made = {result: f"T-{category}-{TEMPLATE_RESULTS[result]}" for result in results}
    made.update(settings.get("templates", {}))
    return made


def build(row, tables):
    settings = settings_of(row, tables)
    category, service, _ = row["code"].split("-")
    kinds, results, rules = settings["kinds"].split(), settings["results"].split(), type_rules(settings)
    made = {
        "code": row["code"], "ru": row["ru"], "en": row["en"], "category": category, "service": service,
        "detail": "full" if row["code"] in tables.full else "default", "client_kinds": kinds,
        "base": {kind: BASE_SETS.get(kind, "BF-UL") for kind in kinds}, "base_waived": settings["base_waived"].split(),
        "fields": type_fields(settings, tables), "docs": type_docs(settings),
        "routes": routes_of(settings, kinds, results), "rules": rules, "results": results,
        "templates": templates(category, results, settings), "pausable": settings["pausable"],
        "pause_max_days": 0 if settings["pausable"] == "none" else 30, "reopen_days": settings["reopen_days"],
        "withdrawable": settings["withdrawable"], "auto_send": settings["auto_send"].split(),
        "confidential": settings["confidential"], "priority": settings["priority"], "anonymous": settings["anonymous"],
        "questions_synonyms": synonyms(row, settings), "legal_basis": legal_basis(rules, tables),
    }
    if "excluded_field" in settings:
        made["excluded_field"] = settings["excluded_field"]
    return made


def all_types():
    tables = Tables()
    names = ("code", "kinds", "profile", "ru", "en", "say")
    return [build(dict(zip(names, row)), tables) for row in tables.rows]


def write(path, text, check):
    """True when the file was, or had to be, changed."""
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    if not check:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return True


def run(check):
    wanted = {f"{made['code']}.json": made for made in all_types()}
    folder = COMPANY / "types"
    stale = [path for path in folder.glob("*.json") if path.name not in wanted]
    changed = [name for name, made in wanted.items() if write(folder / name, pretty.text(made), check)]
    if not check:
        for path in stale:
            path.unlink()
    return changed + [path.name for path in stale], len(wanted)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when a file differs from the tables")
    check = parser.parse_args().check
    changed, count = run(check)
    print(f"{count} types, {len(changed)} {'differ from the tables' if check else 'written'}")
    if check and changed:
        sys.exit("run tools/catalogue/generate.py: " + ", ".join(changed[:10]))


if __name__ == "__main__":
    main()
