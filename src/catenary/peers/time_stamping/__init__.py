"""Time stamps on checkpoints, asked of an authority (RFC 3161 over HTTP)."""
