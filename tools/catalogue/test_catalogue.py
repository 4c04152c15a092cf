#!/usr/bin/env python3
"""Tests of the catalogue's tools: what the language means, and that the check sees what it says it sees."""
import copy
import datetime as dt
import json
import unittest

import check
import generate
from expressions import holds, parse
from routes import parse_route

VECTORS = json.loads((generate.ROOT / "examples" / "expressions.json").read_text(encoding="utf-8"))


def vector_values():
    values = copy.deepcopy(VECTORS["values"])
    for name in VECTORS["dates"]:
        values[name] = dt.date.fromisoformat(values[name])
    for name in VECTORS["periods"]:
        values[name] = {end: dt.date.fromisoformat(day) for end, day in values[name].items()}
    return values


class Expressions(unittest.TestCase):
    def test_every_vector_gives_its_value(self):
        for text, expected in VECTORS["vectors"]:
            self.assertEqual(holds(text, vector_values()), expected, text)

    def test_a_bad_expression_is_refused_when_it_is_read(self):
        for text in VECTORS["bad"]:
            with self.assertRaises(ValueError, msg=text):
                parse(text)


class Routes(unittest.TestCase):
    def test_the_last_working_stage_prepares_the_answer(self):
        stages = parse_route("FO 4h > BILL 3wd > SIGN 4h > FO 1wd", "FL", ["granted"], "none")
        self.assertEqual([stage["action"] for stage in stages],
                         ["check", "prepare_response", "sign_response", "send_response"])
        self.assertEqual([stage.get("last", False) for stage in stages], [False, True, False, False])

    def test_billing_of_a_company_is_another_department(self):
        self.assertEqual(parse_route("FO 4h > BILL 3wd > FO 1wd", "UL", ["granted"], "none")[1]["role"], "BILL_UL")

    def test_stages_in_brackets_share_a_group(self):
        stages = parse_route("FO 1h > [TECH 22h | EXT 22h |any] > FO 1h", "FL", ["granted"], "none")
        self.assertEqual([(stage.get("group"), stage.get("join")) for stage in stages[1:3]], [("g2", "any")] * 2)

    def test_a_word_that_is_no_stage_is_refused(self):
        with self.assertRaises(ValueError):
            parse_route("FO soon > FO 1wd", "FL", ["granted"], "none")


class Calendars(unittest.TestCase):
    """The calendars' data against the deadline vectors of the 2026 calendar, by the plainest arithmetic there is."""

    def setUp(self):
        rows = json.loads((generate.COMPANY / "calendars.json").read_text(encoding="utf-8"))["calendars"]
        self.calendars = {row["code"]: row for row in rows}

    def is_working(self, code, day):
        calendar, month_day = self.calendars[code], day.strftime("%m-%d")
        year = calendar.get("years", {}).get(str(day.year), {})
        if month_day in calendar.get("yearly_off", []) + year.get("off", []):
            return False
        if month_day in year.get("work", []):
            return True
        return self.is_working(calendar["base"], day) if "base" in calendar else day.weekday() < 5

    def after(self, code, start, count):
        day = dt.date.fromisoformat(start)
        while count:
            day += dt.timedelta(1)
            count -= self.is_working(code, day)
        return day.isoformat()

    def test_each_federal_year_has_its_247_working_days(self):
        for year in (2025, 2026, 2027):
            days = [dt.date(year, 1, 1) + dt.timedelta(day) for day in range(365)]
            self.assertEqual(sum(self.is_working("RU", day) for day in days), 247, year)

    def test_working_days_end_where_the_vectors_say(self):
        for code, start, count, end in (
                ("RU", "2026-04-16", 5, "2026-04-23"), ("RU-SRT", "2026-04-16", 5, "2026-04-24"),
                ("RU", "2026-06-19", 5, "2026-06-26"), ("RU-CHU", "2026-06-19", 5, "2026-06-29"),
                ("RU", "2026-04-29", 15, "2026-05-22"), ("RU", "2026-04-30", 3, "2026-05-06"),
                ("RU", "2026-12-28", 5, "2027-01-13")):
            self.assertEqual(self.after(code, start, count), end, (code, start, count))


class Holes(unittest.TestCase):
    def holes_after(self, change, *checks):
        company = check.Company(generate.COMPANY)
        change(company)
        for one in checks:
            one(company)
        return "\n".join(company.holes)

    def type_of(self, company, code):
        return next(made for made in company.types if made["code"] == code)

    def test_the_demo_company_has_none(self):
        checks = (check.check_form, check.check_unique, check.check_staff, check.check_bindings, check.check_types)
        self.assertEqual(self.holes_after(lambda company: None, *checks), "")

    def test_a_lost_binding_is_named(self):
        def lose(company):
            bindings = company.rows("bindings")
            bindings.remove(next(row for row in bindings if (row["branch"], row["role"]) == ("VLD", "MET")))
        self.assertIn("binding VLD MET: missing", self.holes_after(lose, check.check_bindings))

    def test_a_head_who_is_nobody_is_named(self):
        def dismiss(company):
            company.rows("departments")[0]["head"] = "99999"
        self.assertIn("unknown 99999", self.holes_after(dismiss, check.check_staff))

    def test_an_unknown_name_in_an_expression_is_named(self):
        def misspell(company):
            self.type_of(company, "REC-W-001")["fields"][0]["check"] = "days(absence) > 5"
        self.assertIn("unknown name absence", self.holes_after(misspell, check.check_types))

    def test_an_unknown_member_of_a_type_is_named(self):
        def add(company):
            self.type_of(company, "REC-W-001")["colour"] = "red"
        self.assertIn("REC-W-001", self.holes_after(add, check.check_form))

    def test_a_plan_longer_than_its_deadline_is_named(self):
        def stretch(company):
            self.type_of(company, "REC-W-001")["routes"][0]["stages"][1]["period"]["n"] = 9
        self.assertIn("REC-W-001: 11.0 working days planned, D08 has 5", self.holes_after(stretch, check.check_types))

    def test_unknown_rules_documents_and_templates_are_named(self):
        def spoil(company):
            made = self.type_of(company, "PAY-X-001")
            made["rules"][0]["rule"], made["docs"][0]["doc"], made["templates"]["granted"] = "D99", "NIL", "T-NIL-01"
        found = self.holes_after(spoil, check.check_types)
        for word in ("D99", "NIL", "T-NIL-01"):
            self.assertIn(f"PAY-X-001: unknown {word}", found)


if __name__ == "__main__":
    unittest.main()
