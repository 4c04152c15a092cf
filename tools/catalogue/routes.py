"""Reads the compact notation of a route: "FO 4h > [QUAL 2h | FO 2h @notify_manager] > BILL 3wd > SIGN 4h > FO 1wd".

A stage is ROLE N UNIT, then @action, {result,result}, ?condition where they differ from the usual. Stages in
brackets run in parallel; [... |any] goes on after the first. CONT and BILL become _FL or _UL by the kind of the client.
"""
import re

STAGE = re.compile(r"^(?P<role>\w+) (?P<n>\d+)(?P<unit>wd|h|min|cd)"
                   r"(?: @(?P<action>[\w:]+))?(?: \{(?P<results>[\w,]+)\})?(?: \?(?P<cond>.+))?$")
PERSON_KINDS = {"FL"}


def role_for(role, kind):
    if role in ("CONT", "BILL"):
        return role + ("_FL" if kind in PERSON_KINDS else "_UL")
    return role


def parse_stage(text, kind):
    match = STAGE.match(text.strip())
    if not match:
        raise ValueError(f"not a stage: {text!r}")
    stage = {"role": role_for(match["role"], kind), "period": {"n": int(match["n"]), "unit": match["unit"]}}
    if match["action"]:
        stage["action"], _, automatic = match["action"].partition(":")
        if automatic:
            stage["automatic"] = automatic
    if match["results"]:
        stage["results"] = match["results"].split(",")
    if match["cond"]:
        stage["cond"] = match["cond"].strip()
    return stage


def parse_group(step, number, kind):
    """Stages of one step; more than one form a group."""
    if not step.startswith("["):
        return [parse_stage(step, kind)]
    inner = step.strip("[]")
    join = "any" if inner.endswith("|any") else "all"
    stages = [parse_stage(part, kind) for part in inner.removesuffix("|any").split(" | ")]
    for stage in stages:
        stage["group"], stage["join"] = f"g{number}", join
    return stages


def usual_action(stage, index, last):
    if stage["role"] == "SIGN":
        return "sign_response"
    if stage["role"] == "EXT":
        return "wait_external"
    if index == last:
        return "send_response"
    return "check" if index == 0 else "work"


def is_working(stage):
    return stage["action"] not in ("sign_response", "send_response", "automatic")


def mark_last(stages, results):
    """The last working step settles the result and prepares the answer; alternatives of one step all do."""
    working = [stage for stage in stages if is_working(stage)] or stages
    conclusive = [stage for stage in working if stage["role"] != "EXT"][-1:]
    if conclusive and conclusive[0].get("group"):
        conclusive = [stage for stage in working if stage.get("group") == conclusive[0]["group"]]
    for stage in conclusive:
        if stage["action"] in ("work", "check") and len(stages) > 1:
            stage["action"] = "prepare_response"
        stage.setdefault("results", results)
    working[-1]["last"] = True


def parse_route(text, kind, results, pausable):
    steps = re.split(r" > (?![^\[]*\])", text)
    stages = [stage for number, step in enumerate(steps, 1) for stage in parse_group(step, number, kind)]
    for index, stage in enumerate(stages):
        stage.setdefault("action", usual_action(stage, index, len(stages) - 1))
    mark_last(stages, results)
    for seq, stage in enumerate(stages, 1):
        stage.setdefault("results", ["done"])
        if pausable != "none" and is_working(stage) and "need_docs" not in stage["results"] and stage["role"] != "EXT":
            stage["results"] = stage["results"] + ["need_docs"]
        stage["seq"] = seq
    return [order_keys(stage) for stage in stages]


def order_keys(stage):
    keys = ("seq", "role", "period", "action", "automatic", "results", "group", "join", "cond", "last")
    return {key: stage[key] for key in keys if key in stage}
