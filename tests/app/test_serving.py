"""Which processes a desk in service has."""

from attrs import evolve

from catenary.app import serving
from catenary.app.configuration import configuration

ADDRESSES = {
    "DATABASE_URL": "postgresql://web@db/catenary",
    "CATENARY_WORKER_DATABASE_URL": "postgresql://worker@db/catenary",
}


def begun(monkeypatch, tmp_path, **options):
    """The processes that would be kept running, by name."""
    found = []
    monkeypatch.setattr(serving, "run_until_stopped", lambda children, _kept: found.extend(children))
    serving.serve(evolve(configuration(ADDRESSES), data=tmp_path), [], 2, **options)
    return {each.name: each for each in found}


def test_jobs_are_done_by_as_many_processes_as_are_asked_for(monkeypatch, tmp_path):
    one = begun(monkeypatch, tmp_path)
    three = begun(monkeypatch, tmp_path, worker_processes=3)
    assert set(one) == {"worker", "sequencer", "web"}
    assert set(three) - set(one) == {"worker 2", "worker 3"}
    assert {tuple(three[name].command) for name in ("worker", "worker 2", "worker 3")} == {
        tuple(one["worker"].command)
    }
    assert three["worker 3"].environment == one["worker"].environment


def test_every_process_finds_compiled_kernels_where_the_command_line_keeps_them(monkeypatch, tmp_path):
    """Else they are compiled a second time, while the first carrier waits, and where an upgrade of half the files goes unseen."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "kernels"))
    for each in begun(monkeypatch, tmp_path).values():
        assert each.environment["NUMBA_CACHE_DIR"] == str(tmp_path / "kernels")


def test_a_process_solves_with_one_thread_unless_the_operator_says_otherwise(monkeypatch, tmp_path):
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    alone = {each.environment["OPENBLAS_NUM_THREADS"] for each in begun(monkeypatch, tmp_path).values()}
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "4")
    more = {each.environment["OPENBLAS_NUM_THREADS"] for each in begun(monkeypatch, tmp_path).values()}
    assert (alone, more) == ({"1"}, {"4"})
