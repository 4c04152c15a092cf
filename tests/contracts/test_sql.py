#!/usr/bin/env python3
"""test_sql.py: SQL is constant text with parameters. One file speaks to libpq, and a statement is put together only where its names
come from our own tables. Run by ctest."""
import pathlib
import re
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ('libs', 'services', 'tools')
LIBPQ = re.compile(r'\bPQ(exec|execParams|execPrepared|prepare|sendQuery|sendQueryParams|sendPrepare|putCopyData)\s*\(')
# A call that writes text, up to its semicolon, with a literal that begins as a statement does, or goes on as one.
WRITES = re.compile(r'\b(g_strdup_printf|g_string_\w+|g_strconcat|g_strjoin\w*|snprintf|g_snprintf|sprintf|strcat|json_sprintf)\s*\(([^;]*);', re.S)
STATEMENT = re.compile(r'"\s*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|CREATE|ALTER|DROP|TRUNCATE|LOCK|SET|LISTEN|NOTIFY|COPY|GRANT|FROM|WHERE|AND|OR|'
                       r'ORDER BY|VALUES|RETURNING|SELECT \w+)\b(?! expr)')
# Speaks to libpq.
LIBPQ_FILES = {'libs/common/db.c', 'libs/common/db_pipeline.c'}
# Puts statements together, of what: names of tables and columns out of the constant tables of stores; a schema, quoted by libpq.
ASSEMBLED = {'libs/common/table.c': 4, 'libs/common/migrate.c': 1}


def sources():
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob('*.c')):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding='utf-8')


def assembled(text):
    """Calls that write something that looks like SQL."""
    return [call.group(0).split('\n')[0] for call in WRITES.finditer(text) if STATEMENT.search(call.group(2))]


class Sql(unittest.TestCase):
    def test_one_file_speaks_to_libpq(self):
        found = {name for name, text in sources() if LIBPQ.search(text)}
        self.assertEqual(LIBPQ_FILES, found)

    def test_no_statement_is_put_together_but_of_our_own_names(self):
        for name, text in sources():
            with self.subTest(file=name):
                found = assembled(text)
                self.assertLessEqual(len(found), ASSEMBLED.get(name, 0), found)

    def test_the_check_sees_what_it_forbids(self):
        self.assertTrue(assembled('g_strdup_printf("SELECT * FROM t WHERE name = \'%s\'", name);'))
        self.assertTrue(assembled('g_string_append_printf(sql,\n    " AND branch = %s", branch);'))
        self.assertFalse(assembled('g_strdup_printf("%s and %s", a, b);'))


if __name__ == '__main__':
    unittest.main()
