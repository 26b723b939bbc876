"""Every action names its purpose and legal basis: who may, how long data is kept, when it is masked, how it travels on."""
