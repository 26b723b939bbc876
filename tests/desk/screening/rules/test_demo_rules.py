"""The demo's rule in shadow mode goes the way of a real one, and has figures to show."""

from datetime import UTC, datetime

from catenary.app.demo_rules import load_rule
from catenary.core.screening.small_numbers import FEW
from catenary.desk.screening.models import Candidate, RuleTrial
from catenary.world.geography import airport_zones


def test_a_rule_is_in_shadow_mode_with_figures_and_marks_nobody(desk, settings):
    settings.AIRPORT_ZONES = airport_zones()
    load_rule()
    load_rule()
    with desk.as_job():
        trial = RuleTrial.objects.select_related("version").get()
        assert trial.version.state == "shadow"
        assert trial.version.review_on > datetime.now(UTC).date()
        assert trial.counted_at is not None
        assert trial.travellers > 700
        assert FEW <= trial.hits < trial.travellers / 5
        assert min(trial.counts["alone"]) > trial.hits
        assert not Candidate.objects.filter(rule__isnull=False).exists()
