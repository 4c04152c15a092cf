"""Every SQL statement of every service fits the schema that its migrations make."""
import pytest

import otk_test as t

BUILT = [name for name in t.SERVICES if (t.BIN / f'otklik-{name}').exists()]


@pytest.mark.parametrize('name', BUILT)
def test_every_statement_fits_the_migrated_schema(database, name):
    service = t.Service(name, database)
    service.program('--migrate')
    assert ', 0 faults' in service.program('--prepare')
