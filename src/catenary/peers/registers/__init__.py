"""An outside register of lost and stolen documents: asked over HTTPS, and played for training and tests."""
