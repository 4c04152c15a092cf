"""The patches that break the product on purpose, before they are tried: they apply, and name a line that there is."""
import pathlib
import subprocess
import sys

import pytest

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import account
import mutation

ALL = mutation.every()


@pytest.mark.parametrize('one', ALL, ids=[one.name for one in ALL])
def test_a_mutation_applies_to_the_product_exactly_where_it_was_made_for(one):
    tried = subprocess.run(['git', 'apply', '--check', one.path], cwd=HERE.parents[1], capture_output=True, text=True)
    assert tried.returncode == 0, tried.stderr


@pytest.mark.parametrize('one', ALL, ids=[one.name for one in ALL])
def test_a_mutation_names_a_line_of_the_account(one):
    assert one.line in {name for name, _, _ in account.LINES}


@pytest.mark.parametrize('word', sorted({one.together for one in ALL} - {'no'}))
def test_mutations_of_one_build_share_their_run_and_have_a_line_each(word):
    group = [one for one in ALL if one.together == word]
    assert len({one.run for one in group}) == 1 and len({one.line for one in group}) == len(group)
