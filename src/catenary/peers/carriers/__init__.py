"""Transport from carriers and their service providers: queues and buckets that the desk fetches messages from."""
