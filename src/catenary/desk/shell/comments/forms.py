"""A comment as it is sent."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CommentForm(forms.Form):
    """Its words, and whether other organisations that may see the record read them too."""

    text = forms.CharField(label=_("Comment"), max_length=4000, widget=forms.Textarea)
    shared = forms.BooleanField(
        label=_("Other organisations that may see this record may read it"), required=False
    )
