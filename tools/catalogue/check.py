#!/usr/bin/env python3
"""Checks a company's files (deploy/company): the form of each by its schema, every reference between them,
and that the types are what their tables give. Prints each hole on a line; exits 1 when there is one. Needs
python3-jsonschema."""
import argparse
import json
import sys
from pathlib import Path

import jsonschema

import generate
from expressions import names_in

ROOT = generate.ROOT
SCHEMAS = ROOT / "proto-schemas" / "company"
# What an expression may name beside the type's own fields (docs/catalogue.md).
CARD_NAMES = {"client_kind", "service", "type", "channel", "received_on", "applicant.role", "auth.kind", "auth.level",
              "payment_posted", "court_confirmed", "attached", "archived"}
ROUTE_NAMES = CARD_NAMES | {"result"}
FOLDER_NAMES = {"doc_type", "doc_category", "appeal_type", "appeal_category", "service", "direction"}
# An automatic stage of minutes does not count against a day.
TOLERANCE_DAYS = 0.05
# A list stands in the file under the file's name unless it is here.
KEYS = {"sla_rules": "rules"}


class Company:
    def __init__(self, folder):
        self.folder, self.holes = folder, []
        self.files = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))}
        self.types = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("types/*.json"))]

    def rows(self, name):
        return self.files[name][KEYS.get(name, name)]

    def codes(self, name, key="code"):
        return {row[key] for row in self.rows(name)}

    def words(self, name):
        return {row["code"] for row in self.files["dictionaries"][name]}

    def need(self, held, text):
        if not held:
            self.holes.append(text)

    def known(self, value, among, text):
        self.need(value is None or value in among, f"{text}: unknown {value}")


def check_form(company):
    for name, content in company.files.items():
        check_schema(company, name, content, name)
    for made in company.types:
        check_schema(company, "type", made, made.get("code", "?"))


def check_schema(company, schema, content, label):
    path = SCHEMAS / f"{schema}.json"
    company.need(path.exists(), f"{label}: no schema {path.name}")
    if path.exists():
        validator = jsonschema.Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))
        for error in validator.iter_errors(content):
            company.holes.append(f"{label}: {error.json_path}: {error.message}")


def check_unique(company):
    keys = {"employees": ("tab_no",), "sources": ("name",), "activity": ("branch",),
            "bindings": ("branch", "role", "client_kind", "service", "type"),
            "folder_templates": ("client_kind", "code")}
    for name in company.files:
        if name in ("company", "dictionaries"):
            continue
        seen = [tuple(row.get(key) for key in keys.get(name, ("code",))) for row in company.rows(name)]
        company.need(len(seen) == len(set(seen)), f"{name}: a key stands twice")
    logins = [row["login"] for row in company.rows("employees")]
    company.need(len(logins) == len(set(logins)), "employees: a login stands twice")


def check_staff(company):
    branches, departments = company.codes("branches"), company.codes("departments")
    people, calendars = company.codes("employees", "tab_no"), company.codes("calendars")
    roles = company.words("process_roles")
    for row in company.rows("branches"):
        company.known(row["calendar"], calendars, f"branch {row['code']}")
    for row in company.rows("departments"):
        label = f"department {row['code']}"
        company.known(row["branch"], branches, label)
        company.known(row["calendar"], calendars, label)
        company.known(row.get("parent"), departments, label)
        for tab_no in [row["head"]] + [item["employee"] for item in row.get("responsible", [])]:
            company.known(tab_no, people, label)
        for role in [row["role"]] + row["roles"]:
            company.known(role, roles, label)
        company.need(row["mode"] != "FIXED" or row.get("responsible"), f"{label}: FIXED without a responsible")
    for row in company.rows("employees"):
        company.known(row["department"], departments, f"employee {row['tab_no']}")
        for role in row["roles"]:
            company.known(role, company.codes("roles"), f"employee {row['tab_no']}")
    for row in company.rows("roles"):
        for right in row["rights"]:
            company.known(right, company.codes("rights"), f"role {row['code']}")
    for row in company.rows("activity"):
        company.known(row["branch"], branches, "activity")
    for name, key in (("offices", "department"), ("sources", None)):
        for row in company.rows(name):
            company.known(row.get("branch") or row.get("default_branch"), branches, name)
            company.known(row.get(key) if key else None, departments, name)


def check_bindings(company):
    """Every role of a route has a department in every branch, but for the gaps that the company names."""
    serves = {row["code"]: row["roles"] for row in company.rows("departments")}
    bound = set()
    for row in company.rows("bindings"):
        label = f"binding {row['branch']} {row['role']}"
        company.known(row["branch"], company.codes("branches"), label)
        company.known(row["department"], serves, label)
        company.known(row.get("type"), {made["code"] for made in company.types}, label)
        served = serves.get(row["department"], [row["role"]])
        company.need(row["role"] in served, f"{label}: {row['department']} does not serve it")
        if not {"client_kind", "service", "type"} & set(row):
            bound.add((row["branch"], row["role"]))
    used = {stage["role"] for made in company.types for route in made["routes"] for stage in route["stages"]} - {"AUTO"}
    gaps = {(gap["branch"], gap["role"]) for gap in company.files["company"]["missing_bindings"]}
    for branch in company.codes("branches"):
        for role in used:
            company.need(((branch, role) in bound) != ((branch, role) in gaps),
                         f"binding {branch} {role}: missing, or bound though named as missing")


def check_expression(company, text, known, label):
    if text is None:
        return
    try:
        for name in names_in(text):
            company.need(name in known or name.split(".")[0] in known, f"{label}: unknown name {name} in {text!r}")
    except ValueError as error:
        company.holes.append(f"{label}: {error} in {text!r}")


