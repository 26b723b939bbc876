"""How gunicorn runs the web part."""

import gc

from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

from catenary.app.logs import EventsOfGunicorn
from catenary.app.metrics import forget_process

preload_app = True
worker_class = "catenary.app.web_threads.NotingWorker"
threads = 4
timeout = 60
graceful_timeout = 20
max_requests = 5000
max_requests_jitter = 500
forwarded_allow_ips = "127.0.0.1,::1"
control_socket_disable = True
limit_request_line = 4094
limit_request_fields = 60
loglevel = "warning"
logger_class = EventsOfGunicorn


def post_fork(_server: Arbiter, _worker: Worker) -> None:
    """What was loaded before stays for good: looking through it for garbage in the middle of a page took longer than the page."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def child_exit(_server: Arbiter, worker: Worker) -> None:
    """A web process ended; what it measured is kept, its gauges are not."""
    forget_process(worker.pid)
