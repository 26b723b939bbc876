"""An outside register of lost and stolen documents: what it is asked about travellers' documents, and what came of it."""
