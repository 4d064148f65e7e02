"""The laws of migration files on drawn chains of schemas and on drawn branches: see mizzle/testing/chains.py.

More of them: python -m mizzle.testing.fuzz --files.
"""

from collections.abc import Callable
from contextlib import closing

import pytest
from hypothesis import given, settings

from mizzle.connection import Connection, connect
from mizzle.embedded import Server
from mizzle.testing.chains import branched, chained
from mizzle.testing.choose import Chooser
from mizzle.testing.live import extensions
from tests.laws.test_laws import CALM, EXAMPLES, choosers

DRAWN = max(EXAMPLES // 20, 1)
SEEDS = range(max(EXAMPLES // 10, 1))


@pytest.mark.parametrize("law", [chained, branched])
def test_files_lead_where_a_push_leads_and_back_also_squashed_and_merged(
    newest: Server, law: Callable[[Connection, Chooser], bool]
) -> None:
    with closing(connect(newest.url)) as admin:
        there = tuple(extensions(admin))

        @settings(CALM, max_examples=DRAWN)
        @given(choosers(there))
        def drawn(choose: Chooser) -> None:
            law(admin, choose)

        drawn()
        for seed in SEEDS:
            try:
                law(admin, Chooser.seeded(seed, there))
            except Exception as error:
                raise AssertionError(f"seed {seed}: {type(error).__name__}: {error}") from error
