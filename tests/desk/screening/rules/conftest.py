import pytest

from catenary.core.screening import targeting


@pytest.fixture(autouse=True)
def small_trials(monkeypatch):
    """Trials on forty travellers count here; how many are needed is tried where the number stands."""
    monkeypatch.setattr(targeting, "LEAST_TRIAL", 40)
