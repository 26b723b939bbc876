"""Messages that are sent unasked over HTTP and signed (Standard Webhooks 1.0)."""
