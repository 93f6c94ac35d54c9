ALLOWED_ORIGINS = ["http://localhost:3000", "http://localhost:5173"]
