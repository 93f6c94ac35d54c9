"""What every Django app stands on: identity, tenancy, events, jobs, encryption, errors."""
