#!/usr/bin/env python3
"""The check of the console finds what it says it finds."""
import unittest

import check

TEXTS = {"ru": {"a.b": "раз {n}", "s.X": "два"}, "en": {"a.b": "one {n}", "s.X": "two"}}
MODULES = {"m.js": "t('a.b', { n }) + t(`s.${state}`)"}


def changed(**more):
    return {language: {**texts, **more.get(language, {})} for language, texts in TEXTS.items()}


class Texts(unittest.TestCase):
    def test_nothing_is_wrong_with_a_right_console(self):
        self.assertEqual([], list(check.text_faults(MODULES, TEXTS)))

    def test_a_text_that_is_asked_for_and_missing_is_named(self):
        found = list(check.text_faults({"m.js": MODULES["m.js"] + "t('a.c')"}, TEXTS))
        self.assertEqual(2, len(found))
        self.assertIn("'a.c'", found[0])

    def test_a_key_in_a_table_counts_as_asked_for(self):
        self.assertTrue(list(check.text_faults({"m.js": MODULES["m.js"] + "{ text: 'a.d' }"}, TEXTS)))

    def test_a_text_of_no_module_is_named(self):
        found = list(check.text_faults(MODULES, changed(ru={"x.y": "а"}, en={"x.y": "a"})))
        self.assertEqual(["'x.y' is used nowhere"], found)

    def test_a_text_of_one_language_only_is_named(self):
        self.assertTrue(list(check.text_faults(MODULES, changed(ru={"s.Y": "три"}))))

    def test_other_places_in_another_language_are_named(self):
        self.assertTrue(list(check.text_faults(MODULES, changed(en={"a.b": "one {m}"}))))

    def test_wrong_count_of_forms_is_named(self):
        self.assertTrue(list(check.text_faults(MODULES, changed(ru={"a.b": "{n} день|{n} дней"}))))


class Modules(unittest.TestCase):
    def test_only_api_js_may_fetch(self):
        self.assertTrue(list(check.module_faults("pages/x.js", "fetch('/x')")))
        self.assertEqual([], list(check.module_faults("api.js", "fetch('/x')")))

    def test_inline_style_and_other_hosts_are_refused(self):
        for source in ("html`<p style=${x}>`", "import('https://cdn.example.org/x.js')", "node.innerHTML = text"):
            self.assertTrue(list(check.module_faults("pages/x.js", source)), source)

    def test_inline_script_is_refused(self):
        self.assertTrue(list(check.page_faults("<script>x()</script>")))


if __name__ == "__main__":
    unittest.main()
