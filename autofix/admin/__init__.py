"""What the admin classes of all apps share: the tenants' place of work (requirement H4)."""
