"""Signed notes, the checkpoints of a log, and the signatures of witnesses (C2SP signed-note, tlog-checkpoint, tlog-cosignature)."""
