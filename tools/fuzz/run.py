"""Throw bytes at every parser, guided by coverage (atheris): `make fuzz SECONDS=60`, or one target: `run.py reading`.

What makes a target fail is left in build/fuzz/found; make it small, and keep it in tests/fuzz/inputs.
"""

import argparse
import subprocess
import sys
from pathlib import Path

BUILD = Path(__file__).parents[2] / "build" / "fuzz"


def main() -> None:
    options = _options()
    if options.only:
        _fuzz(options.only, options.seconds)
        return
    from targets import TARGETS  # noqa: PLC0415  the fuzzed process imports them watched

    failed = [name for name in options.targets or TARGETS if not _apart(name, options.seconds)]
    sys.exit(f"failed: {', '.join(failed)}; see {BUILD / 'found'}" if failed else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", help="default: all")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--only", help=argparse.SUPPRESS)
    return parser.parse_args()


def _apart(name: str, seconds: int) -> bool:
    """Each target in a process of its own: libFuzzer ends its process."""
    print(f"== {name}", flush=True)
    arguments = [sys.executable, __file__, "--only", name, "--seconds", str(seconds)]
    return subprocess.run(arguments, check=False).returncode == 0


def _fuzz(name: str, seconds: int) -> None:
    import atheris  # noqa: PLC0415  only here: it is not installed where the tests run

    with atheris.instrument_imports(include=["catenary", "targets"], enable_loader_override=False):
        from targets import TARGETS  # noqa: PLC0415
    corpus, found = _folders(name)
    settings = [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=3000", "-max_len=8192"]
    quiet = ["-verbosity=0", "-print_final_stats=1", f"-artifact_prefix={found}/{name}-"]
    atheris.Setup([sys.argv[0], *settings, *quiet, str(corpus)], TARGETS[name])
    atheris.Fuzz()


def _folders(name: str) -> tuple[Path, Path]:
    from seeds import seeds  # noqa: PLC0415

    corpus, found = BUILD / "corpus" / name, BUILD / "found"
    corpus.mkdir(parents=True, exist_ok=True)
    found.mkdir(exist_ok=True)
    for number, seed in enumerate(seeds()[name]):
        (corpus / f"seed-{number}").write_bytes(seed)
    return corpus, found


if __name__ == "__main__":
    main()
