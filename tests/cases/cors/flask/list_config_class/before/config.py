class Config:
    CLIENTS = ["http://localhost:3000"]
