ALLOWED_ORIGINS = ["http://localhost:3000"]
