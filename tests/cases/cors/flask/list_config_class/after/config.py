class Config:
    CLIENTS = ["http://localhost:3000", "http://localhost:5173"]
