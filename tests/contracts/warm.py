"""The command without its start: a process that has loaded everything forks once for each run that is asked for.

A run is a process of its own, with its own arguments, environment, streams and limits, and it ends as the command ends.
Only loading, which takes longer than most verbs, is done before. What is claimed of a cold start is tested cold.
"""

import atexit
import gc
import json
import os
import resource
import runpy
import socket
import sys
from pathlib import Path

from catenary.cli import cli, main
from catenary.cli.kernels import keep_kernels_apart

WARMING = Path(__file__).parents[2] / "tools" / "warm.py"
LONGEST_REQUEST = 1 << 20


def load():
    """Load every verb and every kernel, by a small job through each."""
    for verb in cli.list_commands(None):
        cli.get_command(None, verb)
    runpy.run_path(str(WARMING))
    gc.freeze()


def serve(channel):
    """Fork for every request until nobody asks any more; the answer is the status with which the run ended."""
    while True:
        request, streams, _, _ = socket.recv_fds(channel, LONGEST_REQUEST, 3)
        if not request:
            return
        child = os.fork()
        if child == 0:
            channel.close()
            run(json.loads(request), streams)
        for stream in streams:
            os.close(stream)
        _, ended = os.waitpid(child, 0)
        channel.send(str(os.waitstatus_to_exitcode(ended)).encode())


def run(request, streams):
    """Be the command: never returns, but ends as the command ends."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(request["environment"])
    if request["largest_file"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (request["largest_file"],) * 2)
    sys.argv = ["catenary", *request["arguments"]]
    try:
        main()
    except SystemExit as end:
        leave(end.code)


def leave(status):
    """End as Python ends, except that nothing is taken down object by object, which would copy what is shared."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status or 0)


if __name__ == "__main__":
    keep_kernels_apart()  # before a verb imports numba
    load()
    serve(socket.socket(fileno=int(sys.argv[1])))
