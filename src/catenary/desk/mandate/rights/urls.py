from django.urls import path

from catenary.desk.mandate.rights import pages, redress_pages

urlpatterns = [
    path("rights", pages.rights, name="rights"),
    path("rights/new", pages.receive, name="receive_rights_request"),
    path("rights/<uuid:public_id>", pages.case, name="rights_case"),
    path("rights/<uuid:public_id>/answer", pages.answer, name="answer_rights_request"),
    path("rights/<uuid:public_id>/letter", pages.letter, name="rights_letter"),
    path("rights/<uuid:public_id>/step/<slug:code>", pages.step, name="rights_step"),
    path("redress", redress_pages.redress, name="redress"),
    path("redress/new", redress_pages.make, name="make_redress"),
    path("redress/<uuid:public_id>/revoke", redress_pages.revoke, name="revoke_redress"),
]
