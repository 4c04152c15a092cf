"""What is wrong with a submission by its type's file: an own, plain reading of docs/catalogue.md that proves the
examples and is an oracle for the services' check."""
import datetime as dt
import json
import re

from expressions import holds
from generate import COMPANY

DATE = re.compile(r"^\d{4}-\d\d-\d\d$")
ADDRESS = re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$")


def rows(name):
    return json.loads((COMPANY / f"{name}.json").read_text(encoding="utf-8"))[name]


FIELDS = {row["code"]: row for row in rows("fields")}
BASES = {row["code"]: row["groups"] for row in rows("base_fields")}


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_date(value):
    try:
        return bool(DATE.match(value)) and bool(dt.date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def is_time(value):
    try:
        return dt.datetime.fromisoformat(value).tzinfo is not None
    except (TypeError, ValueError):
        return False


RIGHT_TYPE = {
    "int": lambda value: isinstance(value, int) and not isinstance(value, bool), "number": is_number, "money": is_number,
    "date": is_date, "datetime": is_time, "bool": lambda value: isinstance(value, bool),
    "period": lambda value: isinstance(value, dict) and is_date(value.get("from")) and is_date(value.get("to")),
    "table": lambda value: isinstance(value, list) and all(isinstance(row, dict) for row in value),
}


def member(data, pointer):
    for part in pointer.strip("/").split("/"):
        data = data.get(part) if isinstance(data, dict) else None
    return data


def is_empty(value):
    return value in (None, "", []) and value is not False and not is_number(value)


def typed(code, value):
    """A field's value as expressions see it."""
    datatype = FIELDS[code]["datatype"]
    if not RIGHT_TYPE.get(datatype, lambda text: isinstance(text, str))(value):
        return None
    if datatype == "date":
        return dt.date.fromisoformat(value)
    if datatype == "period":
        return {end: dt.date.fromisoformat(value[end]) for end in ("from", "to")}
    return value


def values_of(data):
    """The names an expression may use. The reception day is the local day of submitted_at."""
    received = dt.datetime.fromisoformat(data["submitted_at"]).date()
    values = {code: typed(code, value) for code, value in data.get("fields", {}).items() if code in FIELDS}
    files = {item.get("doc_type") for item in data.get("files", [])}
    values.update(client_kind=data.get("client_kind"), type=data["type_code"], service=data["type_code"][4],
                  channel=data["channel"], applicant=data.get("applicant", {}), auth=data.get("auth", {}),
                  received_on=received, attached=sorted(files - {None}), archived=[])
    return values


def base_faults(made, data):
    for group in BASES[made["base"][data["client_kind"]]]:
        if group["code"] not in made["base_waived"] and all(is_empty(member(data, path)) for path in group["any_of"]):
            yield group["any_of"][0], "required"


def value_fault(rule, value):
    field = {**FIELDS[rule["field"]], **{key: rule[key] for key in ("min", "max") if key in rule}}
    datatype = field["datatype"]
    if not RIGHT_TYPE.get(datatype, lambda text: isinstance(text, str))(value):
        return "wrong_type"
    size = len(value) if datatype == "table" else value if is_number(value) else None
    if size is not None and not field.get("min", size) <= size <= field.get("max", size):
        return "out_of_range"
    if "values" in field and value not in {item["code"] for item in field["values"]}:
        return "not_in_list"
    pattern = {"phone": r"^\+7\d{10}$", "email": ADDRESS.pattern}.get(datatype, field.get("pattern"))
    return "wrong_form" if pattern and not re.search(pattern, value) else None


def field_faults(made, data, values):
    for rule in made["fields"]:
        value, pointer = data.get("fields", {}).get(rule["field"]), f"/fields/{rule['field']}"
        if "when" in rule and not holds(rule["when"], values):
            continue
        if is_empty(value):
            if rule["required"] or ("required_if" in rule and holds(rule["required_if"], values)):
                yield pointer, "required"
            continue
        code = value_fault(rule, value)
        if not code and "check" in rule and not holds(rule["check"], values):
            code = "check_failed"
        if code:
            yield pointer, code


def document_faults(made, data, values):
    files = {item.get("doc_type") for item in data.get("files", [])}
    for rule in made["docs"]:
        asked = "when" not in rule or holds(rule["when"], values)
        waived = "waive_if" in rule and holds(rule["waive_if"], values)
        missing = not files & set(rule.get("any_of", [rule["doc"]]))
        if rule["severity"] == "block" and asked and missing and not waived:
            yield rule["doc"]


def faults(made, data):
    if data["client_kind"] not in made["client_kinds"]:
        return [{"pointer": "/client_kind", "code": "not_in_list"}]
    values = values_of(data)
    found = [*base_faults(made, data), *field_faults(made, data, values)]
    found += [(f"/files/{doc}", "document_missing") for doc in document_faults(made, data, values)]
    return [{"pointer": pointer, "code": code} for pointer, code in dict.fromkeys(found)]
