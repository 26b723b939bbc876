from django.urls import path

from catenary.desk.ledger import pages

urlpatterns = [
    path("", pages.entries, name="ledger"),
    path("own", pages.own, name="ledger_own"),
    path("entries/<uuid:entry>", pages.entry, name="ledger_entry"),
    path("entries/<uuid:entry>/proof", pages.proof, name="ledger_proof"),
    path("checkpoints", pages.checkpoints, name="ledger_checkpoints"),
    path("checkpoints/<int:size>", pages.checkpoint, name="ledger_checkpoint"),
    path("checkpoints/<int:size>/note", pages.note, name="ledger_note"),
    path("checkpoints/<int:size>/time-stamp", pages.time_stamp, name="ledger_time_stamp"),
    path("verifications", pages.verify, name="ledger_verify"),
    path("verifications/<uuid:verification>", pages.verification, name="ledger_verification"),
    path("exports", pages.exports, name="ledger_exports"),
    path("exports/begin", pages.begin_export, name="ledger_begin_export"),
    path("exports/<uuid:export>", pages.export, name="ledger_export"),
    path("exports/<uuid:export>/file", pages.download, name="ledger_download"),
]
