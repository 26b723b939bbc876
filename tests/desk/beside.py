"""Two at the same moment."""

import threading
import time

from django.db import connection


class Beside:
    """Something done at the same moment by another process: a thread with a connection of its own."""

    def __init__(self, act):
        self._act, self.result = act, None
        self._thread = threading.Thread(target=self._run)

    def _run(self):
        try:
            self.result = self._act()
        finally:
            connection.close()

    def start(self):
        self._thread.start()

    def begin_and_wait(self, outside):
        """Until it waits for somebody's lock."""
        self.start()
        while not outside.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()[0]:
            assert self._thread.is_alive(), "it waits for nobody"
            time.sleep(0.01)

    def end(self):
        self._thread.join()
        return self.result
