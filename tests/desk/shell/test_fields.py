import re

import pytest
from django import forms
from django.template import engines

from catenary.desk.shell.fields import Control, control_of


class Everything(forms.Form):
    line = forms.CharField(label="Line <b>", help_text="A hint.", max_length=60)
    words = forms.CharField(label="Words", widget=forms.Textarea, max_length=500, required=False)
    secret = forms.CharField(label="Secret", widget=forms.PasswordInput)
    one = forms.ChoiceField(
        label="One", widget=forms.RadioSelect, choices=(("a", "A"), ("b", "B")), help_text="Choose."
    )
    some = forms.MultipleChoiceField(label="Some", widget=forms.CheckboxSelectMultiple, choices=(("c", "C"),))
    pick = forms.ChoiceField(label="Pick", choices=(("d", "D"),))
    paper = forms.FileField(label="Paper")
    sure = forms.BooleanField(label="Sure", help_text="Read it.")
    born = forms.DateField(label="Born", widget=forms.SelectDateWidget)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


CONTROLS = {
    "line": Control.LINE, "words": Control.TEXT, "secret": Control.PASSWORD, "one": Control.RADIOS, "some": Control.TICKS,
    "pick": Control.CHOICE, "paper": Control.FILE, "sure": Control.TICK, "born": Control.PARTS, "token": Control.HIDDEN,
}  # fmt: skip


def shown(form):
    return (
        engines["django"]
        .from_string('{% cotton errors :form="form" /%}{% cotton fields :form="form" /%}')
        .render({"form": form})
    )


@pytest.mark.parametrize(("name", "control"), CONTROLS.items())
def test_every_widget_has_its_control(name, control):
    assert control_of(Everything()[name]) == control


def test_every_control_is_labelled():
    html = shown(Everything())
    labelled = set(re.findall(r'<label[^>]+for="([^"]+)"', html))
    controls = re.findall(r"<(?:input|textarea|select)[^>]+>", html)
    ids = {re.search(r'id="([^"]+)"', each)[1] for each in controls if 'type="hidden"' not in each}
    assert {each for each in ids - labelled if not each.startswith("id_born")} == set()
    assert html.count("<legend") == 3


def test_hint_and_error_are_tied_to_their_control():
    html = shown(Everything({}))
    ids = set(re.findall(r'id="([^"]+)"', html))
    told = {each for value in re.findall(r'aria-describedby="([^"]+)"', html) for each in value.split()}
    assert {
        "id_line_helptext",
        "id_line_error",
        "id_one_helptext",
        "id_one_error",
        "id_sure_helptext",
    } <= told
    assert told <= ids


def test_the_summary_leads_to_each_control_that_is_wrong():
    html = shown(Everything({}))
    ids = set(re.findall(r'id="([^"]+)"', html))
    links = re.findall(r'<li><a href="#([^"]+)">', html)
    assert len(links) == 8
    assert set(links) <= ids


def test_a_form_that_is_right_shows_no_error():
    html = shown(Everything())
    assert "error" not in html


def test_labels_and_what_was_written_are_escaped():
    html = shown(Everything({"line": '"><script>'}))
    assert "Line &lt;b&gt;" in html
    assert "<script" not in html


def test_only_what_may_be_left_out_says_so():
    html = shown(Everything())
    assert re.findall(r">(\w+) <span class=\"optional\">", html) == ["Words"]


def test_no_answer_is_chosen_beforehand():
    assert "checked" not in shown(Everything())


def test_an_answer_that_was_given_stays():
    assert re.search(r'value="b"[^>]+checked', shown(Everything({"one": "b"})))
