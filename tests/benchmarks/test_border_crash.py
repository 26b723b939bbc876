"""kill -9 of web, worker, sequencer and database of a desk in service: nothing acknowledged is lost, nothing is done twice."""

import json
import subprocess
import sys

ROUNDS = 5


def test_whatever_is_killed_no_acknowledged_message_is_lost_or_doubled_and_every_traveller_has_an_answer():
    command = [sys.executable, "-m", "catenary", "bench", "border-crash", "--rounds", str(ROUNDS), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)["figures"]
    assert sum(figures["killed"].values()) == ROUNDS
    assert figures["acknowledged"] >= ROUNDS
    assert (figures["lost"], figures["doubled"], figures["unchecked"]) == (0, 0, 0)
    assert sum(figures["answers"].values()) == figures["travellers"] > 0
