from django.urls import path

from catenary.desk.screening.rules import builder_pages, journey_pages, pages

urlpatterns = [
    path("rules", pages.rules, name="rules"),
    path("rules/new", pages.make, name="make_rule"),
    path("rules/<uuid:public_id>", pages.rule, name="targeting_rule"),
    path("rules/<uuid:public_id>/again", pages.again, name="draft_rule_again"),
    path("rule-versions/<uuid:public_id>", pages.version, name="rule_version"),
    path("rule-versions/<uuid:public_id>/words", builder_pages.words, name="rule_words"),
    path("rule-versions/<uuid:public_id>/add", builder_pages.add, name="add_criterion"),
    path("rule-versions/<uuid:public_id>/remove", builder_pages.remove, name="remove_criterion"),
    path("rule-versions/<uuid:public_id>/up", builder_pages.up, name="move_criterion"),
    path("rule-versions/<uuid:public_id>/step", pages.take_step, name="rule_step"),
    path("rule-versions/<uuid:public_id>/decide", pages.decide, name="decide_rule"),
    path("rule-versions/<uuid:public_id>/print", pages.printed, name="print_rule"),
    path("rule-versions/<uuid:public_id>/copy", pages.copy, name="export_rule"),
    path("candidates/<uuid:public_id>/rule", journey_pages.found, name="found_by_rule"),
    path("candidates/<uuid:public_id>/rule/judge", journey_pages.judge, name="judge_found_by_rule"),
    path("candidates/<uuid:public_id>/rule/notice", journey_pages.notice, name="rule_notice"),
]
