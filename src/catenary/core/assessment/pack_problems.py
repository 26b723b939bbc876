"""What can be said about the offline pack of a visit: its file, and what comes back in it."""

from catenary.basis.findings import Catalogue, Severity

_E, _N = Severity.ERROR, Severity.NOTICE

PACK = Catalogue(
    "pack",
    {
        "not_a_pack": (_E, "This file is no offline pack of a visit"),
        "other_version": (_E, "This pack is of version %(version)s; this software reads version %(known)s"),
        "damaged": (_E, "The pack is damaged (%(part)s): it was cut off, or changed on its way"),
        "signature_missing": (_E, "The pack is not signed by a key that is known here"),
        "other_hub": (_E, "The pack is not signed by the hub whose keys you named"),
        "passphrase_wrong": (_E, "The passphrase is not the one that this pack was locked with"),
        "not_given": (_E, "This is what a laptop wrote, not the pack that the hub gave. Open the hub's file"),
        "not_brought": (_E, "This is the pack as the hub gave it. Bring the file that the laptop wrote"),
        "not_yours": (_E, "The hub gave you no such pack, as the organisation you act for"),
        "too_large": (_E, "The pack would hold %(mib)s MiB; %(limit)s MiB is the most"),
        "key_missing": (_E, "The hub has no key yet to sign packs with"),
        "file_unusable": (_E, "The file %(file)s cannot be used: %(reason)s"),
        "changed_elsewhere": (
            _E,
            "The file with your answers was changed by another program meanwhile. Nothing was written over: close this window and open the pack again",
        ),
        "drafts_elsewhere": (_E, "The file with your answers belongs to another pack"),
        "no_such_question": (_E, "The pack does not ask this question"),
        "off_team": (_N, "You are no longer on the team of the visit"),
        "question_gone": (_N, "Nobody asks you to rate this question any more"),
        "words_changed": (_N, "The visit asks by other words now than those you answered"),
        "choice_missing": (_E, "Choose which one stands"),
    },
)
"""The codes of packs. What keeps a draft out because of where its rating stands is told by the codes of `rating`."""
