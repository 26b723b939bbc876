"""kill -9 of writers and sequencer at random moments: nothing acknowledged is lost, nothing is there twice."""

import random

from django.db import connection

from catenary.benchmarks.ledger_crash import kill_round, nursery_of_processes

ROUNDS = 5


def test_whoever_is_killed_whenever_no_acknowledged_entry_is_lost_or_doubled_and_the_log_holds(log, tmp_path):
    dice, nursery = random.Random(7), nursery_of_processes()
    for _ in range(ROUNDS):
        left = kill_round(log.address, tmp_path, dice, nursery)
        assert left.acknowledged > 0
        assert (left.lost, left.doubled, left.holds) == (0, 0, True)
        assert left.entries >= left.acknowledged
    connection.close()
