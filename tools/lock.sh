#!/bin/sh
# Lock what pyproject.toml names, with hashes for every platform and without any index address.
set -eu
cd "$(dirname "$0")/.."
lock() { # output, extras and options...
  out=$1; shift
  uv pip compile pyproject.toml "$@" --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-emit-find-links --no-header --no-annotate -o "requirements/$out"
}
lock base.txt --only-binary :all:
lock desk.txt --extra desk --only-binary :all:
lock dev.txt --extra desk --extra dev --only-binary :all:
# what installs Catenary itself from its source: older ones do not read pyproject.toml
awk '/^setuptools==/{on=1} on{print} on&&!/\\$/{exit}' requirements/dev.txt >requirements/build.txt
lock fuzz.txt --extra desk --extra dev --extra fuzz --only-binary :all:
# nomenklatura needs PyICU, which has no wheel: a benchmark machine builds it, the product never does
lock bench.txt --extra desk --extra dev --extra bench
