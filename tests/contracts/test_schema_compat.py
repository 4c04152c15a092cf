"""What tools/contracts/schema-compat takes for a break, by table."""
import importlib.machinery
import importlib.util
import pathlib
import unittest

SCRIPT = pathlib.Path(__file__).resolve().parents[2] / "tools/contracts/schema-compat"
LOADER = importlib.machinery.SourceFileLoader("schema_compat", str(SCRIPT))
compat = importlib.util.module_from_spec(importlib.util.spec_from_loader("schema_compat", LOADER))
LOADER.exec_module(compat)

TEXT, NUMBER, WHOLE = {"type": "string"}, {"type": "number"}, {"type": "integer"}
BREAKS = [
    ({"properties": {"a": TEXT}}, {"properties": {}}, "/a: removed"),
    ({"properties": {"a": TEXT}}, {"properties": {"a": TEXT}, "required": ["a"]}, "/a: newly required"),
    ({"required": ["a"]}, {}, "/a: no longer required"),
    ({"properties": {"a": NUMBER}}, {"properties": {"a": WHOLE}}, "/a: no longer accepts number"),
    ({"type": ["string", "null"]}, TEXT, ": no longer accepts null"),
    ({}, TEXT, ": no longer accepts array, boolean, integer, null, number, object"),
    ({"enum": ["A", "B"]}, {"enum": ["A"]}, ": no longer accepts B"),
    ({}, {"enum": ["A"]}, ": no longer accepts any other value"),
    (TEXT, {"type": "string", "format": "uuid"}, ": format is another"),
    ({"pattern": "a"}, {"pattern": "b"}, ": pattern is another"),
    ({"maxLength": 5}, {"maxLength": 4}, ": maxLength is stricter"),
    ({}, {"minItems": 1}, ": minItems is stricter"),
    ({}, {"additionalProperties": False}, ": further members are no longer accepted as before"),
    ({"items": NUMBER}, {"items": WHOLE}, "/items: no longer accepts number"),
    ({"properties": {"a": {"properties": {"b": TEXT}}}}, {"properties": {"a": {"properties": {}}}}, "/a/b: removed"),
    ({"$defs": {"d": NUMBER}}, {"$defs": {"d": WHOLE}}, "/$defs/d: no longer accepts number"),
    ({"properties": {"a": True}}, {"properties": {"a": False}}, "/a: accepts less"),
]
FINE = [
    ({"properties": {"a": TEXT}}, {"properties": {"a": TEXT, "b": TEXT}}),
    (WHOLE, NUMBER),
    (TEXT, {"type": ["string", "null"]}),
    ({"enum": ["A"]}, {"enum": ["A", "B"]}),
    ({"enum": ["A"]}, {}),
    ({"maxLength": 5}, {"maxLength": 6}),
    ({"maxLength": 5}, {}),
    ({"additionalProperties": False}, {}),
    ({"description": "old"}, {"description": "new", "x-personal": True}),
]


class SchemaCompat(unittest.TestCase):
    def test_a_break_is_named_by_its_place(self):
        for old, new, line in BREAKS:
            with self.subTest(line=line):
                self.assertEqual([line], list(compat.compare(old, new)))

    def test_what_is_added_or_widened_passes(self):
        for old, new in FINE:
            with self.subTest(new=new):
                self.assertEqual([], list(compat.compare(old, new)))

    def test_a_removed_schema_is_a_break_and_a_new_one_is_not(self):
        self.assertEqual(["a.json: removed"], list(compat.compare_all({"a.json": {}}, {"b.json": {}})))


if __name__ == "__main__":
    unittest.main()
