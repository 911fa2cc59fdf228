"""The register of stakeholders: who they are, inviting and reminding them, taking their codes."""
