"""What can be wrong with a log, its entries, its proofs and its keys: every code, how much it weighs, its English sentence."""

from catenary.basis.findings import Catalogue, Counted, Severity, Wording

_ERROR, _WARNING, _NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE

_PROOFS: dict[str, tuple[Severity, Wording]] = {
    "hash_length": (_ERROR, "A hash has %(length)s bytes where 32 belong"),
    "index_beyond": (_ERROR, "Entry %(index)s cannot stand in a log of %(size)s entries"),
    "inclusion_fails": (
        _ERROR,
        "The proof does not lead from entry %(index)s to the root of the log of %(size)s entries",
    ),
    "sizes_disordered": (
        _ERROR,
        "A log of %(older)s entries cannot be shown to be the beginning of one of %(size)s",
    ),
    "consistency_fails": (
        _ERROR,
        "The log of %(older)s entries is not the beginning of the one of %(size)s: it was changed since",
    ),
    "commitment_differs": (_ERROR, "What was opened is not what was committed to under %(name)s"),
}

_ENTRIES: dict[str, tuple[Severity, Wording]] = {
    "entry_field": (_ERROR, "The field %(name)s of an entry holds what may not stand in the log"),
    "entry_unreadable": (_ERROR, "Entry %(index)s is no JSON object of bounded length"),
    "entry_version": (_ERROR, "Entry %(index)s is not of version %(wanted)s"),
    "entry_keys": (_ERROR, "Entry %(index)s has other keys than an entry, or values of another kind"),
    "entry_value": (_ERROR, "Entry %(index)s holds in %(name)s what may not stand in the log"),
    "entry_not_canonical": (_ERROR, "Entry %(index)s is not written in the one form that entries have"),
}
_NOTES: dict[str, tuple[Severity, Wording]] = {
    "note_unreadable": (_ERROR, "This is no signed note: the %(part)s is wrong at byte %(byte)s"),
    "checkpoint_unreadable": (_ERROR, "The note is no checkpoint: its line %(line)s is wrong"),
    "key_unreadable": (_ERROR, "This is no key of a known kind: its %(part)s is wrong"),
    "key_exists": (_ERROR, "%(file)s is there already; a key is never written over"),
    "key_not_written": (_ERROR, "%(file)s cannot be written: %(reason)s"),
    "key_open_to_others": (
        _ERROR,
        "The key file %(file)s may be read by others than its owner; take that away with: chmod 600",
    ),
    "signature_missing": (
        _ERROR,
        "The checkpoint of %(size)s entries bears no signature of a key that was given",
    ),
    "signature_wrong": (_ERROR, "A signature that claims to be of %(key)s is not"),
    "cosignature_missing": (
        _ERROR,
        "The checkpoint of %(size)s entries bears no signature of the witness %(key)s",
    ),
}
_FILES: dict[str, tuple[Severity, Wording]] = {
    "file_unreadable": (_ERROR, "%(file)s cannot be read: %(reason)s"),
    "file_unknown": (
        _ERROR,
        "This is neither an exported ledger nor a proof nor a checkpoint",
    ),
    "header_unreadable": (_ERROR, "The first line is not that of an exported ledger of version %(wanted)s"),
    "line_unreadable": (_ERROR, "Line %(line)s is neither an entry nor a checkpoint nor the end"),
    "checkpoint_misplaced": (
        _ERROR,
        "The checkpoint of %(size)s entries in line %(line)s stands after entry %(after)s",
    ),
    "origin_differs": (_ERROR, "The checkpoint of %(size)s entries is that of another log"),
    "root_differs": (
        _ERROR,
        "The checkpoint of %(size)s entries has another root: from entry %(first)s to entry %(last)s something was changed, added, taken away or moved",
    ),
    "held_differs": (
        _ERROR,
        "The checkpoint held of %(size)s entries has another root: from entry %(first)s to entry %(last)s something was changed, added, taken away or moved",
    ),
    "held_beyond": (
        _ERROR,
        "The checkpoint held counts %(size)s entries, and there are only %(entries)s: some were taken away at the end",
    ),
    "held_missing": (
        _ERROR,
        "This can only be proved to somebody who holds the checkpoint of %(size)s entries",
    ),
    "held_not_compared": (
        _WARNING,
        "The checkpoint held of %(held)s entries cannot be compared with that of %(size)s without a proof",
    ),
    "entries_uncovered": (
        _ERROR,
        "Entries %(first)s to %(last)s stand under no checkpoint that was verified",
    ),
    "nothing_verified": (_ERROR, "There is no checkpoint that could be verified"),
    "signature_unchecked": (
        _WARNING,
        "The signature of the checkpoint of %(size)s entries was not checked: no key was given",
    ),
    "signature_unknown": (
        _NOTICE,
        Counted(
            "count",
            "%(count)s signature under a checkpoint is of a key that was not given; it was not checked",
            "%(count)s signatures under checkpoints are of keys that were not given; they were not checked",
        ),
    ),
    "entries_withheld": (
        _NOTICE,
        Counted(
            "count",
            "%(count)s entry is withheld: its hash stands in its place, and what it says was not checked",
            "%(count)s entries are withheld: their hashes stand in their places, and what they say was not checked",
        ),
    ),
    "export_cut": (_ERROR, "The file has no end line: it was cut off after entry %(last)s"),
    "export_damaged": (_ERROR, "The file is not the one that was written: its checksum differs"),
    "export_counts": (_ERROR, "The end line counts %(stated)s entries; there are %(counted)s"),
    "export_goes_on": (_ERROR, "The file goes on after its end line"),
    "findings_more": (
        _ERROR,
        Counted("count", "%(count)s more finding is not told", "%(count)s more findings are not told"),
    ),
    "node_differs": (
        _ERROR,
        "The stored tree differs from its entries between entry %(first)s and entry %(last)s: proofs made from it fail",
    ),
    "columns_differ": (
        _ERROR,
        "What entry %(index)s is searched by is not what it says",
    ),
    "proof_unreadable": (_ERROR, "The proof is not in its form: line %(line)s is wrong"),
}

LEDGER = Catalogue("ledger", _PROOFS | _ENTRIES | _NOTES | _FILES)
"""The codes of the room ledger. No sentence tells what an entry holds, only where it stands."""
