from django.urls import path

from catenary.desk.assessment.packs import pages

urlpatterns = [
    path("visits/<uuid:public_id>/packs/new", pages.take, name="take_pack"),
    path("packs", pages.own_packs, name="own_packs"),
    path("packs/bring", pages.bring, name="bring_pack"),
    path("packs/<uuid:public_id>", pages.pack, name="pack"),
    path("packs/<uuid:public_id>/file", pages.pack_file, name="pack_file"),
    path("brought/<uuid:public_id>", pages.brought, name="brought_pack"),
    path("brought/<uuid:public_id>/drafts", pages.drafts, name="brought_drafts"),
]
