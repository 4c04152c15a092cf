#!/usr/bin/env python3
"""Writes examples/types/CODE/{valid,invalid}.json and invalid.expected.json for the fully specified types, and
proves them: a valid one has no fault, an invalid one exactly those that were put into it. --check only compares."""
import argparse
import copy
import hashlib
import json
import subprocess
import sys

import generate
import pretty
import submission

FOLDER = generate.ROOT / "examples" / "types"
DEMO = generate.ROOT / "deploy" / "demo"
SAMPLES = json.loads((generate.HERE / "samples.json").read_text(encoding="utf-8"))
# A value no check accepts and the fault it makes.
BROKEN = {"abs": {"from": "2026-10-01", "to": "2026-10-03"},
          "per": {"from": "2026-10-30", "to": "2026-12-30"},
          "trd": "2026-12-30", "rdt": "2026-12-30", "pd": "2026-12-30", "wdate": "2026-11-01",
          "own": [{"name": "Петров Пётр Петрович", "share": "1/1"}]}


def file_of(doc, source):
    name = f"{doc.lower()}.pdf"
    digest = hashlib.sha256(name.encode()).hexdigest()
    return {"name": name, "mime": "application/pdf", "size": 184022, "sha256": digest,
            "url": f"https://files.{source}.example.ru/inbox/{name}", "doc_type": doc}


def channel_of(made, kind):
    if kind != "FL":
        return "EDO"
    return "CALL" if made["category"] == "QUA" else "LK"


def wanted_files(made, data, source):
    values = submission.values_of(data)
    rules = [rule for rule in made["docs"] if "when" not in rule or submission.holds(rule["when"], values)]
    return [file_of(rule["doc"], source) for rule in rules if rule["doc"] != "PH"]


def valid_of(made):
    kind = made["client_kinds"][0]
    channel = channel_of(made, kind)
    source = {"LK": "lk", "CALL": "cc", "EDO": "edo"}[channel]
    data = {"external_id": f"EX-{made['code']}-V", "submitted_at": "2026-11-10T10:40:11+04:00", "channel": channel,
            "client_kind": kind, "type_code": made["code"], **copy.deepcopy(SAMPLES["clients"][kind]),
            "text": f"{made['questions_synonyms']['ru'][0].capitalize()}."}
    if channel == "LK":
        data["auth"] = {"kind": "esia", "oid": "1000000001", "level": "confirmed"}
    own = SAMPLES["types"].get(made["code"], {})
    values = {item["field"]: own.get(item["field"], SAMPLES["fields"][item["field"]]) for item in made["fields"]}
    data["fields"] = {code: value for code, value in values.items() if value is not None}
    data["files"] = wanted_files(made, data, source)
    return {"type": "appeal.submitted", "source": source, "data": data}


def drop(data, pointer):
    *path, last = pointer.strip("/").split("/")
    for part in path:
        data = data[part]
    del data[last]
    return {"pointer": pointer, "code": "required"}


def bad_value(item, number):
    """A value of the wrong type, out of range or of no dictionary, and its fault."""
    field = {**submission.FIELDS[item["field"]], **item}
    if field["datatype"] == "enum":
        return "нет такого", "not_in_list"
    if number % 2 and submission.is_number(field.get("min")) and field["datatype"] != "table":
        return field["min"] - 1, "out_of_range"
    return "много", "wrong_type"


def spoil_fields(made, data, expected, number):
    """One field breaks its check, one has a bad value, one is missing, as far as there are so many."""
    given = [item for item in made["fields"] if item["field"] in data["fields"]]
    checked = [item for item in given if "check" in item][:1]
    for item in checked:
        data["fields"][item["field"]] = BROKEN[item["field"]]
        expected.append({"pointer": f"/fields/{item['field']}", "code": "check_failed"})
    kinds = ("int", "number", "money", "period", "enum")
    bad = [item for item in given if item not in checked and item["datatype"] in kinds][-1:]
    for item in bad:
        data["fields"][item["field"]], code = bad_value(item, number)
        expected.append({"pointer": f"/fields/{item['field']}", "code": code})
    for item in [item for item in given if item["required"] and item not in checked + bad][:1]:
        expected.append(drop(data, f"/fields/{item['field']}"))


def invalid_of(made, number):
    message = valid_of(made)
    data, expected = message["data"], []
    data["external_id"] = f"EX-{made['code']}-I"
    spoil_fields(made, data, expected, number)
    if made["code"] == "LKI-X-003":
        expected += [drop(data, "/fields/nphone"), drop(data, "/fields/nmail")]
    base = ["/text", "/response_channels"][number % 2]
    if base.strip("/") not in made["base_waived"]:
        expected.append(drop(data, base))
    blocking = list(submission.document_faults(made, {**data, "files": []}, submission.values_of(data)))[:1]
    for doc in blocking:
        data["files"] = [item for item in data["files"] if item["doc_type"] != doc]
        expected.append({"pointer": f"/files/{doc}", "code": "document_missing"})
    return message, expected


def by_pointer(faults):
    return sorted(faults, key=lambda fault: (fault["pointer"], fault["code"]))


def texts_of(made, number):
    valid = valid_of(made)
    invalid, expected = invalid_of(made, number)
    found = submission.faults(made, valid["data"])
    assert not found, f"{made['code']} valid: {found}"
    found = by_pointer(submission.faults(made, invalid["data"]))
    assert expected and found == by_pointer(expected), f"{made['code']} invalid: {found}, not {by_pointer(expected)}"
    return {"valid.json": pretty.text(valid), "invalid.json": pretty.text(invalid),
            "invalid.expected.json": pretty.text(by_pointer(expected))}


def demo_differences(types):
    """Lines of deploy/demo whose faults are not those that expected.json names."""
    expected = json.loads((DEMO / "expected.json").read_text(encoding="utf-8"))["expected"]
    printed = subprocess.run([DEMO / "lines", "http://127.0.0.1"], check=True, capture_output=True, encoding="utf-8")
    lines = printed.stdout.splitlines()
    assert len(lines) == len(expected), "deploy/demo: expected.json has not one row for each line"
    for line, row in zip(lines, expected):
        if row["outcome"] == "dead_letter":
            continue
        data = json.loads(line)["data"]
        made = types.get(data.get("type_code"))
        if made and submission.faults(made, data) != row["faults"]:
            yield f"{data['external_id']}: {submission.faults(made, data)}"


def run(check):
    types = generate.all_types()
    full = [made for made in types if made["detail"] == "full"]
    different = list(demo_differences({made["code"]: made for made in types}))
    assert not different, f"deploy/demo: {different}"
    changed = []
    for number, made in enumerate(full):
        for name, text in texts_of(made, number).items():
            path = FOLDER / made["code"] / name
            if generate.write(path, text, check):
                changed.append(f"{made['code']}/{name}")
    return changed, len(full)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when a file differs")
    check = parser.parse_args().check
    changed, count = run(check)
    print(f"{count} types with examples, {len(changed)} files {'differ' if check else 'written'}")
    if check and changed:
        sys.exit("run tools/catalogue/examples.py: " + ", ".join(changed[:10]))


if __name__ == "__main__":
    main()
