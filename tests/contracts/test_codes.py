#!/usr/bin/env python3
"""Every code that C tells a person has a text in both languages (proto-schemas/texts). Run by ctest."""
import json
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
CODE = r'"([a-z][a-z0-9_]+)"'
# Where a code stands: answers, faults, out-parameters named code, and what a check of a value returns.
PLACES = [re.compile(pattern, re.S) for pattern in (
    r'\banswer_problem\(\s*\w+\s*,\s*\d+\s*,\s*' + CODE,
    r'\bfaults_add\(\s*[^,()]+,\s*[^,()]+,\s*' + CODE,
    r'\bfaults_add\(\s*[^,()]+,\s*[^,()]+,\s*[^,;()]+\?\s*' + CODE,
    r'\bfaults_add\(\s*[^,()]+,\s*[^,()]+,\s*[^,;()]+\?\s*"[a-z0-9_]+"\s*:\s*' + CODE,
    r'\*out_code\s*=\s*[^;]*?' + CODE,
    r'&\w+->trouble,\s*' + CODE)]
# Files whose tables and functions give codes to those places.
FILES = {'json_schema_table.c': re.compile(r'\{"[^"]+",\s*\w+,\s*\w+,\s*' + CODE), 'record_kind.c': re.compile(r'"((?:bad|wrong)_[a-z]+)"'),
         'flow.c': re.compile(r'return ' + CODE + ';')}


def codes():
    """(code, file) of every code in the C sources."""
    for folder in ('libs', 'services'):
        for path in sorted((ROOT / folder).rglob('*.c')):
            text = path.read_text(encoding='utf-8')
            places = PLACES + [pattern for name, pattern in FILES.items() if name == path.name]
            for place in places:
                for code in place.findall(text):
                    yield code, str(path.relative_to(ROOT))


class Codes(unittest.TestCase):
    def test_the_patterns_find_codes_of_every_kind(self):
        found = {code for code, _ in codes()}
        self.assertLessEqual({'state_conflict', 'required', 'not_in_list', 'route_missing', 'documents_pending', 'unknown_member',
                              'bad_uuid', 'type_needed'}, found)

    def test_every_code_has_a_text_in_both_languages(self):
        for language in ('ru', 'en'):
            texts = json.loads((ROOT / f'proto-schemas/texts/{language}.json').read_text(encoding='utf-8'))
            missing = sorted({f'{code} ({path})' for code, path in codes() if not texts.get(code)})
            self.assertEqual([], missing, language)


if __name__ == '__main__':
    unittest.main()