def check_type_parts(company, made):
    label, fields = made["code"], {item["field"] for item in made["fields"]}
    dictionary = {row["code"]: row["datatype"] for row in company.rows("fields")}
    for item in made["fields"]:
        company.known(item["field"], dictionary, label)
        same = item["datatype"] == dictionary.get(item["field"])
        company.need(same, f"{label}: {item['field']} has another datatype")
        for key in ("when", "required_if", "check"):
            check_expression(company, item.get(key), CARD_NAMES | fields, label)
        company.need("check" not in item or "ru" in item, f"{label}: the check of {item['field']} has no words")
    for item in made["docs"]:
        for code in [item["doc"]] + item.get("any_of", []):
            company.known(code, company.codes("doc_types"), label)
        for key in ("when", "waive_if"):
            check_expression(company, item.get(key), CARD_NAMES | fields, label)
    for item in made["rules"]:
        company.known(item["rule"], company.codes("sla_rules"), label)
        check_expression(company, item.get("when"), CARD_NAMES | fields, label)
    for result in made["results"]:
        company.known(result, company.words("results"), label)
        company.known(made["templates"].get(result), company.codes("templates"), label)
        company.need(result in made["templates"], f"{label}: no template for {result}")
    company.known(made.get("excluded_field"), fields, label)
    waivable = {group["code"] for base in company.rows("base_fields") for group in base["groups"]}
    for word in made["base_waived"]:
        company.known(word, waivable, label)


def check_routes(company, made):
    label, fields = made["code"], {item["field"] for item in made["fields"]}
    reached = {kind for route in made["routes"] if "when" not in route for kind in route["client_kinds"]}
    covered = reached == set(made["client_kinds"])
    company.need(covered, f"{label}: routes without condition do not cover the client kinds")
    for route in made["routes"]:
        check_expression(company, route.get("when"), CARD_NAMES | fields, label)
        last = sum(stage.get("last", False) for stage in route["stages"])
        company.need(last == 1, f"{label}: not one last working stage")
        for stage in route["stages"]:
            company.known(stage["role"], company.words("process_roles"), label)
            company.known(stage["action"], company.words("actions"), label)
            company.known(stage.get("automatic"), company.words("automatics"), label)
            for result in stage["results"]:
                company.known(result, company.words("results"), label)
            check_expression(company, stage.get("cond"), ROUTE_NAMES | fields, label)
        given = {result for stage in route["stages"] for result in stage["results"]} & set(made["results"])
        company.need(given == set(made["results"]), f"{label}: no stage gives {set(made['results']) - given}")


def plan_days(route):
    """Working days the route plans: parallel stages count as the longest, hours as eighths."""
    a_day, longest = {"wd": 1, "h": 8, "min": 480, "cd": 7 / 5}, {}
    for stage in route["stages"]:
        period, step = stage["period"], stage.get("group", stage["seq"])
        longest[step] = max(longest.get(step, 0), period["n"] / a_day[period["unit"]])
    return sum(longest.values())


def rule_days(rule):
    """Working days its period usually holds; none where it runs by hours or by a date of its own."""
    ratio = {"work_day": 1, "cal_day": 5 / 7, "month": 21}.get(rule["unit"])
    return rule["n"] * ratio if ratio and rule["object"] == "answer" else None


def check_plan(company, made):
    """A plan that cannot fit its deadline would stand on every card as a negative reserve. Urgent types are planned in
    hours of the day and night and capped by the engine: nothing to compare."""
    rules = {rule["code"]: rule for rule in company.rows("sla_rules")}
    named = [rules[item["rule"]] for item in made["rules"] if item["rule"] in rules and "when" not in item]
    for route in made["routes"] if made["priority"] > 1 else []:
        for rule in named:
            concerns = set(rule.get("client_kinds", route["client_kinds"])) & set(route["client_kinds"])
            planned, held = plan_days(route), rule_days(rule)
            fits = not concerns or held is None or planned <= held + TOLERANCE_DAYS
            company.need(fits, f"{made['code']}: {planned:.1f} working days planned, {rule['code']} has {held}")


def check_types(company):
    company.need(len(company.types) == 280, f"types: {len(company.types)} instead of 280")
    said = [word for made in company.types for word in made["questions_synonyms"]["ru"]]
    company.need(len(said) == len(set(said)), "types: clients' words lead to two types")
    for made in company.types:
        company.known(made["category"], company.words("categories"), made["code"])
        enough = 3 if made["detail"] == "full" else 1
        company.need(len(made["questions_synonyms"]["ru"]) >= enough, f"{made['code']}: too few clients' words")
        check_type_parts(company, made)
        check_routes(company, made)
        check_plan(company, made)
    for row in company.rows("folder_templates"):
        check_expression(company, row["criteria"], FOLDER_NAMES, f"folder {row['code']}")
    for row in company.rows("doc_types"):
        company.known(row["category"], {item["code"] for item in company.files["doc_types"]["categories"]}, row["code"])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=generate.COMPANY)
    parser.add_argument("--no-tables", action="store_true", help="the types were not generated: compare nothing")
    options = parser.parse_args()
    company = Company(options.folder)
    for check in (check_form, check_unique, check_staff, check_bindings, check_types):
        check(company)
    if not options.no_tables:
        company.holes += [f"types/{name}: differs from tools/catalogue" for name in generate.run(check=True)[0]]
    print("\n".join(company.holes) or f"{len(company.types)} types, {len(company.files)} files: no hole")
    sys.exit(bool(company.holes))


if __name__ == "__main__":
    main()
